#include "app/terminal/make_model.hpp"

#include "app/sync/open_sync.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace clave {
namespace {
using Cell = TerminalModel::Cell;

std::string patternTitle(const Track& track, int slot)
{
    const Pattern* const pattern = track.pattern(slot);
    if (pattern == nullptr)
        return {};
    return pattern->name.empty() ? fmt::format("pattern {}", slot + 1) : pattern->name;
}

// Before the first start nothing plays yet; the patterns it will begin with say more than empty lines.
int shownSlot(const Song& song, const ClockStatus& status, std::size_t track)
{
    if (status.scene >= 0 || song.scenes.empty())
        return track < status.trackCount ? status.tracks[track].slot : Scene::kStop;
    const std::size_t first = song.arrangement.empty() ? 0 : song.arrangement.front().scene;
    return first < song.scenes.size() ? song.scenes[first].slot(track) : Scene::kStop;
}

std::vector<Cell> cells(const Pattern* pattern)
{
    std::vector<Cell> result;
    if (pattern == nullptr)
        return result;
    for (std::size_t i = 0; i < pattern->steps.size(); ++i) {
        const bool isPlayed = i >= pattern->first && i <= pattern->last;
        result.push_back(!isPlayed ? Cell::Outside : pattern->steps[i].on ? Cell::On : Cell::Off);
    }
    return result;
}

bool isMuted(const Snapshot& snapshot, std::size_t index)
{
    const auto& performed = snapshot.performance.tracks;
    const auto live = index < performed.size() ? performed[index].mute : LiveMute::AsSaved;
    return live == LiveMute::AsSaved ? snapshot.song->tracks[index]->mute : live == LiveMute::Muted;
}

TerminalModel::Track makeTrack(const Snapshot& snapshot, const ClockStatus& status,
    std::span<const std::string> outputNames, std::size_t index)
{
    using Sound = TerminalModel::Track::Sound;
    const Track& track = *snapshot.song->tracks[index];
    const auto slot = shownSlot(*snapshot.song, status, index);
    TerminalModel::Track shown;
    shown.name = track.name;
    shown.pattern = patternTitle(track, slot);
    shown.cells = cells(track.pattern(slot));
    shown.solo = track.solo;
    const auto& route = snapshot.routes[index];
    shown.sound = isMuted(snapshot, index) ? Sound::Muted : route.audible ? Sound::On : Sound::LeftOut;
    if (route.port < outputNames.size())
        shown.output = outputNames[route.port];
    if (index < status.trackCount) {
        const auto& now = status.tracks[index];
        if (status.playing && now.slot == slot)
            shown.playing = now.step;
        shown.fired = now.fired;
        if (now.queuedSlot != LaunchRequest::kCancel)
            shown.queued = now.queuedSlot >= 0 ? patternTitle(track, now.queuedSlot) : "stop";
    }
    return shown;
}

std::string inMilliseconds(Nanoseconds time)
{
    return fmt::format("{:.1f} ms", std::chrono::duration<double, std::milli> {time}.count());
}

void addCounts(TerminalModel& model, const ClockStatus& status, std::span<const OutputReport> reports)
{
    model.dropped = status.refused;
    for (const auto& report : reports) {
        model.late += report.late;
        model.dropped += report.dropped;
    }
    model.skips = status.skips;
    model.lateness = fmt::format("p99 {}, worst {}", inMilliseconds(status.lateness.quantile(0.99)),
        inMilliseconds(status.lateness.worst));
}
}  // namespace

std::string sceneLabel(const Song& song, int scene)
{
    if (scene < 0 || static_cast<std::size_t>(scene) >= song.scenes.size())
        return {};
    const auto& name = song.scenes[static_cast<std::size_t>(scene)].name;
    return name.empty() ? fmt::format("scene {}", scene + 1) : name;
}

std::string queuedSceneText(const Song& song, const ClockStatus& status)
{
    const auto name = sceneLabel(song, status.queuedScene);
    if (name.empty())
        return {};
    if (status.queuedSceneAt >= kNever || !status.playing)
        return name + " next";
    const Tick left = (status.queuedSceneAt - status.position).ceilTick();
    const auto bars = std::max<std::int64_t>(1, -floorDiv(-left, status.metre.bar()));
    return fmt::format("{} in {} {}", name, bars, bars == 1 ? "bar" : "bars");
}

TerminalModel makeModel(const Snapshot& snapshot, const ClockStatus& status,
    std::span<const std::string> outputNames, std::span<const OutputReport> reports, const EditState& edits)
{
    const Song& song = *snapshot.song;
    TerminalModel model;
    model.song = song.name.empty() ? "untitled" : song.name;
    model.modified = edits.modified;
    model.undo = edits.undo;
    model.redo = edits.redo;
    model.playing = status.playing;
    model.countingIn = status.countingIn;
    model.bar = status.bar;
    model.beat = status.beat;
    model.metre = status.metre;
    const bool isOwn = status.sync.kind == SyncKind::Internal;
    model.tempo =
        isOwn && !status.playing ? song.tempo : Tempo::clampedBpm(shownBpm(status.tempo, status.sync.kind));
    model.sync = inWords(status.sync);
    model.scene = status.scene;
    model.sceneCount = static_cast<int>(song.scenes.size());
    model.sceneName = sceneLabel(song, status.scene);
    model.queued = queuedSceneText(song, status);
    if (!outputNames.empty())
        model.output = outputNames.front();
    addCounts(model, status, reports);
    for (std::size_t i = 0; i < song.tracks.size(); ++i)
        model.tracks.push_back(makeTrack(snapshot, status, outputNames, i));
    return model;
}

}  // namespace clave
