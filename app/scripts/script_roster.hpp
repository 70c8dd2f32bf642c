#pragma once

#include "app/scripts/script_entry.hpp"
#include "app/scripts/script_trust.hpp"
#include "core/model/song.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave {

/// All scripts of the song: which of them run, and why the others do not.
///
/// Says to the scripts' process what is to be loaded, unloaded and turned, and takes in what it says of them.
/// Touches no file: what files hold is handed in. Thread-safe: no. Realtime-safe: no.
class ScriptRoster {
public:
    ScriptRoster(ScriptTrust trust, TellScripts tell);

    /// The song's scripts and file as they are now.
    void follow(const std::vector<ScriptRef>& refs, const std::string& songPath);
    /// What is to be looked at on the disk: scripts, and modules beside them.
    [[nodiscard]] std::vector<std::string> watched() const;
    /// What a file holds now.
    void onFile(const std::string& path, const Result<std::string>& text);

    // What a person asks for; a script that there is none of is passed over.
    void reload(std::string_view script);
    /// \param script empty: all that ask.
    void trust(std::string_view script);
    /// A file of the person's own, to be added.
    void own(const std::string& file) { trust_.own(file); }
    /// \return false when there is no such knob.
    bool turn(std::string_view script, const std::string& knob, double value);
    void press(std::string_view script, const std::string& button);

    /// What the process says: loaded, controls, value, state, error and benched. \return false when it is
    /// about no script of the song.
    bool hear(std::string_view kind, const JsonView& said);

    [[nodiscard]] const ScriptEntry* find(std::string_view script) const;
    [[nodiscard]] ScriptEntry* find(std::string_view script);
    [[nodiscard]] std::span<ScriptEntry> entries() noexcept { return entries_; }
    [[nodiscard]] std::span<const ScriptEntry> entries() const noexcept { return entries_; }
    [[nodiscard]] std::vector<ScriptView> views() const;
    /// Whether values or state of some are newer than what the song has.
    [[nodiscard]] bool isAhead() const;
    /// The song's scripts with the newest values and state, which are then taken for known.
    [[nodiscard]] std::vector<ScriptRef> kept();
    /// What is to be remembered of trust since the last call.
    [[nodiscard]] std::optional<TrustList> takeTrustNews() { return trust_.takeNews(); }
    [[nodiscard]] ScriptTrust& trusted() noexcept { return trust_; }

private:
    [[nodiscard]] std::string freeName(const std::string& path, std::span<const ScriptEntry> others) const;
    ScriptEntry taken(const ScriptRef& ref, std::span<const ScriptEntry> others);
    void decide(ScriptEntry& entry);

    /// One that was taken out of the song: what the song said of it then, and with its newest values.
    struct Gone {
        ScriptRef ref;
        ScriptRef newest;
    };

    ScriptTrust trust_;
    TellScripts tell_;
    /// By song and path, so that undo brings them back with what they had.
    std::map<std::pair<std::string, std::string>, Gone> gone_;
    std::vector<ScriptEntry> entries_;
    std::set<std::string> modules_;  ///< files that were seen
    std::string songPath_;
};

}  // namespace clave
