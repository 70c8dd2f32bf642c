#include "app/cli/commands.hpp"
#include "app/cli/demo_song.hpp"
#include "app/cli/out_file.hpp"
#include "app/cli/plain_player.hpp"
#include "app/cli/play_scripts.hpp"
#include "app/cli/play_start.hpp"
#include "app/fatal_signals.hpp"
#include "app/listening.hpp"
#include "app/net/osc_desk.hpp"
#include "app/ports/key_inputs.hpp"
#include "app/realtime/rtkit.hpp"
#include "app/settings.hpp"
#include "app/signals.hpp"
#include "app/song_outputs.hpp"
#include "app/stopping.hpp"
#include "app/surfaces/surface_desk.hpp"
#include "app/terminal/held_stderr.hpp"
#include "app/terminal/terminal_player.hpp"
#include "app/terminal/terminal_restore.hpp"
#include "app/timing/play_timing.hpp"
#include "app/track_mover.hpp"
#include "app/window/play_in_window.hpp"
#include "core/engine/engine.hpp"
#include "core/rt/memory_lock.hpp"
#include "core/time/reference_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace clave {
namespace {
/// Where a person sees what plays. Neither: plain lines.
struct Stage {
    std::optional<OpenedWindow> window;
    std::unique_ptr<Terminal> terminal;

    [[nodiscard]] Face face() const noexcept { return window || terminal ? Face::Terminal : Face::Plain; }
    [[nodiscard]] const char* name() const noexcept
    {
        return window ? "window" : terminal ? "terminal" : "command line";
    }
};

void introduce(const Start& start, const RealtimeResult& realtime, const OscState& osc)
{
    const auto& name = start.plan.song.name;
    fmt::print("playing {} {}\n", name.empty() ? "an untitled song" : name,
        start.outputs.isSilent ? "silently" : "on " + start.outputs.description);
    for (const auto& notice : start.outputs.notices)
        fmt::print("{}\n", notice);
    if (!start.outputs.offered.empty())
        fmt::print(
            "{} is there, too: --out \"{}\" plays on it.\n", start.outputs.offered, start.outputs.offered);
    if (osc.isOn)
        fmt::print("{}\n", osc.sentence);
    if (!realtime.sentence.empty())
        fmt::print("{}\n", realtime.sentence);
    std::fflush(stdout);
}

void tidyUpAfterFault() noexcept
{
    restoreRememberedTerminal();
    HeldStderr::release();
}

std::optional<int> playInTerminal(Engine& engine, CommandSender& sender, Signals& signals, Terminal& terminal,
    Start& start, const OutputOptions& options, const Clock& clock, SurfaceDesk* surfaces,
    ScriptFace* scripts)
{
    TrackMover mover {engine, sender, options, start.place, start.outputs.names};
    const HeldStderr held;
    terminal.enter();
    TerminalPlayer player {
        {engine, sender, signals, terminal, clock, mover, start.outputs.names, start.songPath,
            start.outputs.offered, engine.realtime().sentence, start.plan.quitsAtEnd, surfaces, scripts}};
    const auto signal = player.run();
    terminal.leave();
    return signal;
}

// For standard output one line, so that it can be told from those of playing: it is the last one.
Result<void> writeTiming(const std::string& file, Engine& engine, const std::vector<std::string>& names)
{
    if (file.empty())
        return {};
    const PlayTiming timing {engine.status(), engine.realtime(), names, engine.outputReports()};
    return writeOut(file, playTimingJson(timing, file == "-" ? -1 : 2));
}

// A keyboard that was played on the last time and is not there now is no reason not to play.
Result<std::vector<std::string>> listen(
    Engine& engine, ListeningWish& wish, const PlayCommand& command, Tempo tempo, const Clock& clock)
{
    auto notices = startListening(engine, wish, tempo, clock);
    if (notices || wish.inputs == command.ins)
        return notices;
    wish.inputs = command.ins;
    return startListening(engine, wish, tempo, clock);
}

/// Controllers may call scripts until the last one is let go, whatever ends first.
struct SurfacesEnd {
    SurfacesEnd(std::unique_ptr<SurfaceDesk>& all, ScriptDesk* desk) : surfaces(all), scripts(desk) {}
    ~SurfacesEnd()
    {
        if (scripts != nullptr)
            scripts->useControllers({});
        surfaces.reset();
    }
    SurfacesEnd(const SurfacesEnd&) = delete;
    SurfacesEnd& operator=(const SurfacesEnd&) = delete;
    SurfacesEnd(SurfacesEnd&&) = delete;
    SurfacesEnd& operator=(SurfacesEnd&&) = delete;

