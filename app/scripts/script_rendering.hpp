#pragma once

#include "app/scripts/script_files.hpp"
#include "app/scripts/script_roster.hpp"
#include "app/scripts/song_mirror.hpp"
#include "core/engine/script_partner.hpp"
#include "core/time/clock.hpp"
#include "scripts/host/script_host.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A song's scripts in a rendering: asked slice by slice and waited for, so that the same song gives the same
/// bytes. Thread-safe: no. Realtime-safe: no.
class ScriptRendering final : public ScriptPartner, private ScriptSink {
public:
    struct Setup {
        ScriptHostOptions host;
        std::string songPath;
        TrustList trust;
        bool trustsAll = false;
    };

    /// The clock outlives it.
    ScriptRendering(Setup setup, const Clock& clock);

    void take(const Snapshot& snapshot) override;
    [[nodiscard]] Answered run(std::span<const ScriptAsk> asks) override;
    void onRefused(const Command& command, const std::string& why) override;

    /// What a person should know: errors, scripts that were not run, each once, and what scripts printed.
    [[nodiscard]] const std::vector<std::string>& notices() const noexcept { return notices_; }

private:
    void onAnswer(const ScriptAnswer& answer) override;
    void onText(std::string_view kind, const std::string& json) override;
    void onWants(const JsonView& said);
    void onCommand(const JsonView& said);
    void begin(const Snapshot& snapshot);
    void tell(std::string_view kind, std::string json);
    void say(std::string sentence);
    void print(const std::string& script, const std::string& text);

    Setup setup_;
    const Clock& clock_;
    std::unique_ptr<ScriptHost> host_;  ///< null: there is nothing to run
    ScriptRoster roster_;
    SongMirror mirror_;
    SongPtr song_;
    bool hasBegun_ = false;
    bool hasFailed_ = false;
    bool keepsExpressions_ = true;
    Answered answered_;
    Position at_;  ///< of what is asked
    std::vector<std::string> notices_;
};

/// Whether a song has anything that scripts would do in a rendering.
[[nodiscard]] bool hasScripts(const Song& song);

}  // namespace clave
