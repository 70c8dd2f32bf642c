#include "tests/core/io/played_notes.hpp"

#include <functional>
#include <optional>

namespace clave::test {
namespace {
using OnStep = std::function<void(const Track&, const Pattern&, const Step&, Tick at, Tick end)>;

Tick rounded(std::int64_t parts, Tick step)
{
    return {floorDiv(Tick {2 * parts * step.count + Step::kNudgeStep}, Tick {2 * Step::kNudgeStep})};
}

/// One track from `launch` to `end`: its pattern over and over.
void playTrack(const Track& track, const Pattern& pattern, Tick launch, Tick end, const OnStep& onStep)
{
    const Tick step = pattern.rate.step();
    for (std::int64_t i = 0; launch + step * i < end; ++i) {
        const Step& played = pattern.steps[static_cast<std::size_t>(i) % pattern.steps.size()];
        const Tick at = launch + step * i + rounded(played.nudge, step);
        if (played.on && at < end)
            onStep(track, pattern, played, at, end);
    }
}

void playSong(const Song& song, const OnStep& onStep)
{
    struct Playing {
        std::int16_t slot = Scene::kStop;
        Tick launch;
    };
    std::vector<Playing> playing(song.tracks.size());
    Tick now;
    const auto endTrack = [&](std::size_t i) {
        if (const Pattern* const pattern = song.tracks[i]->pattern(playing[i].slot))
            playTrack(*song.tracks[i], *pattern, playing[i].launch, now, onStep);
    };
    for (const ArrangementEntry& entry : song.arrangement) {
        const Scene& scene = song.scenes[entry.scene];
        for (std::size_t i = 0; i < song.tracks.size(); ++i) {
            if (scene.slot(i) == Scene::kKeep)
                continue;
            endTrack(i);
            playing[i] = {scene.slot(i), now};
        }
        now += scene.metre.value_or(song.metre).bar() * *scene.bars * entry.repeats;
    }
    for (std::size_t i = 0; i < song.tracks.size(); ++i)
        endTrack(i);
}
}  // namespace

std::vector<HeardNote> playedNotes(const Song& song)
{
    std::vector<HeardNote> notes;
    playSong(song, [&](const Track& track, const Pattern& pattern, const Step& step, Tick at, Tick end) {
        for (const Note& note : step.notes) {
            const Tick length = rounded(note.gate.length(), pattern.rate.step());
            notes.push_back({at, track.destination.channel.as1to16(), note.pitch, note.velocity,
                std::min(length, end - at)});
        }
    });
    std::ranges::sort(notes);
    return notes;
}

std::vector<HeardLock> playedLocks(const Song& song)
{
    std::vector<HeardLock> locks;
    playSong(song, [&](const Track& track, const Pattern&, const Step& step, Tick at, Tick) {
        for (const Lock& lock : step.locks)
            locks.push_back({at, track.destination.channel.as1to16(), lock});
    });
    std::ranges::stable_sort(locks, {}, &HeardLock::at);
    return locks;
}

}  // namespace clave::test
