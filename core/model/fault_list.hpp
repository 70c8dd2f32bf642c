#pragma once

#include "core/model/limits.hpp"
#include "core/model/ranges.hpp"
#include "core/model/validate.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A place in a song, made text only when something is wrong there. Points to the place it lies in, which
/// must live as long.
class Place {
public:
    Place() = default;
    /// "up.key", or "key" at the root.
    Place(const Place& up, std::string_view key) : up_(&up), key_(key) {}
    /// "up.key[index]".
    Place(const Place& up, std::string_view key, std::size_t index)
        : up_(&up)
        , key_(key)
        , index_(index)
        , kind_(Kind::Item)
    {
    }
    /// "up.key.number".
    [[nodiscard]] static Place numbered(const Place& up, std::string_view key, std::size_t number)
    {
        Place place(up, key, number);
        place.kind_ = Kind::Numbered;
        return place;
    }
    [[nodiscard]] std::string text() const;

private:
    enum class Kind : std::uint8_t { Key, Item, Numbered };

    const Place* up_ = nullptr;
    std::string_view key_;
    std::size_t index_ = 0;
    Kind kind_ = Kind::Key;
};

/// Collects faults, up to kMaxFaults.
class FaultList {
public:
    void add(const Place& place, std::string what);

    void whole(const Place& up, std::string_view key, std::int64_t value, Range allowed);
    void real(const Place& up, std::string_view key, double value, RealRange allowed);
    /// A name: UTF-8, no longer than kMaxNameBytes, no control characters.
    void name(const Place& up, std::string_view key, std::string_view text);
    /// A longer text, in which line breaks and tabs are allowed.
    void longText(
        const Place& up, std::string_view key, std::string_view text, std::size_t most = kMaxTextBytes);
    /// True when `count` fits; only so many should be looked at.
    bool count(const Place& up, std::string_view key, std::size_t count, std::size_t most);

    [[nodiscard]] std::vector<SongFault> take() noexcept { return std::move(faults_); }

private:
    void checkText(const Place& place, std::string_view text, std::size_t most, bool lineBreaks);

    std::vector<SongFault> faults_;
};

// How the parts are checked within a whole; `at` is the part's own place.
void check(FaultList& faults, const Place& at, const Step& step);
void check(FaultList& faults, const Place& at, const Pattern& pattern);
void check(FaultList& faults, const Place& at, const Track& track);
void check(FaultList& faults, const Place& at, const Scene& scene);
void check(FaultList& faults, const Place& at, const Metre& metre);
void check(FaultList& faults, const Place& at, const Swing& swing);
void check(FaultList& faults, const Place& at, const Scale& scale);
void check(FaultList& faults, const Place& at, const Metronome& metronome);
void check(FaultList& faults, const Place& at, const PortSetup& port);
void check(FaultList& faults, const Place& at, const Groove& groove);
void check(FaultList& faults, const Place& at, const ScriptRef& script);
void checkReferences(FaultList& faults, const Song& song);

}  // namespace clave
