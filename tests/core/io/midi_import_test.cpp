#include "core/io/midi_import.hpp"

#include "core/model/validate.hpp"

#include "tests/core/io/played_notes.hpp"

#include <doctest/doctest.h>

namespace clave {
namespace {
using test::HeardNote;

constexpr Tick kQuarter {kPpqn};
constexpr Tick kBar = kQuarter * 4;

Imported imported(const MidiFile& file)
{
    auto result = importMidi(file, "song");
    REQUIRE(result.has_value());
    REQUIRE(faultsOf(result->song).empty());
    return *result;
}

/// Imports one track, checks that exactly these notes play and that nothing had to be said.
Song exactly(std::vector<HeardNote> notes)
{
    const Imported result = imported(test::fileOf({test::trackOf(notes)}));
    CHECK(result.notes == std::vector<std::string> {});
    std::ranges::sort(notes);
    CHECK(test::playedNotes(result.song) == notes);
    return result.song;
}

Message control(int controller, int value)
{
    return Message::controlChange(Channel::from1to16(1), controller, value);
}
}  // namespace

TEST_SUITE("core/io/midi_import")
{
    TEST_CASE("a tune of sixteenths becomes sixteen steps at rate 1x")
    {
        const Song song =
            exactly({{kSixteenth * 0, 1, 60, 100}, {kSixteenth * 3, 1, 64, 80}, {kSixteenth * 15, 1, 67, 1}});
        REQUIRE(song.tracks.size() == 1);
        const Pattern& pattern = *song.tracks[0]->pattern(0);
        CHECK(pattern.rate == Rate {});
        CHECK(pattern.steps.size() == 16);
        CHECK(pattern.steps[3].on);
        CHECK(pattern.steps[3].nudge == 0);
        CHECK_FALSE(pattern.steps[4].on);
        CHECK(song.name == "song");
    }

    TEST_CASE("a chord becomes one step, a chord of ten two tracks")
    {
        std::vector<HeardNote> chord;
        for (int i = 0; i < 8; ++i)
            chord.push_back({{0}, 1, 48 + 3 * i, 100 - i, kQuarter * (1 + i % 2)});
        CHECK(exactly(chord).tracks.size() == 1);
        chord.push_back({{0}, 1, 30, 90});
        chord.push_back({{0}, 1, 31, 90});
        const Imported result = imported(test::fileOf({test::trackOf(chord)}));
        CHECK(result.song.tracks.size() == 2);
        std::ranges::sort(chord);
        CHECK(test::playedNotes(result.song) == chord);
    }

    TEST_CASE("triplets become a triplet rate, not nudged sixteenths")
    {
        std::vector<HeardNote> notes;
        for (int i = 0; i < 12; ++i)
            notes.push_back({{i * kPpqn / 3}, 1, 60 + i, 100, {kPpqn / 6}});
        const Pattern pattern = *exactly(notes).tracks[0]->pattern(0);
        CHECK(pattern.rate.feel == Rate::Feel::Triplet);
        for (const Step& step : pattern.steps)
            CHECK(step.nudge == 0);
    }

    TEST_CASE("dotted and human notes keep their places to the tick")
    {
        exactly({{{0}, 1, 60, 100, {7560}}, {{7560}, 1, 62, 100, {7560}}, {{15120}, 1, 64, 100, {5040}}});
        exactly({{{13}, 1, 60, 100, {4801}}, {{5119}, 1, 62, 99, {4444}}, {{9893}, 1, 64, 98, {5000}},
            {{15121}, 1, 65, 97, {631}}, {{79999}, 1, 66, 97, {641}}});
    }

    TEST_CASE("a roll of 64ths and ten hits in a sixteenth keep every hit")
    {
        std::vector<HeardNote> roll;
        for (int i = 0; i < 64; ++i)
            roll.push_back({{i * 1260}, 10, 38, 1 + i, {700}});
        CHECK(exactly(roll).tracks.size() == 1);
        std::vector<HeardNote> hits;
        for (int i = 0; i < 10; ++i)
            hits.push_back({{i * 504}, 10, 38, 100 - i, {252}});
        const Imported result = imported(test::fileOf({test::trackOf(hits)}));
        CHECK(test::playedNotes(result.song) == hits);
    }

    TEST_CASE("a bar of drums eight times over is one scene that repeats")
    {
        std::vector<HeardNote> notes;
        for (int bar = 0; bar < 8; ++bar) {
            for (int i = 0; i < 4; ++i)
                notes.push_back({kBar * bar + kQuarter * i, 10, i % 2 == 0 ? 36 : 38, 100, {630}});
        }
        const Song song = exactly(notes);
        CHECK(song.tracks[0]->name == "Drums");
        CHECK(song.tracks[0]->destination.channel.as1to16() == 10);
        CHECK(song.tracks[0]->slots.size() == 1);
        REQUIRE(song.scenes.size() == 1);
        REQUIRE(song.arrangement.size() == 1);
        CHECK(song.arrangement[0].repeats * *song.scenes[0].bars == 8);
        CHECK(song.tracks[0]->pattern(0)->steps.size() == 16);
    }

    TEST_CASE("a verse that comes again is the same scene")
    {
        std::vector<HeardNote> notes;
        for (const int part : {0, 1, 0, 1, 1, 0}) {
            const Tick start = kBar * 2 * static_cast<std::int64_t>(notes.size() / 4);
            for (int i = 0; i < 4; ++i)
                notes.push_back({start + kQuarter * (2 * i), 1, 60 + part * 5 + i, 100});
        }
        const Song song = exactly(notes);
        std::size_t bars = 0;
        for (const Scene& scene : song.scenes)
            bars += *scene.bars;
        CHECK(bars < 12);
        CHECK(song.arrangement.size() < 6);
    }

    TEST_CASE("7/8 becomes the song's metre, a change of metre a scene's")
    {
        const Tick bar = Metre {7, 8}.bar();
        std::vector<HeardNote> notes;
        for (int i = 0; i < 4; ++i)
            notes.push_back({bar * i, 1, 60 + i, 100});
        notes.push_back({bar * 4 + kQuarter * 2, 1, 70, 100});
        MidiFile file = test::fileOf({{}, test::trackOf(notes)});
        file.tracks[0].events = {{0, Metre {7, 8}}, {(bar * 4).count, Metre {3, 4}}};
        const Imported result = imported(file);
        CHECK(result.notes.empty());
        CHECK(result.song.metre == Metre {7, 8});
        CHECK(result.song.scenes.back().metre == Metre {3, 4});
        CHECK(test::playedNotes(result.song) == notes);
    }

    TEST_CASE(
        "the first tempo is the song's, a later one its scene's, one inside a bar waits for the bar line")
    {
        const std::vector<HeardNote> notes {{{0}, 1, 60, 100}, {kBar, 1, 60, 100}, {kBar * 2, 1, 60, 100}};
        MidiFile file = test::fileOf({{}, test::trackOf(notes)});
        file.tracks[0].events = {{0, QuarterMicroseconds::of(Tempo::clampedBpm(133.37))},
            {kBar.count, QuarterMicroseconds::of(Tempo::clampedBpm(90))}};
        Imported result = imported(file);
        CHECK(result.notes.empty());
        CHECK(result.song.tempo.bpm() == 133.37);
        REQUIRE(result.song.arrangement.size() == 2);
        CHECK_FALSE(result.song.scenes[result.song.arrangement[0].scene].tempo.has_value());
        CHECK(result.song.scenes[result.song.arrangement[1].scene].tempo->bpm() == 90.0);
        file.tracks[0].events[1].tick -= 100;
        file.tracks[0].events.insert(
            file.tracks[0].events.begin() + 1, {5000, QuarterMicroseconds {400'000}});
        result = imported(file);
        CHECK(result.song.scenes[1].tempo->bpm() == 90.0);
        CHECK(result.notes
            == std::vector<std::string> {
                "2 changes of tempo or metre were inside a bar and moved to the next bar line."});
    }

    TEST_CASE("a note over ten bars is kept whole while another track plays on")
    {
        std::vector<HeardNote> notes {{kBar, 1, 36, 100, kBar * 10}};
        for (int i = 0; i < 12 * 16; ++i)
            notes.push_back({kSixteenth * i, 2, 40 + i % 37, 100});
        const Imported result = imported(test::fileOf({test::trackOf(notes)}));
        CHECK(result.notes.empty());
        std::ranges::sort(notes);
        CHECK(test::playedNotes(result.song) == notes);
    }

    TEST_CASE("a program before the first note is its pattern's, later ones are locks of their notes")
    {
        const auto channel = Channel::from1to16(1);
        MidiFile file = test::fileOf({test::trackOf({{{100}, 1, 60, 100}, {kQuarter, 1, 60, 100}})});
        auto& events = file.tracks[0].events;
        events.insert(events.begin(),
            {{0, control(0, 1)}, {0, control(32, 2)}, {50, Message::programChange(channel, 5)}});
        Imported result = imported(file);
        CHECK(result.song.tracks[0]->pattern(0)->program == 5);
        CHECK(result.song.tracks[0]->pattern(0)->bank == 130);
        events.push_back({15000, Message::programChange(channel, 9)});
        std::ranges::stable_sort(events, {}, &MidiFileEvent::tick);
        result = imported(file);
        const Lock first {Lock::Kind::Program, 130, 5};
        const Lock second {Lock::Kind::Program, 130, 9};
        CHECK(test::playedLocks(result.song)
            == std::vector<test::HeardLock> {{{100}, 1, first}, {kQuarter, 1, second}});
    }

    TEST_CASE("controllers are locks of the step they fall on, or of one of their own")
    {
        const auto channel = Channel::from1to16(1);
        MidiFile file = test::fileOf({test::trackOf({{{0}, 1, 60, 100}, {kQuarter, 1, 60, 100}})});
        auto& events = file.tracks[0].events;
        events.insert(events.end(),
            {{0, control(74, 20)}, {12345, Message::pitchBend(channel, -500)},
                {kPpqn, Message::channelPressure(channel, 7)}});
        std::ranges::stable_sort(events, {}, &MidiFileEvent::tick);
        const Imported result = imported(file);
        CHECK(result.notes.empty());
        CHECK(test::playedLocks(result.song)
            == std::vector<test::HeardLock> {{{0}, 1, {Lock::Kind::Cc, 74, 20}},
                {{12345}, 1, {Lock::Kind::Bend, 0, -500}}, {kQuarter, 1, {Lock::Kind::Pressure, 0, 7}}});
        CHECK(test::playedNotes(result.song).size() == 2);
    }

    TEST_CASE("a bend too fine for the steps ends where it ended, and a note says that it was thinned")
    {
        MidiFile file = test::fileOf({test::trackOf({{{0}, 1, 60, 100, kBar}})});
        auto& events = file.tracks[0].events;
        for (int i = 0; i < 500; ++i)
            events.push_back({i * 100, Message::pitchBend(Channel::from1to16(1), i)});
        std::ranges::stable_sort(events, {}, &MidiFileEvent::tick);
        const Imported result = imported(file);
        const auto locks = test::playedLocks(result.song);
        REQUIRE_FALSE(locks.empty());
        CHECK(locks.back().lock.value == 499);
        CHECK(std::ranges::is_sorted(locks, {}, [](const auto& heard) { return heard.lock.value; }));
        REQUIRE(result.notes.size() == 1);
        CHECK(result.notes[0].ends_with("were merged with others: a step sends each controller once."));
    }

    TEST_CASE("a key struck again ends there, as on a synth")
    {
        const auto channel = Channel::from1to16(1);
        MidiFile file;
        for (const int offs : {1, 2}) {
            file.tracks = {{"",
                {{0, Message::noteOn(channel, 60, 100)}, {5040, Message::noteOn(channel, 60, 90)}}, 40320}};
            for (int i = 1; i <= offs; ++i)
                file.tracks[0].events.push_back({10080 * i, Message::noteOff(channel, 60)});
            const Imported result = imported(file);
            CHECK(test::playedNotes(result.song)
                == std::vector<HeardNote> {
                    {{0}, 1, 60, 100, {5040}}, {{5040}, 1, 60, 90, {10080 * offs - 5040}}});
            CHECK(result.notes
                == std::vector<std::string> {"1 note was cut where the same key is struck again."});
        }
    }

    TEST_CASE("tracks are told apart by file track and channel, and named")
    {
        const Imported result = imported(test::fileOf({test::trackOf({{{0}, 1, 60}}, "Lead"),
            test::trackOf({{{0}, 1, 60}, {{0}, 10, 36}}, "Both"), test::trackOf({{{0}, 5, 60}})}));
        std::vector<std::string> names;
        for (const TrackPtr& track : result.song.tracks)
            names.push_back(track->name);
        CHECK(names == std::vector<std::string> {"Lead", "Both, Channel 1", "Both, Drums", "Channel 5"});
    }

    TEST_CASE("a file without notes is refused with a sentence")
    {
        const auto result = importMidi(test::fileOf({{}}), "empty.mid");
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().message == "empty.mid has no notes to import.");
    }
}
}  // namespace clave
