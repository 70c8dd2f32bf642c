#pragma once

#include "app/listening.hpp"
#include "app/signals.hpp"
#include "app/song_outputs.hpp"
#include "app/surfaces/device_desk.hpp"
#include "app/window/ui/theme.hpp"
#include "app/window/window_host.hpp"
#include "app/window/window_wish.hpp"
#include "core/base/result.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

class ScriptDesk;

/// A window that is open and has nothing to show yet.
struct OpenedWindow {
    std::unique_ptr<WindowHost> host;
    Theme theme;
    float scale = 1.0F;
    bool showsGhosts = true;
    bool followsScreen = true;  ///< the scale is the screen's and not a person's
    std::vector<std::string> fontFolders;
    std::string picture;
};

/// Fails, with one sentence, where there is no display, no OpenGL, or no theme of that name.
/// \param settings file of what is remembered. Thread-safe: no, the main thread only. Realtime-safe: no.
[[nodiscard]] Result<OpenedWindow> openWindow(
    const WindowWish& wish, const std::string& settings, const Clock& clock);

/// What is played in it.
struct WindowPlay {
    Engine& engine;
    CommandSender& commands;
    Signals& signals;
    const Clock& clock;
    OutputOptions options;
    SongOutputs opened;  ///< its outputs are the engine's already
    std::vector<PortSetup> ports;  ///< of the song
    OutputWishes wishes;
    ListeningWish listening;  ///< started already
    std::string songPath;  ///< empty: the demo
    std::string demoSong;
    std::string settings;
    bool quitsAtEnd = false;
    DeviceDesk* devices = nullptr;  ///< null: no controllers
    ScriptDesk* scripts = nullptr;  ///< null: no scripts
    std::string osc;  ///< whether OSC is on, and where, as one sentence
};

/// \returns the signal that ended it; nothing when the person or the music did.
/// Thread-safe: no, the main thread only. Realtime-safe: no.
[[nodiscard]] std::optional<int> playInWindow(OpenedWindow window, WindowPlay play);

}  // namespace clave
