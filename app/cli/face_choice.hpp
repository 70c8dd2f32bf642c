#pragma once

#include "app/window/window_wish.hpp"

#include <cstdint>

namespace CLI {
class App;
}

namespace clave {

/// Which face a person asked for.
enum class FaceWish : std::uint8_t { Any, Window, Terminal };

/// What of the command line is about the face.
struct FaceOptions {
    FaceWish face = FaceWish::Any;
    WindowWish window;
};

/// Adds --window, --terminal, --theme, --scale, --font-dir and --shot to a command.
void addFaceOptions(CLI::App& command, FaceOptions& options);

/// Where Clave was started.
struct Surroundings {
    bool stdinIsTerminal = false;
    bool stdoutIsTerminal = false;
    bool stdoutIsPipe = false;
    bool mayEndByItself = false;  ///< --bars or --timing: somebody waits for what comes of it
};

enum class FirstFace : std::uint8_t {
    Window,  ///< and nothing else
    WindowElseTerminal,  ///< a sentence says so when it cannot be had
    Terminal,  ///< or plain lines
};

/// The face to try first. A window when a person sits there: at a terminal, or at a desktop that started
/// Clave without one. None when the output goes to another program or a file. Pure.
[[nodiscard]] FirstFace firstFace(FaceWish wish, const Surroundings& where);

/// As they are now; without mayEndByItself. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Surroundings surroundings();

}  // namespace clave
