#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/map/map.hpp"
#include "controllers/midi/surface_event.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What a control that was touched turned out to be.
struct LearnedControl {
    enum class Kind : std::uint8_t { Button, Toggle, Absolute, Relative };
    Kind kind = Kind::Button;
    Address address;
    clave::Relative relative = clave::Relative::Absolute;  ///< of Kind::Relative
    bool bits14 = false;

    friend bool operator==(const LearnedControl&, const LearnedControl&) = default;
};

/// Listens to one control being touched, until it is sure what it is.
///
/// Conservative: releases, clock and whatever moved just before do not count; of two controls that moved it
/// takes none, and lists both. One that may be an encoder must be turned both ways, for one click means the
/// same in two encodings. Pure: events with their times in. Thread-safe: no. Realtime-safe: no.
class ControlLearner {
public:
    static constexpr Nanoseconds kQuiet =
        std::chrono::milliseconds {300};  ///< a control at rest for so long is new
    static constexpr Nanoseconds kListen = std::chrono::milliseconds {1500};  ///< after its first message
    static constexpr std::size_t kEnough = 3;  ///< messages of a knob

    enum class State : std::uint8_t {
        Waiting,  ///< nothing was touched yet
        Listening,
        OtherWay,  ///< it may be an encoder: turn it the other way too
        Several,  ///< more than one moved; see candidates()
        Done,
    };

    /// From `now` on; what has moved within kQuiet before is left out.
    void arm(TimePoint now);
    void hear(const SurfaceEvent& event);
    void advance(TimePoint now);

    [[nodiscard]] State state() const noexcept { return state_; }
    /// Of State::Done.
    [[nodiscard]] const LearnedControl& learned() const noexcept { return learned_; }
    /// Of State::Several: what moved.
    [[nodiscard]] std::vector<Address> candidates() const;
    /// Of several, a person says which.
    void choose(const Address& address);
    /// What to do next, in a sentence.
    [[nodiscard]] std::string advice() const;

private:
    struct Heard {
        std::vector<std::uint16_t> values;  ///< at most kMostValues
        int presses = 0;
        int releases = 0;
        TimePoint first {};
        bool isSlow = false;  ///< nothing came for long after its first message
    };
    static constexpr std::size_t kMostValues = 64;

    [[nodiscard]] bool isIgnored(const SurfaceEvent& event, const Address& address) const;
    void judge(bool isOver);
    [[nodiscard]] std::optional<LearnedControl> classify(const Address& address, Heard& heard, bool isOver);

    State state_ = State::Waiting;
    std::optional<TimePoint> armed_;
    std::map<Address, TimePoint> movedAt_;
    std::map<Address, Heard> heard_;
    LearnedControl learned_;
};

/// What the values of one controller are: nothing while they do not say.
/// \param isOver no more will come.
[[nodiscard]] std::optional<LearnedControl::Kind> kindOfValues(
    const std::vector<std::uint16_t>& values, bool isOver, Relative& relative) noexcept;

/// Pads in rows and columns, by the addresses of two corners.
struct LearnedGrid {
    int rows = 0;
    int cols = 0;
    int note = 0;  ///< of the upper left
    int perRow = 0;
    int perCol = 1;
};
/// The grid between its upper left and its lower right pad, if it has so many rows and columns; nothing when
/// no even grid has these corners.
[[nodiscard]] std::optional<LearnedGrid> gridOf(
    const Address& upperLeft, const Address& lowerRight, int rows, int cols) noexcept;

}  // namespace clave
