#include "core/model/validate.hpp"

#include "core/model/ranges.hpp"

#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <limits>

using namespace clave;

namespace {
/// The first fault after a change of a step, or "".
std::string stepFault(const std::function<void(Step&)>& change)
{
    Step step;
    step.on = true;
    (void)step.notes.tryPush({});
    step.locks.resize(1);
    change(step);
    const auto faults = faultsOf(step);
    return faults.empty() ? "" : sentence(faults.front());
}

std::string songFault(const std::function<void(Song&)>& change)
{
    Song song;
    Track track;
    track.id = 1;
    track.slots.push_back(std::make_shared<const Pattern>());
    song.tracks.push_back(std::make_shared<const Track>(track));
    song.scenes.push_back({});
    change(song);
    const auto faults = faultsOf(song);
    return faults.empty() ? "" : sentence(faults.front());
}
}  // namespace

TEST_SUITE("core/model/validate")
{
    TEST_CASE("a range holds both its ends and nothing else, whatever the type")
    {
        constexpr Range kRange {-8, 127};
        CHECK(kRange.has(-8));
        CHECK(kRange.has(127U));
        CHECK_FALSE(kRange.has(std::int8_t {-9}));
        CHECK_FALSE(kRange.has(UINT64_MAX));
        CHECK_FALSE(range::kTempo.has(std::numeric_limits<double>::quiet_NaN()));
        CHECK_FALSE(range::kTempo.has(std::numeric_limits<double>::infinity()));
    }

    TEST_CASE("a step is told what it may not hold, and where")
    {
        CHECK(stepFault([](Step&) {}).empty());
        CHECK(stepFault([](Step& s) { s.notes[0].velocity = 128; })
            == "notes[0].velocity is 128; allowed are 0 to 127");
        CHECK(stepFault([](Step& s) { s.notes[0].pitch = 200; })
            == "notes[0].note is 200; allowed are 0 to 127");
        CHECK(stepFault([](Step& s) { s.probability = 101; }) == "chance is 101; allowed are 0 to 100");
        CHECK(stepFault([](Step& s) { s.nudge = 5040; }).starts_with("nudge is out of range"));
        CHECK(stepFault([](Step& s) {
            s.condition.cycle = {17, 1};
        }).starts_with("condition.cycle has 17 passes"));
        CHECK(stepFault([](Step& s) {
            s.condition.cycle = {4, 0x10};
        }).starts_with("condition.cycle names passes beyond"));
        CHECK(stepFault([](Step& s) { s.retrig.count = 0; }) == "retrig.count is 0; allowed are 1 to 10");
        CHECK(stepFault([](Step& s) { s.retrig.rate = 7; }) == "retrig.rate is 1/7, which is no retrig rate");
        CHECK(stepFault([](Step& s) { s.retrig.length = 0; }).starts_with("retrig.length is out of range"));
        CHECK(stepFault([](Step& s) { s.locks[0].number = 120; })
            == "locks[0].cc is 120; allowed are 0 to 119");
        CHECK(stepFault([](Step& s) {
            s.locks[0] = {Lock::Kind::Bend, 3, 0};
        }).starts_with("locks[0] is a bend"));
        CHECK(stepFault([](Step& s) { s.locks.resize(17); }) == "locks holds 17; allowed are 16 at most");
        CHECK(stepFault([](Step& s) {
            s.expressions = {{Field::Gate, 1, "x"}};
        }).starts_with("has an expression for a note"));
        CHECK(stepFault([](Step& s) {
            s.expressions = {{Field::Gate, 0, "x"}, {Field::Gate, 0, "y"}};
        }).starts_with("has two expressions"));
    }

    TEST_CASE("a song is told what does not fit together")
    {
        CHECK(songFault([](Song&) {}).empty());
        CHECK(songFault([](Song& s) { s.name = "a\xFF"; }) == "name is not UTF-8");
        CHECK(songFault([](Song& s) { s.name = "a\nb"; }) == "name holds a control character");
        CHECK(songFault([](Song& s) { s.name = std::string(201, 'x'); })
            == "name is 201 bytes long; allowed are 200 at most");
        CHECK(songFault([](Song& s) { s.metre.unit = 3; }).starts_with("metre is 4/3; allowed are"));
        CHECK(songFault([](Song& s) {
            s.swing.percent = std::numeric_limits<double>::quiet_NaN();
        }).starts_with("swing.percent is nan"));
        CHECK(songFault([](Song& s) { s.scale.notes = 0; }).starts_with("scale.notes must hold 0"));
        CHECK(songFault([](Song& s) { s.tracks.push_back(s.tracks[0]); })
            == "tracks[1].id is 1, which another track has");
        CHECK(songFault([](Song& s) { s.tracks.push_back(nullptr); }) == "tracks[1] is missing");
        CHECK(songFault([](Song& s) { s.scenes[0].slots = {1}; })
            == "scenes[0].slots[0] is 2; track 1 has 1 patterns");
        CHECK(songFault([](Song& s) { s.scenes[0].slots = {0, 0}; })
            == "scenes[0].slots holds 2; the song has 1 tracks");
        CHECK(songFault([](Song& s) { s.arrangement = {{1, 1}}; })
            == "arrangement[0].scene is 2; the song has 1 scenes");
        CHECK(songFault([](Song& s) { s.metronome.destination.port = "x"; })
            == "metronome.port is \"x\"; the song has no port of that name");
        CHECK(
            songFault([](Song& s) { s.scenes[0].color = 9; }) == "scenes[0].color is 9; allowed are 0 to 8");
        CHECK(
            songFault([](Song& s) { s.scenes.resize(129); }) == "scenes holds 129; allowed are 128 at most");
    }

    TEST_CASE("a pattern's window and loops lie within its steps")
    {
        Pattern pattern;
        CHECK(faultsOf(pattern).empty());
        pattern.last = 16;
        CHECK(sentence(faultsOf(pattern)[0]) == "last is step 17 of 16");
        pattern.last = 3;
        pattern.first = 4;
        CHECK(sentence(faultsOf(pattern)[0]) == "first is step 5, after the last, 4");
        pattern.first = 0;
        pattern.lanes[1] = {15, 2};
        CHECK(sentence(faultsOf(pattern)[0]) == "loops.velocity covers steps 16 to 17 of 16");
        pattern = {};
        pattern.steps[4].notes = {};
        (void)pattern.steps[4].notes.tryPush({60, 255, 100, Gate {}});
        CHECK(sentence(faultsOf(pattern)[0]) == "steps.5.notes[0].velocity is 255; allowed are 0 to 127");
        pattern = {};
        pattern.color = 9;
        CHECK(sentence(faultsOf(pattern)[0]) == "color is 9; allowed are 0 to 8");
        pattern.steps.clear();
        CHECK_FALSE(faultsOf(pattern).empty());
    }
}
