#include "app/cli/commands.hpp"
#include "app/cli/demo_song.hpp"
#include "app/cli/out_file.hpp"
#include "app/cli/plain_player.hpp"
#include "app/cli/play_plan.hpp"
#include "app/fatal_signals.hpp"
#include "app/listening.hpp"
#include "app/realtime/rtkit.hpp"
#include "app/settings.hpp"
#include "app/signals.hpp"
#include "app/song_outputs.hpp"
#include "app/stopping.hpp"
#include "app/terminal/held_stderr.hpp"
#include "app/terminal/terminal_player.hpp"
#include "app/terminal/terminal_restore.hpp"
#include "app/timing/play_timing.hpp"
#include "app/track_mover.hpp"
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
    SongOutputs outputs;
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

Result<Start> prepare(const PlayCommand& command, Face face, const OutputOptions& options)
{
    const auto path = command.song.empty() ? demoSongPath() : command.song;
    auto song = loadSong(path);
    if (!song)
        return tl::unexpected {song.error()};
    Start start;
    start.songPath = command.song;
    start.place = {rememberedName(path), settingsPath()};
    moveRememberedTracks(*song, start.place, command);
    auto plan = planPlay(command, std::move(*song), face, command.song.empty());
    if (!plan)
        return tl::unexpected {plan.error()};
    start.plan = std::move(*plan);
    auto outputs = openSongOutputs(start.plan.song, {command.out, command.portOuts}, options);
    if (!outputs)
        return tl::unexpected {outputs.error()};
    start.outputs = std::move(*outputs);
    return start;
}

void introduce(const Start& start, const RealtimeResult& realtime)
{
    const auto& name = start.plan.song.name;
    fmt::print("playing {} {}\n", name.empty() ? "an untitled song" : name,
        start.outputs.isSilent ? "silently" : "on " + start.outputs.description);
    for (const auto& notice : start.outputs.notices)
        fmt::print("{}\n", notice);
    if (!start.outputs.offered.empty())
        fmt::print(
            "{} is there, too: --out \"{}\" plays on it.\n", start.outputs.offered, start.outputs.offered);
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
    Start& start, const OutputOptions& options, const Clock& clock)
{
    TrackMover mover {engine, sender, options, start.place, start.outputs.names};
    const HeldStderr held;
    terminal.enter();
    TerminalPlayer player {{engine, sender, signals, terminal, clock, mover, start.outputs.names,
        start.songPath, start.outputs.offered, engine.realtime().sentence, start.plan.quitsAtEnd}};
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

Result<std::optional<int>> play(const PlayCommand& command, Signals& signals, Terminal* terminal)
{
    RealtimeKit realtimeKit;
    const OutputOptions options {command.api, &realtimeKit};
    auto joined = joinServer(command.api);
    auto start = prepare(command, terminal != nullptr ? Face::Terminal : Face::Plain, options);
    if (!start)
        return tl::unexpected {start.error()};
    // Without it the first page fault after a swap is a late step; most machines do not swap, so nobody is
    // told.
    [[maybe_unused]] const auto locked = lockMemory();
    const ReferenceTime& clock = referenceTime();
    Engine engine {start->plan.song, std::move(start->outputs.outputs), clock, &realtimeKit};
    const auto sender = engine.makeSender(terminal != nullptr ? "terminal" : "command line");
    const std::shared_ptr<CommandSender> lastWord = engine.makeSender("emergency");
    const FatalSignals fatal {tidyUpAfterFault, [&engine, lastWord] { stopAndLetArrive(engine, *lastWord); }};
    const ListeningWish listening {command.ins, command.sync, command.api};
    auto notices = startListening(engine, listening, start->plan.firstTempo, clock);
    if (!notices)
        return tl::unexpected {notices.error()};
    std::ranges::move(*notices, std::back_inserter(start->outputs.notices));
    introduce(*start, engine.realtime());
    joined.reset();
    for (auto& what : start->plan.commands)
        sender->trySend(std::move(what));
    const auto signal = terminal != nullptr
        ? playInTerminal(engine, *sender, signals, *terminal, *start, options, clock)
        : playPlainly(engine, *sender, signals);
    if (const auto written = writeTiming(command.timing, engine, start->outputs.names); !written)
        return tl::unexpected {written.error()};
    return signal;
}
}  // namespace

Result<int> runCommand(const PlayCommand& command)
{
    Signals signals;  // before any thread, so that all inherit its mask
    std::optional<int> endedBy;
    {
        const auto terminal = Terminal::open();
        const auto signal = play(command, signals, terminal.get());
        if (!signal)
            return tl::unexpected {signal.error()};
        endedBy = *signal;
    }
    // By now every note has ended, the outputs are closed and the terminal is as it was.
    return endedBy ? endBySignal(*endedBy) : kDone;
}

}  // namespace clave
