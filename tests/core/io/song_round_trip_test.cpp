#include "core/io/song_file.hpp"
#include "core/model/near_notes.hpp"
#include "core/model/validate.hpp"

#include "tests/core/io/rich_song.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>

using namespace clave;

namespace {
const Step& stepOf(const Song& song, std::size_t number)
{
    return song.tracks[0]->slots[1]->steps[number - 1];
}

Song richSong()
{
    const auto song = parseSong(test::kRichSong, "rich.clave");
    REQUIRE_MESSAGE(song, song.error().message);
    return *song;
}
}  // namespace

TEST_SUITE("core/io/song_file")
{
    TEST_CASE("what is saved is what is loaded again, for 2000 random songs")
    {
        for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
            const Song song = test::randomSong(seed);
            CAPTURE(seed);
            const std::string text = songText(song);
            const auto loaded = parseSong(text, "random.clave");
            REQUIRE_MESSAGE(loaded, loaded.error().message);
            REQUIRE(*loaded == song);
            REQUIRE(songText(*loaded) == text);
        }
    }

    TEST_CASE("random songs are valid, differ from one another, and are the same for the same seed")
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            CAPTURE(seed);
            const Song song = test::randomSong(seed);
            const auto faults = faultsOf(song);
            REQUIRE_MESSAGE(faults.empty(), sentence(faults.front()));
            REQUIRE(test::randomSong(seed) == song);
            REQUIRE(test::randomSong(seed + 1) != song);
        }
    }

    TEST_CASE("a song of the largest tracks, patterns and chords comes back")
    {
        const test::RandomSongLimits large {20, 8, kMaxSteps, 20, kMaxNotes, kMaxLocks, true, true};
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            CAPTURE(seed);
            const Song song = test::randomSong(seed, large);
            const auto loaded = parseSong(songText(song), "large.clave");
            REQUIRE_MESSAGE(loaded, loaded.error().message);
            CHECK(*loaded == song);
        }
    }

    TEST_CASE("a file looks the same where people write decimals with a comma")
    {
        const std::string before = std::setlocale(LC_ALL, nullptr);
        const std::string text = songText(richSong());
        for (const char* const name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"})
            (void)std::setlocale(LC_ALL, name);
        const std::string there = songText(richSong());
        std::setlocale(LC_ALL, before.c_str());
        CHECK(there == text);
        CHECK(text.find("133.37") != std::string::npos);
    }

    TEST_CASE("a song written by hand means what it says")
    {
        const Song song = richSong();
        CHECK(song.tempo.bpm() == 133.37);
        CHECK(song.metre == Metre {7, 8});
        CHECK(song.scale == Scale {6, *scaleNotes("minor pentatonic")});
        CHECK(song.seed == UINT64_MAX);
        CHECK(song.grooves[0].points[1] == GroovePoint {504, 1.0, 1.0});
        CHECK(song.metronome.destination == Destination {"bass", Channel::from1to16(9)});
        CHECK(song.tracks[0]->id == 4);
        CHECK(song.tracks[1]->id == 1);  // the lowest free one
        const Pattern& pattern = *song.tracks[0]->slots[1];
        CHECK(pattern.steps.size() == 12);
        CHECK(pattern.first == 1);
        CHECK(pattern.last == 10);
        CHECK(pattern.rate == Rate {-1, Rate::Feel::Dotted});
        CHECK(pattern.direction == Direction::EndsOnce);
        CHECK(pattern.lanes[static_cast<std::size_t>(Lane::Gate)] == LaneLoop {0, 3});
        CHECK(pattern.program == 127);
        CHECK(pattern.color == 8);
        CHECK(song.tracks[0]->color == 3);
        CHECK(song.scenes[0].color == 1);
        CHECK(song.scenes[0].slots == std::vector<std::int16_t> {1, 0});
        CHECK(song.scenes[1].slots == std::vector<std::int16_t> {Scene::kStop, Scene::kKeep});
        CHECK(song.arrangement[0] == ArrangementEntry {1, 4});
        CHECK(song.scripts[0].knobs.at("density") == 0.5);
        CHECK(song.scripts[0].enabled);
        CHECK_FALSE(song.scripts[1].enabled);
        CHECK(song.scripts[1].track == 4);
        CHECK(song.scripts[1].arguments == R"({"deep": {"list": [1, 1.50, "x"]}})");
        CHECK(song.scripts[1].state == "kept");
    }

    TEST_CASE("a step written by hand means what it says")
    {
        const Song song = richSong();
        CHECK(stepOf(song, 1).notes[0] == Note {36, 100, 100, Gate {}});
        CHECK(stepOf(song, 2).notes[1] == Note {64, 1, 33, Gate::tied()});
        CHECK(stepOf(song, 2).notes[2].pitch == 67);
        const Step& chord = stepOf(song, 3);
        CHECK(chord.notes[1].velocity == 90);
        CHECK(chord.notes[1].gate.isInfinite());
        CHECK(chord.expressions == std::vector<Expression> {{Field::Pitch, 1, "60 + cycle"}});
        const Step& evaluated = stepOf(song, 4);
        CHECK(evaluated.notes[0].pitch == 62);
        CHECK(evaluated.probability == 25);
        CHECK(evaluated.nudge == -1260);
        CHECK(evaluated.expressions.size() == 3);
        CHECK_FALSE(stepOf(song, 5).on);
        CHECK(stepOf(song, 5).notes[0].pitch == 22);
        CHECK(stepOf(song, 5).notes[0].gate == Gate::of(7560));
        CHECK(stepOf(song, 5).condition.cycle == CycleMask::aOfB(2, 3));
        CHECK(stepOf(song, 6).condition.neighbour == Ask::No);
        CHECK(stepOf(song, 6).condition.cycle == CycleMask {3, 0b101});
        CHECK(stepOf(song, 6).retrig == Retrig {1, 24, 10080, -40});
        CHECK(stepOf(song, 7).on);
        CHECK(stepOf(song, 7).retrig.length == Retrig::kInfinite);
        CHECK(stepOf(song, 8).notes.empty());
        CHECK(stepOf(song, 8).locks[3] == Lock {Lock::Kind::Program, 2, 4});
        CHECK(stepOf(song, 8).locks[5] == Lock {Lock::Kind::Pressure, 0, 41});
        CHECK_FALSE(stepOf(song, 9).on);
    }

    TEST_CASE("a new song has eight tracks and a scene, is valid, and comes back")
    {
        const Song song = newSong();
        CHECK(faultsOf(song).empty());
        CHECK(song.tracks.size() == 8);
        CHECK(song.scenes.size() == 1);
        CHECK(parseSong(songText(song), "new.clave").value() == song);
    }

    TEST_CASE("a new beat has the same tracks, nothing that plays, and a kick where a kick is switched on")
    {
        const Song song = newBeat();
        CHECK(faultsOf(song).empty());
        CHECK(parseSong(songText(song), "beat.clave").value() == song);
        REQUIRE(song.tracks.size() == newSong().tracks.size());
        for (std::size_t i = 0; i < song.tracks.size(); ++i) {
            const Track& track = *song.tracks[i];
            CAPTURE(track.name);
            CHECK(track.destination == newSong().tracks[i]->destination);
            CHECK(track.slots[0]->program == newSong().tracks[i]->slots[0]->program);
            CHECK(std::ranges::none_of(track.slots[0]->steps, &Step::on));
        }
        CHECK(notesNear(*song.tracks[0], 0, 12)[0].pitch == 36);
        CHECK(notesNear(*song.tracks[1], 0, 12)[0].pitch == 38);
    }

    TEST_CASE("a song that could not be read again is not saved")
    {
        Song song;
        song.chanceAmount = 101;
        const std::string path = "unsaved-" + std::to_string(::getpid()) + ".clave";
        const auto saved = saveSong(song, path);
        REQUIRE_FALSE(saved);
        CHECK(saved.error().message == path + " is not saved: chance is 101; allowed are 0 to 100.");
        CHECK(::access(path.c_str(), F_OK) != 0);
    }
}
