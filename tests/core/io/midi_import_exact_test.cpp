#include "core/io/midi_import.hpp"
#include "core/model/validate.hpp"

#include "tests/core/io/played_notes.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <map>

namespace clave {
namespace {
using test::HeardNote;

/// How a player plays, from a drum machine to hands on a keyboard.
struct Manner {
    const char* name;
    std::int64_t grid;  ///< ticks between places
    std::int64_t shake;  ///< up to so many ticks late
    std::int64_t shortest;  ///< ticks
    std::int64_t longest;
    int percent;  ///< of places that sound
};

constexpr Manner kManners[] {
    {"drum machine", 5040, 0, 630, 5040, 40},
    {"legato", 10080, 0, 5040, 60000, 50},
    {"triplets", 6720, 0, 1000, 6720, 60},
    {"hands", 5040, 900, 700, 12000, 40},
    {"pads", 80640, 0, 80640, 300000, 90},
    {"rolls", 1260, 0, 630, 1260, 60},
    {"sloppy pads", 40320, 5000, 40320, 200000, 80},
};

/// Random notes; a key sounds once at a time.
std::vector<HeardNote> randomTune(test::Dice& dice, const Manner& manner, int channel, int bars)
{
    std::vector<HeardNote> notes;
    std::map<int, Tick> busyUntil;
    const std::int64_t end = bars * kPpqn * 4;
    for (std::int64_t at = 0; at + manner.longest < end; at += manner.grid) {
        if (!dice.chance(manner.percent))
            continue;
        for (std::size_t i = 1 + dice.below(3); i > 0; --i) {
            HeardNote note;
            note.at = {
                at + static_cast<std::int64_t>(dice.below(static_cast<std::size_t>(manner.shake + 1)))};
            note.channel = channel;
            note.pitch = static_cast<int>(dice.below(128));
            note.velocity = 1 + static_cast<int>(dice.below(127));
            note.length = {manner.shortest
                + static_cast<std::int64_t>(
                    dice.below(static_cast<std::size_t>(manner.longest - manner.shortest + 1)))};
            if (busyUntil[note.pitch] > note.at || note.at.count + note.length.count > end)
                continue;
            busyUntil[note.pitch] = note.at + note.length;
            notes.push_back(note);
        }
    }
    std::ranges::sort(notes);
    return notes;
}

/// Lengths may be rounded to the gate's resolution: 4 ticks at the slowest rate.
bool sameButLengths(const std::vector<HeardNote>& a, const std::vector<HeardNote>& b)
{
    return std::ranges::equal(a, b, [](HeardNote x, const HeardNote& y) {
        const auto difference = x.length.count - y.length.count;
        x.length = y.length;
        return x == y && difference >= -4 && difference <= 4;
    });
}
}  // namespace

TEST_SUITE("core/io/midi_import")
{
    TEST_CASE("however a tune is played, importing keeps every note's pitch, velocity, start and length")
    {
        for (const Manner& manner : kManners) {
            for (std::uint64_t seed = 1; seed <= 12; ++seed) {
                CAPTURE(manner.name);
                CAPTURE(seed);
                test::Dice dice(seed);
                const auto notes = randomTune(dice, manner, 1, 4 + static_cast<int>(dice.below(40)));
                const auto result = importMidi(test::fileOf({test::trackOf(notes)}), "tune");
                REQUIRE(result.has_value());
                REQUIRE(faultsOf(result->song).empty());
                for (const std::string& note : result->notes)
                    CHECK_MESSAGE(note.find("spread over several") != std::string::npos, note);
                REQUIRE(sameButLengths(test::playedNotes(result->song), notes));
            }
        }
    }

    TEST_CASE("a band of different players is imported note for note")
    {
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            CAPTURE(seed);
            test::Dice dice(seed);
            std::vector<MidiFileTrack> tracks;
            std::vector<HeardNote> all;
            const int bars = 8 + static_cast<int>(dice.below(60));
            for (int channel = 1; channel <= 5; ++channel) {
                const auto notes = randomTune(dice, kManners[dice.below(std::size(kManners))], channel, bars);
                tracks.push_back(test::trackOf(notes));
                all.insert(all.end(), notes.begin(), notes.end());
            }
            std::ranges::sort(all);
            const auto result = importMidi(test::fileOf(std::move(tracks)), "band");
            REQUIRE(result.has_value());
            REQUIRE(faultsOf(result->song).empty());
            REQUIRE(sameButLengths(test::playedNotes(result->song), all));
        }
    }

    TEST_CASE("a file of 480 ticks a quarter is imported as if it had been written finer")
    {
        std::vector<HeardNote> notes;
        MidiFileTrack track;
        for (int i = 0; i < 200; ++i) {
            const std::int64_t at = i * 120 + i % 17;
            track.events.push_back({at, Message::noteOn(Channel::from1to16(1), 40 + i % 40, 100)});
            track.events.push_back({at + 100, Message::noteOff(Channel::from1to16(1), 40 + i % 40)});
            notes.push_back({{at * 42}, 1, 40 + i % 40, 100, {4200}});
            track.end = at + 100;
        }
        MidiFile file = test::fileOf({track});
        file.division = 480;
        const auto result = importMidi(file, "coarse");
        REQUIRE(result.has_value());
        CHECK(test::playedNotes(result->song) == notes);
    }
}
}  // namespace clave
