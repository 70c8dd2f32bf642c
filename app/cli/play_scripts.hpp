#pragma once

#include "app/cli/script_options.hpp"
#include "app/net/osc_desk.hpp"
#include "app/scripts/console_server.hpp"
#include "app/scripts/script_desk.hpp"
#include "app/scripts/script_rendering.hpp"
#include "core/base/result.hpp"

#include <memory>
#include <string>
#include <vector>

namespace clave {

/// The scripts of a run of Clave, and all who may ask them: faces, OSC, the console. Thread-safe: no.
/// Realtime-safe: no.
class PlayScripts {
public:
    /// What they meet; all outlive them.
    struct Around {
        Engine& engine;
        const Clock& clock;
        OscDesk& osc;
        std::string songPath;  ///< empty: the demo
    };

    /// Off by --no-scripts: then desk() is null.
    PlayScripts(const ScriptOptions& options, const Around& around);
    ~PlayScripts();
    PlayScripts(const PlayScripts&) = delete;
    PlayScripts& operator=(const PlayScripts&) = delete;
    PlayScripts(PlayScripts&&) = delete;
    PlayScripts& operator=(PlayScripts&&) = delete;

    [[nodiscard]] ScriptDesk* desk() const noexcept { return desk_.get(); }
    /// What a person should know: why there is no console. \param canAsk their face asks about scripts that
    /// came with the song; else it is said that they are not run.
    [[nodiscard]] std::vector<std::string> notices(bool canAsk) const;

private:
    void connectOsc();
    void openConsole();

    OscDesk& osc_;
    std::unique_ptr<ScriptDesk> desk_;
    std::unique_ptr<ConsoleServer> console_;
    std::string trouble_;
};

/// Files of --script that are not there are a reason not to play.
[[nodiscard]] Result<void> mustBeThere(const ScriptOptions& options);

/// Makes the files of --script the song's, for a rendering. Fails as above.
[[nodiscard]] Result<void> addScripts(const ScriptOptions& options, Song& song, const std::string& songPath);

/// For a rendering; null when the song has no scripts, or they are off.
[[nodiscard]] std::unique_ptr<ScriptRendering> renderingScripts(
    const ScriptOptions& options, const Song& song, const std::string& songPath, const Clock& clock);

}  // namespace clave
