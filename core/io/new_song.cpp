#include "core/io/song_file.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

namespace clave {
namespace {
struct Hit {
    std::size_t step;  ///< from 1
    std::initializer_list<int> pitches;
    int velocity = 100;
    Gate gate {};
};

Pattern patternOf(std::string name, std::initializer_list<Hit> hits)
{
    Pattern pattern;
    pattern.name = std::move(name);
    for (const Hit& hit : hits) {
        Step& step = pattern.steps[hit.step - 1];
        step.on = true;
        for (const int pitch : hit.pitches)
            (void)step.notes.tryPush(
                {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(hit.velocity), 100, hit.gate});
    }
    return pattern;
}

Pattern withProgram(Pattern pattern, int program)
{
    pattern.program = static_cast<std::uint8_t>(program - 1);
    return pattern;
}

void addTrack(Song& song, std::string name, int channel, Pattern pattern)
{
    Track track;
    track.id = static_cast<std::uint32_t>(song.tracks.size() + 1);
    track.name = std::move(name);
    track.destination.channel = Channel::from1to16(channel);
    track.slots.push_back(std::make_shared<const Pattern>(std::move(pattern)));
    song.tracks.push_back(std::make_shared<const Track>(std::move(track)));
    song.scenes.front().slots.push_back(0);
}

void addDrums(Song& song)
{
    constexpr int kDrums = 10;
    constexpr int kKick = 36;
    constexpr int kSnare = 38;
    constexpr int kHat = 42;
    constexpr int kClaves = 75;
    Pattern hat = patternOf("eighths",
        {{1, {kHat}, 70}, {3, {kHat}}, {5, {kHat}, 70}, {7, {kHat}}, {9, {kHat}, 70}, {11, {kHat}},
            {13, {kHat}, 70}, {15, {kHat}}, {16, {kHat}, 50}});
    hat.steps[15].probability = 40;
    addTrack(
        song, "Kick", kDrums, patternOf("four", {{1, {kKick}}, {5, {kKick}}, {9, {kKick}}, {13, {kKick}}}));
    addTrack(song, "Snare", kDrums, patternOf("backbeat", {{5, {kSnare}}, {13, {kSnare}}}));
    addTrack(song, "Hat", kDrums, std::move(hat));
    addTrack(song, "Clave", kDrums,
        patternOf("son 3-2",
            {{1, {kClaves}, 80}, {4, {kClaves}, 80}, {7, {kClaves}, 80}, {11, {kClaves}, 80},
                {13, {kClaves}, 80}}));
}

void addTunes(Song& song)
{
    constexpr int kA1 = 45;
    constexpr int kC2 = 48;
    constexpr int kD2 = 50;
    constexpr int kE2 = 52;
    constexpr int kFingeredBass = 34;
    constexpr int kElectricPiano = 5;
    constexpr int kVibraphone = 12;
    constexpr int kWarmPad = 90;
    const Gate bar = Gate::of(16 * Gate::kStep);
    addTrack(song, "Bass", 1,
        withProgram(patternOf("walk", {{1, {kA1}}, {4, {kA1}, 80}, {7, {kC2}}, {11, {kD2}}, {15, {kE2}, 80}}),
            kFingeredBass));
    addTrack(song, "Chords", 2,
        withProgram(patternOf("offbeat", {{3, {60, 64, 69}, 70}, {10, {62, 65, 69}, 70}}), kElectricPiano));
    Pattern lead =
        patternOf("answer", {{2, {76}, 80}, {5, {74}, 80}, {8, {72}, 80}, {11, {69}, 80}, {14, {67}, 80}});
    lead.steps[4].probability = 70;
    lead.steps[13].condition.cycle = CycleMask::aOfB(2, 2);
    addTrack(song, "Lead", 3, withProgram(std::move(lead), kVibraphone));
    addTrack(song, "Pad", 4, withProgram(patternOf("drone", {{1, {57, 64}, 50, bar}}), kWarmPad));
}
}  // namespace

Song newBeat()
{
    Song song = newSong();
    song.name = "New beat";
    for (TrackPtr& track : song.tracks) {
        const Pattern& played = *track->slots.front();
        const auto first = std::ranges::find(played.steps, true, &Step::on);
        Pattern empty;
        empty.program = played.program;
        // Off, and still the note that the track's other steps begin with: a kick is painted as a kick.
        (void)empty.steps.front().notes.tryPush(Note {.pitch = first->notes[0].pitch, .gate = {}});
        Track emptied = *track;
        emptied.slots = {std::make_shared<const Pattern>(std::move(empty))};
        track = std::make_shared<const Track>(std::move(emptied));
    }
    return song;
}

Song newSong()
{
    Song song;
    song.name = "New song";
    song.tempo = Tempo::clampedBpm(112.0);
    song.scale = {9, *scaleNotes("minor pentatonic")};
    song.scenes.push_back({});
    song.scenes.front().name = "A";
    addDrums(song);
    addTunes(song);
    return song;
}

}  // namespace clave
