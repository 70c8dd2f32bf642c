#include "app/cli/commands.hpp"
#include "app/cli/demo_song.hpp"
#include "app/cli/midi_listening.hpp"
#include "app/cli/out_file.hpp"
#include "app/cli/plain_player.hpp"
#include "app/cli/play_plan.hpp"
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
#include "core/io/song_file.hpp"
#include "core/rt/memory_lock.hpp"
#include "core/time/reference_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clave {
namespace {
/// What is to be played, by whom it is heard, and where its file is.
struct Start {
    PlayPlan plan;
    TrackMover::Place place;
    std::string songPath;  ///< empty: the demo
    OutputWishes wishes;
    SongOutputs outputs;
    std::vector<std::string> inputs;  ///< as of --in
};

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

// Tracks that were moved to a synth last time go there again, unless the person says where to play.
void moveRememberedTracks(Song& song, const TrackMover::Place& place, const PlayCommand& command)
{
    const auto settings = loadSettings(place.settings);
    const auto moved = settings.movedTracks.find(place.song);
    if (moved == settings.movedTracks.end() || !command.out.empty() || !command.portOuts.empty())
        return;
    const auto list = listPorts(command.api);
    const auto* const synth = synthToOffer(list.outputs, settings.synth, {});
    if (synth != nullptr && synth->name == settings.synth)
        song = withTracksOn(std::move(song), settings.synth, moved->second);
}

// What was chosen in the window the last time holds there again, where it can be had and nothing else is
// said.
void recall(Start& start, const PlayCommand& command)
{
    const auto settings = loadSettings(start.place.settings);
    if (start.inputs.empty() && settings.inputs)
        start.inputs = *settings.inputs;
    if (settings.outputs.empty())
        return;
    const auto list = listPorts(command.api);
    const auto canBeHad = [&](const std::string& name) {
        return chooseOutput({name, {}}, list, true).has_value();
    };
    for (const auto& [port, name] : settings.outputs) {
        const bool isKnown = port.empty()
            || std::ranges::find(start.plan.song.ports, port, &PortSetup::name)
                != start.plan.song.ports.end();
        if (!isKnown || !canBeHad(name))
            continue;
        if (!port.empty())
            start.wishes.ports.try_emplace(port, name);
        else if (start.wishes.main.empty())
            start.wishes.main = name;
    }
}

Result<Start> prepare(const PlayCommand& command, const Stage& stage, const OutputOptions& options)
{
    const auto path = command.song.empty() ? demoSongPath() : command.song;
    auto song = loadSong(path);
    if (!song)
        return tl::unexpected {song.error()};
    Start start;
    start.songPath = command.song;
    start.place = {rememberedName(path), settingsPath()};
    moveRememberedTracks(*song, start.place, command);
    auto plan = planPlay(command, std::move(*song), stage.face(), command.song.empty());
    if (!plan)
        return tl::unexpected {plan.error()};
    start.plan = std::move(*plan);
    start.wishes = {command.out, command.portOuts};
    start.inputs = command.ins;
    if (stage.window)
        recall(start, command);
    auto outputs = openSongOutputs(start.plan.song, start.wishes, options);
    if (!outputs)
        return tl::unexpected {outputs.error()};
    start.outputs = std::move(*outputs);
    return start;
}

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
    Start& start, const OutputOptions& options, const Clock& clock, SurfaceDesk* surfaces)
{
    TrackMover mover {engine, sender, options, start.place, start.outputs.names};
    const HeldStderr held;
    terminal.enter();
    TerminalPlayer player {{engine, sender, signals, terminal, clock, mover, start.outputs.names,
        start.songPath, start.outputs.offered, engine.realtime().sentence, start.plan.quitsAtEnd, surfaces}};
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

/// Controllers' files, until their threads take them over.
struct Controllers {
    ControllerWish wish;
    std::unique_ptr<ControllerFiles> files;  ///< null: no controllers
};

// A map that does not exist is a reason not to play: lights would lie.
Result<Controllers> findControllers(const PlayCommand& command)
{
    Controllers controllers {command.controllers, nullptr};
    controllers.wish.api = command.api;
    if (controllers.wish.wantsNone())
        return controllers;
    controllers.files = std::make_unique<ControllerFiles>(controllerFolders());
    if (const auto map = namedMap(*controllers.files, nullptr, controllers.wish.map); !map)
        return tl::unexpected {map.error()};
    return controllers;
}

Result<std::optional<int>> play(const PlayCommand& command, Signals& signals, Stage stage)
{
    auto controllers = findControllers(command);
    if (!controllers)
        return tl::unexpected {controllers.error()};
    RealtimeKit realtimeKit;
    const OutputOptions options {command.api, &realtimeKit};
    auto joined = joinServer(command.api);
    auto start = prepare(command, stage, options);
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
    introduce(*start, engine.realtime(), osc.state());
    joined.reset();
    if (controllers->files != nullptr)
        surfaces = std::make_unique<SurfaceDesk>(
            engine, clock, SurfaceDesk::Setup {controllers->wish, std::move(controllers->files), {}});
    for (auto& what : start->plan.commands)
        sender->trySend(std::move(what));
    const auto names = start->outputs.names;
    const auto playThere = [&]() -> std::optional<int> {
        if (stage.window)
            return playInWindow(std::move(*stage.window),
                {engine, *sender, signals, clock, options, std::move(start->outputs), start->plan.song.ports,
                    start->wishes, listening, start->songPath, demoSongPath(), start->place.settings,
                    start->plan.quitsAtEnd, surfaces.get()});
        return stage.terminal ? playInTerminal(engine, *sender, signals, *stage.terminal, *start, options,
                                    clock, surfaces.get())
                              : playPlainly(engine, *sender, signals, surfaces.get());
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
