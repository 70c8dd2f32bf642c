#pragma once

#include "app/signals.hpp"
#include "app/window/draft_keeper.hpp"
#include "app/window/frame_source.hpp"
#include "app/window/heard_printer.hpp"
#include "app/window/ui/ui.hpp"
#include "app/window/ui_report.hpp"
#include "app/window/window_host.hpp"
#include "app/window/wish_runner.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <optional>
#include <string>

namespace clave {

/// Plays in a window: shows what plays, only when it would look different, and does what is asked for there.
///
/// A frame is built first and looked at (a fifth of a millisecond), and drawn only when it differs from what
/// is on the screen: without a graphics card drawing takes a hundred times as long. Thread-safe: no, the main
/// thread only. Realtime-safe: no.
class WindowPlayer {
public:
    struct Setup {
        Engine& engine;
        CommandSender& commands;
        Signals& signals;
        WindowHost& host;
        Ui& ui;
        FrameSource& source;
        WishRunner& wishes;
        HeardPrinter& heard;
        DraftKeeper& drafts;
        PortDesk& desk;
        const Clock& clock;
        bool quitsAtEnd = false;  ///< when the music does
        bool followsScreen = true;  ///< as large as the screen asks for, until a person chooses
        std::string report;  ///< file of UiReport; empty: none
        std::string picture;  ///< file of a picture to be made at the end; empty: none
    };

    explicit WindowPlayer(Setup setup);

    /// \returns the signal that ended it; nothing when the person or the music did.
    [[nodiscard]] std::optional<int> run();

private:
    [[nodiscard]] std::optional<int> playOn();
    [[nodiscard]] std::optional<int> obeySignals();
    [[nodiscard]] Nanoseconds patience() const;
    void takeInput();
    void obeyKeys();
    void think();
    void awaitAnswer();
    void lookAtPorts();
    void paintIfDifferent();

    Setup setup_;
    UiReport report_;
    std::vector<PortSetup> ports_;
    int framesOwed_ = 3;  ///< the first picture settles
    std::uint64_t built_ = 0;  ///< what the newest frame would draw
    std::uint64_t shown_ = 0;  ///< what is on the screen
    std::uint64_t frames_ = 0;
    bool isDamaged_ = true;
    bool hasKeys_ = false;
    bool isReportOwed_ = false;
    TimePoint lastInput_ {};
    TimePoint lastPaint_ {};
    TimePoint nextPorts_ {};
};

}  // namespace clave
