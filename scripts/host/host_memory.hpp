#pragma once

#include "core/engine/script_exchange.hpp"
#include "scripts/host/script_wire.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave {

/// What a successor must be told: the song as it was sent, and every script with the newest values of its
/// knobs and state. Also how often each script brought its process down. Thread-safe: no. Realtime-safe: no.
class HostMemory {
public:
    static constexpr int kStrikes = 3;
    /// Slices of the music, some 60 a second, after which a version is no longer new.
    static constexpr int kProbation = 300;

    /// Texts of this kind are told to a successor.
    [[nodiscard]] static bool keeps(std::string_view kind);
    /// A text goes to the child. False: it is a script that is benched and has not changed; do not send it.
    [[nodiscard]] bool noteSent(std::string_view kind, const std::string& json);
    /// A text came from it.
    void noteHeard(std::string_view kind, const std::string& json);
    void noteAsk(const ScriptAsk& ask);

    /// The song and the settings, in an order that makes sense to who hears them first.
    [[nodiscard]] std::vector<WireText> song() const;
    /// The scripts that are not benched, as texts `load`.
    [[nodiscard]] std::vector<WireText> scripts() const;
    /// Where a successor begins when the song plays: the start, at the place reached.
    [[nodiscard]] std::optional<ScriptAsk> start() const;

    struct Script {
        std::string name;
        nlohmann::json load;
        nlohmann::json before;  ///< the version before, if that could be loaded; else null
        bool isLoaded = false;  ///< it could be
        int slices = 0;  ///< that it has lived through since
        int strikes = 0;
        bool isBenched = false;
    };
    [[nodiscard]] const Script* script(std::string_view name) const;
    /// The script whose file this is, in Python's spelling.
    [[nodiscard]] const Script* scriptOfFile(std::string_view file) const;
    enum class Verdict : std::uint8_t {
        GoesOn,
        WentBack,  ///< it was new: the version before takes its place
        Benched,  ///< it was once too often, or happened while it was loaded
    };
    /// It brought its process down.
    [[nodiscard]] Verdict strike(std::string_view name, bool isLoading);

private:
    [[nodiscard]] Script* find(std::string_view name);
    [[nodiscard]] bool noteLoad(nlohmann::json load);
    void noteLoaded(Script& script, const nlohmann::json& loaded);
    void noteModules(const std::string& json);
    void noteTracks(const nlohmann::json& json, const std::string& text);

    std::map<std::string, std::string, std::less<>> single_;  ///< texts of which only the newest counts
    std::map<std::int64_t, std::string> tracks_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> patterns_;
    std::set<std::string> modules_;  ///< that scripts imported, all together
    std::vector<Script> scripts_;  ///< in the order of loading
    std::optional<ScriptAsk> start_;
    std::optional<ScriptAsk> slice_;
};

}  // namespace clave
