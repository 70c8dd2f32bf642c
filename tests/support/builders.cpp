#include "tests/support/builders.hpp"

#include <stdexcept>
#include <utility>

namespace clave::test {
namespace {
Step stepFor(char sign, int pitch)
{
    switch (sign) {
    case 'x':
        return stepOf(pitch);
    case 'X':
        return stepOf(pitch, 127);
    case 't':
        return stepOf(pitch, 100, Gate::tied());
    case 'i':
        return stepOf(pitch, 100, Gate::infinite());
    case 'o':
        return stepOf(pitch, 0);
    case 's': {
        Step step = stepOf(pitch);
        step.slide = true;
        return step;
    }
    case '.':
        break;
    default:
        throw std::invalid_argument("a row has no such sign");
    }
    return {};
}
}  // namespace

Pattern row(std::string_view steps, int pitch)
{
    Pattern pattern;
    pattern.steps.clear();
    for (const char sign : steps) {
        if (sign != ' ')
            pattern.steps.push_back(stepFor(sign, pitch));
    }
    pattern.last = static_cast<std::uint8_t>(pattern.steps.size() - 1);
    return pattern;
}

Step stepOf(int pitch, int velocity, Gate gate)
{
    Step step;
    step.on = true;
    (void)step.notes.tryPush(
        {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(velocity), 100, gate});
    return step;
}

Step chordOf(std::initializer_list<int> pitches)
{
    Step step;
    step.on = true;
    for (const int pitch : pitches) {
        Note note;
        note.pitch = static_cast<std::uint8_t>(pitch);
        (void)step.notes.tryPush(note);
    }
    return step;
}

Song songOf(std::initializer_list<Pattern> patterns)
{
    return songOf(std::vector<Pattern>(patterns));
}

Song songOf(const std::vector<Pattern>& patterns)
{
    Song song;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        Track track;
        track.id = static_cast<std::uint32_t>(i + 1);
        track.destination.channel = Channel::from0to15(static_cast<int>(i % 16));
        track.slots.push_back(std::make_shared<const Pattern>(patterns[i]));
        song.tracks.push_back(std::make_shared<const Track>(std::move(track)));
    }
    addScene(song, std::vector<std::int16_t>(patterns.size(), 0));
    return song;
}

std::size_t addPattern(Song& song, std::size_t track, Pattern pattern)
{
    changeTrack(song, track,
        [&](Track& own) { own.slots.push_back(std::make_shared<const Pattern>(std::move(pattern))); });
    return song.tracks[track]->slots.size() - 1;
}

std::size_t addScene(Song& song, std::vector<std::int16_t> slots)
{
    Scene scene;
    scene.slots = std::move(slots);
    song.scenes.push_back(std::move(scene));
    return song.scenes.size() - 1;
}

void changeTrack(Song& song, std::size_t track, const std::function<void(Track&)>& change)
{
    auto own = std::make_shared<Track>(*song.tracks[track]);
    change(*own);
    song.tracks[track] = std::move(own);
}

void changePattern(
    Song& song, std::size_t track, std::size_t slot, const std::function<void(Pattern&)>& change)
{
    changeTrack(song, track, [&](Track& own) {
        auto pattern = std::make_shared<Pattern>(*own.slots[slot]);
        change(*pattern);
        own.slots[slot] = std::move(pattern);
    });
}

Condition passesOf(int a, int b)
{
    Condition condition;
    condition.cycle = CycleMask::aOfB(a, b);
    return condition;
}

}  // namespace clave::test
