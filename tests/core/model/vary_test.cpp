#include "core/model/vary.hpp"

#include "core/model/validate.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace clave;
using namespace clave::test;

namespace {
constexpr Field kFields[] = {Field::On, Field::Pitch, Field::Velocity, Field::Gate, Field::NoteChance,
    Field::Probability, Field::Nudge, Field::Locks};
}  // namespace

TEST_SUITE("core/model/vary")
{
    TEST_CASE("what is drawn is valid, the same for a seed, another for another, and nothing at amount 0")
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const Pattern pattern = randomPattern(seed);
            for (const Field field : kFields) {
                CAPTURE(seed);
                CAPTURE(static_cast<int>(field));
                const Pattern drawn = randomized(pattern, {2, 90}, field, 100, seed);
                REQUIRE(faultsOf(drawn).empty());
                REQUIRE(drawn == randomized(pattern, {2, 90}, field, 100, seed));
                REQUIRE(randomized(pattern, {}, field, 0, seed) == pattern);
                REQUIRE(drawn.steps[0] == pattern.steps[0]);
            }
        }
        const Pattern pattern = row("xxxx xxxx xxxx xxxx");
        for (const Field field : kFields) {
            CAPTURE(static_cast<int>(field));
            const bool isSame =
                randomized(pattern, {}, field, 100, 1) == randomized(pattern, {}, field, 100, 2);
            CHECK(isSame == (field == Field::Locks));  // there are none
        }
    }

    TEST_CASE("a small amount moves a little, and pitches stay in the scale")
    {
        const Scale major {0, *scaleNotes("major")};
        const Pattern pattern = row("xxxx xxxx xxxx xxxx xxxx xxxx xxxx xxxx");
        const Pattern louder = randomized(pattern, {}, Field::Velocity, 10, 5);
        const Pattern melody = randomized(pattern, {}, Field::Pitch, 50, 5, major);
        for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
            CHECK(std::abs(louder.steps[i].notes[0].velocity - 100) <= 13);
            CHECK(std::abs(melody.steps[i].notes[0].pitch - 60) <= 13);
            CHECK(major.has(melody.steps[i].notes[0].pitch));
        }
    }

    TEST_CASE("a human hand is a little uneven, and no note becomes the end of another")
    {
        Pattern pattern = row("xoxx .xxx");
        pattern.steps[2].notes[0].velocity = 3;
        const Pattern human = humanized(pattern, {}, 10, 300, 9);
        for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
            if (pattern.steps[i].notes.empty()) {
                CHECK(human.steps[i] == pattern.steps[i]);
                continue;
            }
            const int before = pattern.steps[i].notes[0].velocity;
            const int after = human.steps[i].notes[0].velocity;
            CHECK(std::abs(after - before) <= 10);
            CHECK((after == 0) == (before == 0));
            CHECK(std::abs(human.steps[i].nudge) <= 300);
        }
        CHECK(human.steps[0].nudge != human.steps[3].nudge);
        CHECK(humanized(pattern, {}, 0, 0, 9) == pattern);
    }

    TEST_CASE("a ramp goes evenly from its first value to its last")
    {
        const Pattern crescendo = ramped(row("xxxxx"), {}, Field::Velocity, 60, 100);
        const int expected[] = {60, 70, 80, 90, 100};
        for (std::size_t i = 0; i < 5; ++i)
            CHECK(crescendo.steps[i].notes[0].velocity == expected[i]);
        Pattern chords = row("xx");
        chords.steps[1] = chordOf({64, 60, 67});
        const Pattern moved = ramped(chords, {}, Field::Pitch, 48, 50);
        CHECK(moved.steps[0].notes[0].pitch == 48);
        CHECK(moved.steps[1].notes == chordOf({54, 50, 57}).notes);
        CHECK(ramped(row("x"), {}, Field::Gate, 2, 9).steps[0].notes[0].gate == Gate::of(2 * Gate::kStep));
        CHECK(ramped(row("xxx"), {1, 2}, Field::Nudge, -25, 0).steps[1].nudge == -1260);
    }
}
