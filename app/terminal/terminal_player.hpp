#pragma once

#include "app/signals.hpp"
#include "app/terminal/controls.hpp"
#include "app/terminal/screen.hpp"
#include "app/terminal/terminal.hpp"
#include "app/track_mover.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clave {

class ScriptFace;
class SurfaceDesk;

/// Plays in the terminal: shows what plays, at most thirty times a second and only what changed, and does
/// what the keys say. Thread-safe: no. Realtime-safe: no.
class TerminalPlayer {
public:
    struct Setup {
        Engine& engine;
        CommandSender& sender;
        Signals& signals;
        Terminal& terminal;
        const Clock& clock;
        TrackMover& mover;
        const std::vector<std::string>& outputNames;
        std::string songPath;  ///< where s saves; empty: the demo, which is not saved
        std::string offered;  ///< a hardware synth that was found, else empty
        std::string message;  ///< to begin with
        bool quitsAtEnd = false;
        SurfaceDesk* surfaces = nullptr;  ///< whose news are shown; null: none
        ScriptFace* scripts = nullptr;  ///< likewise
    };

    explicit TerminalPlayer(Setup setup);

    /// \returns the signal that ended it; nothing when the person or the music did.
    [[nodiscard]] std::optional<int> run();

private:
    enum class Going : std::uint8_t { On, Over };

    void waitForSomething(TimePoint until);
    Going obeyKeys();
    Going obeyKey(Key key);
    std::optional<int> obeySignals();
    void suspend();
    void forgetScreen();
    void draw();
    [[nodiscard]] TerminalModel model();
    void say(std::string message);
    [[nodiscard]] std::string save();

    Setup setup_;
    Published<Snapshot>::Reader reader_;
    Controls controls_;
    KeyParser keys_;
    Screen screen_;
    bool unicode_;
    std::string message_;
    TimePoint messageUntil_ {};
    std::optional<TerminalModel> shown_;
    TerminalSize shownSize_ {};
};

}  // namespace clave
