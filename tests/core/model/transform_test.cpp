#include "core/model/transform.hpp"

#include "core/model/euclid.hpp"
#include "core/model/validate.hpp"
#include "core/model/vary.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>

using namespace clave;
using namespace clave::test;

namespace {
std::string asText(const std::vector<bool>& gates)
{
    std::string text;
    for (const bool gate : gates)
        text += gate ? 'x' : '.';
    return text;
}

std::string gatesOf(const Pattern& pattern)
{
    std::string text;
    for (const Step& step : pattern.steps)
        text += step.on ? 'x' : '.';
    return text;
}

/// A run of a pattern's steps, now and then beyond them.
StepRange someRange(Dice& dice, const Pattern& pattern)
{
    const std::size_t first = dice.below(pattern.steps.size());
    return {first, first + dice.below(pattern.steps.size() + 2)};
}
}  // namespace

TEST_SUITE("core/model/transform")
{
    TEST_CASE("Euclid's rhythms are those of the list")
    {
        struct Rhythm {
            int pulses;
            int steps;
            const char* text;
        };
        constexpr std::array<Rhythm, 16> kRhythms {{{2, 5, "x.x.."}, {3, 8, "x..x..x."}, {5, 8, "x.xx.xx."},
            {7, 8, "x.xxxxxx"}, {4, 9, "x.x.x.x.."}, {5, 12, "x..x.x..x.x."}, {7, 12, "x.xx.x.xx.x."},
            {5, 13, "x..x.x..x.x.."}, {4, 16, "x...x...x...x..."}, {5, 16, "x..x..x..x..x..."},
            {7, 16, "x..x.x.x..x.x.x."}, {9, 16, "x.xx.x.x.xx.x.x."}, {11, 16, "x.xx.xx.xx.xx.xx"},
            {1, 4, "x..."}, {0, 8, "........"}, {8, 8, "xxxxxxxx"}}};
        for (const Rhythm& rhythm : kRhythms)
            CHECK(asText(euclid(rhythm.pulses, rhythm.steps)) == rhythm.text);
        CHECK(asText(euclid(3, 8, 1)) == ".x..x..x");
        CHECK(asText(euclid(3, 8, -1)) == "..x..x.x");
        CHECK(asText(euclid(3, 8, 9)) == ".x..x..x");
        CHECK(asText(euclid(-1, 4)) == "....");
        CHECK(asText(euclid(9, 4)) == "xxxx");
        CHECK(euclid(3, 0).empty());
    }

    TEST_CASE("every Euclid has its pulses, begins with one, and its gaps differ by one at most")
    {
        for (int steps = 1; steps <= 64; ++steps) {
            for (int pulses = 1; pulses <= steps; ++pulses) {
                const std::string text = asText(euclid(pulses, steps));
                CAPTURE(text);
                REQUIRE(std::ranges::count(text, 'x') == pulses);
                REQUIRE(text[0] == 'x');
                std::set<std::size_t> gaps;
                for (std::size_t at = 0; at < text.size();) {
                    const std::size_t next = std::min(text.find('x', at + 1), text.size());
                    gaps.insert(next - at);
                    at = next;
                }
                REQUIRE(*gaps.rbegin() - *gaps.begin() <= 1);
            }
        }
    }

    TEST_CASE("rotating forth and back, reversing twice, and halving what was doubled change nothing")
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            const Pattern pattern = randomPattern(seed);
            const StepRange range = someRange(dice, pattern);
            const int places = static_cast<int>(dice.below(80)) - 40;
            REQUIRE(rotated(rotated(pattern, range, places), range, -places) == pattern);
            REQUIRE(reversed(reversed(pattern, range), range) == pattern);
            const auto twice = doubled(pattern);
            REQUIRE(twice);
            REQUIRE(faultsOf(*twice).empty());
            REQUIRE(twice->windowSize() == 2 * pattern.windowSize());
            REQUIRE(halved(*twice) == pattern);
            REQUIRE(faultsOf(halved(pattern)).empty());
        }
    }

    TEST_CASE("rotating moves later, around the ends of the range only")
    {
        const Pattern pattern = row("x..x .... x...");
        CHECK(gatesOf(rotated(pattern, {}, 1)) == ".x..x....x..");
        CHECK(gatesOf(rotated(pattern, {}, -1)) == "..x....x...x");
        CHECK(gatesOf(rotated(pattern, {0, 4}, 1)) == "xx......x...");
        CHECK(gatesOf(reversed(pattern, {0, 6})) == "..x..x..x...");
        CHECK(rotated(pattern, {4, 4}, 3) == pattern);
        CHECK(rotated(pattern, {90, 128}, 3) == pattern);
    }

    TEST_CASE("doubling plays the window twice, halving its first half")
    {
        Pattern pattern = row("x... xx.. X...");
        pattern.first = 4;
        pattern.last = 7;
        const auto twice = doubled(pattern);
        REQUIRE(twice);
        CHECK(gatesOf(*twice) == "x...xx..xx..x...");
        CHECK(twice->first == 4);
        CHECK(twice->last == 11);
        CHECK(gatesOf(halved(pattern)) == "x...xxx...");
        CHECK(halved(pattern).last == 5);
        CHECK(halved(row("x")) == row("x"));
        CHECK(gatesOf(halved(row("xxxxx"))) == "xx");
        const auto tooLong = doubled(row(std::string(65, 'x')));
        REQUIRE_FALSE(tooLong);
        CHECK(tooLong.error().message == "A pattern has at most 128 steps; doubled it would have 130.");
        CHECK(doubled(row(std::string(64, 'x'))));
    }

    TEST_CASE("transposing by degrees stays in the scale, and back is where it was")
    {
        const Scale minor {9, *scaleNotes("minor")};  // A minor
        Pattern pattern = row("x...");
        pattern.steps[0] = chordOf({57, 60, 64});
        const auto up = transposed(pattern, {}, 1, minor);
        REQUIRE(up);
        CHECK(up->steps[0].notes == chordOf({59, 62, 65}).notes);  // A minor to B diminished
        CHECK(*transposed(*up, {}, -1, minor) == pattern);
        CHECK(*transposed(pattern, {}, 7, minor) == *transposed(pattern, {}, 12));
        CHECK(transposed(row("x", 61), {}, 1, minor)->steps[0].notes[0].pitch == 63);  // between two stays so
        const auto low = transposed(row("x", 5), {}, -6);
        REQUIRE_FALSE(low);
        CHECK(low.error().message == "F-2 cannot be moved so far; notes are C-2 to G8.");
        for (const int far : {-2'000'000'000, -500, 500, 2'000'000'000}) {
            CHECK_FALSE(transposed(pattern, {}, far, minor));
            CHECK_FALSE(transposed(pattern, {}, far));
        }
        CHECK(*transposed(pattern, {1, 4}, 100) == pattern);  // nothing there to move
    }

    TEST_CASE("a generated rhythm leaves notes and values alone, so taking it away restores what was")
    {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            const Pattern pattern = randomPattern(seed);
            std::vector<bool> gates;
            for (const Step& step : pattern.steps)
                gates.push_back(step.on);
            const Pattern made = withGates(pattern, {}, euclid(static_cast<int>(dice.below(9)), 8));
            REQUIRE(faultsOf(made).empty());
            Pattern restored = withGates(made, {}, gates);
            for (std::size_t i = 0; i < restored.steps.size(); ++i) {
                if (pattern.steps[i].notes.empty() && pattern.steps[i].locks.empty() && !pattern.steps[i].on)
                    restored.steps[i].notes.clear();  // what it got to be heard
            }
            if (std::ranges::none_of(
                    pattern.steps, [](const Step& s) { return s.on && s.notes.empty() && s.locks.empty(); }))
                REQUIRE(restored == pattern);
        }
        const Pattern made = withGates(row("X... ....", 36), {}, euclid(3, 8));
        CHECK(gatesOf(made) == "x..x..x.");
        CHECK(made.steps[3].notes == row("X", 36).steps[0].notes);
        CHECK(gatesOf(withGates(row("...."), {1, 4}, euclid(1, 2))) == ".x.x");
    }
}