    std::unique_ptr<SurfaceDesk>& surfaces;
    ScriptDesk* scripts;  ///< null: none run
};

GuestWays waysTo(ScriptDesk* scripts)
{
    if (scripts == nullptr)
        return {};
    return {[scripts](const std::string& name, std::span<const int> values) { scripts->call(name, values); },
        [scripts](const GuestNews& news) { scripts->heard(news); },
        [scripts](std::size_t knob, double way) { scripts->turn(knob, way); },
        [scripts](std::vector<GuestDevice> devices) { scripts->useDevices(std::move(devices)); }};
}

Result<std::optional<int>> play(const PlayCommand& command, Signals& signals, Stage stage)
{
    if (const auto there = mustBeThere(command.scripts); !there)
        return tl::unexpected {there.error()};
    auto controllers = findControllers(command);
    if (!controllers)
        return tl::unexpected {controllers.error()};
    RealtimeKit realtimeKit;
    const OutputOptions options {command.api, &realtimeKit};
    auto joined = joinServer(command.api);
    auto start = prepareStart(command, stage.face(), stage.window.has_value(), options);
    if (!start)
        return tl::unexpected {start.error()};
    // Without it the first page fault after a swap is a late step; most machines do not swap, so nobody is
    // told.
    [[maybe_unused]] const auto locked = lockMemory();
    const ReferenceTime& clock = referenceTime();
    Engine engine {start->plan.song, std::move(start->outputs.outputs), clock, &realtimeKit};
    const auto sender = engine.makeSender(stage.name());
    const std::shared_ptr<CommandSender> lastWord = engine.makeSender("emergency");
    std::unique_ptr<SurfaceDesk> surfaces;
    const FatalSignals fatal {tidyUpAfterFault, [&engine, &surfaces, lastWord] {
                                  lastWord->trySend(Stop {});
                                  if (surfaces != nullptr)
                                      surfaces->releaseAll();
                                  stopAndLetArrive(engine, *lastWord);
                              }};
    ListeningWish listening {start->inputs, command.sync, command.api, {}};
    if (controllers->files != nullptr)
        listening.isController = claimedPorts(controllers->wish, controllers->files->profiles());
    auto notices = listen(engine, listening, command, start->plan.firstTempo, clock);
    if (!notices)
        return tl::unexpected {notices.error()};
    std::ranges::move(*notices, std::back_inserter(start->outputs.notices));
    OscDesk osc {engine, clock, command.osc};
    if (command.osc.on && !osc.state().isOn)
        start->outputs.notices.push_back(osc.state().sentence);
    PlayScripts scripts {command.scripts, {engine, clock, osc, start->songFile}};
    std::ranges::move(scripts.notices(stage.window.has_value()), std::back_inserter(start->outputs.notices));
    introduce(*start, engine.realtime(), osc.state());
    joined.reset();
    const SurfacesEnd end {surfaces, scripts.desk()};
    if (controllers->files != nullptr) {
        surfaces = std::make_unique<SurfaceDesk>(engine, clock,
            SurfaceDesk::Setup {
                controllers->wish, std::move(controllers->files), {}, waysTo(scripts.desk())});
        if (scripts.desk() != nullptr)
            scripts.desk()->useControllers(
                {[&desk = *surfaces](GuestWishPtr wish) { desk.useGuest(std::move(wish)); },
                    [&desk = *surfaces](std::vector<double> knobs) { desk.useKnobs(std::move(knobs)); }});
    }
    for (auto& what : start->plan.commands)
        sender->trySend(std::move(what));
    const auto names = start->outputs.names;
    const auto playThere = [&]() -> std::optional<int> {
        if (stage.window)
            return playInWindow(std::move(*stage.window),
                {engine, *sender, signals, clock, options, std::move(start->outputs), start->plan.song.ports,
                    start->wishes, listening, start->songPath, demoSongPath(), start->place.settings,
                    start->plan.quitsAtEnd, surfaces.get(), scripts.desk(), osc.state().sentence});
        return stage.terminal ? playInTerminal(engine, *sender, signals, *stage.terminal, *start, options,
                                    clock, surfaces.get(), scripts.desk())
                              : playPlainly(engine, *sender, signals, {surfaces.get(), scripts.desk()});
    };
    const auto signal = playThere();
    if (const auto written = writeTiming(command.timing, engine, names); !written)
        return tl::unexpected {written.error()};
    return signal;
}

// Nobody who wanted to hear something is sent away because there is no window.
Result<Stage> setUp(const PlayCommand& command)
{
    Stage stage;
    auto where = surroundings();
    where.mayEndByItself = command.bars > 0 || !command.timing.empty();
    const auto first = firstFace(command.face.face, where);
    if (first != FirstFace::Terminal) {
        auto window = openWindow(command.face.window, settingsPath(), referenceTime());
        if (window)
            stage.window = std::move(*window);
        else if (first == FirstFace::Window)
            return tl::unexpected {window.error()};
        else
            fmt::print(
                stderr, "clave: {}; --terminal plays without asking for one.\n", window.error().message);
    }
    if (!stage.window)
        stage.terminal = Terminal::open();
    return stage;
}
}  // namespace

Result<int> runCommand(const PlayCommand& command)
{
    Signals signals;  // before any thread, so that all inherit its mask
    std::optional<int> endedBy;
    {
        auto stage = setUp(command);
        if (!stage)
            return tl::unexpected {stage.error()};
        const auto signal = play(command, signals, std::move(*stage));
        if (!signal)
            return tl::unexpected {signal.error()};
        endedBy = *signal;
    }
    // By now every note has ended, the outputs are closed and the terminal is as it was.
    return endedBy ? endBySignal(*endedBy) : kDone;
}

}  // namespace clave
