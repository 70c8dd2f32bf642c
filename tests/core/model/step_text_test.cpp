#include "core/model/step_text.hpp"

#include "core/model/validate.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <set>
#include <string>
#include <vector>

using namespace clave;
using namespace clave::test;
using What = StepTarget::What;

namespace {
std::vector<std::size_t> all(const Pattern& pattern)
{
    std::vector<std::size_t> steps(pattern.steps.size());
    std::iota(steps.begin(), steps.end(), std::size_t {0});
    return steps;
}

/// What every step shows after the text was typed over all of them, or the sentence that refuses it.
std::string typed(const Pattern& pattern, StepTarget target, std::string_view text)
{
    const auto done = typedOver(pattern, all(pattern), target, text, 1);
    if (!done)
        return done.error().message;
    REQUIRE(faultsOf(*done).empty());
    std::string line;
    for (const Step& step : done->steps) {
        const std::string shown = textOf(step, target);
        line += (line.empty() ? "" : ", ") + (shown.empty() ? "-" : shown);
    }
    return line;
}

std::string typed(std::string_view steps, What what, std::string_view text)
{
    return typed(row(steps), {what, {}}, text);
}

StepTarget cc(int number)
{
    return {What::Lock, {Lock::Kind::Cc, static_cast<std::int16_t>(number), 0}};
}
}  // namespace

TEST_SUITE("core/model/step_text")
{
    TEST_CASE("note names and chords are typed as musicians write them, middle C is C3")
    {
        CHECK(typed("x", What::Notes, "F#3") == "F#3");
        CHECK(typed("xx", What::Notes, "c4 e4  g4") == "C4 E4 G4, C4 E4 G4");
        CHECK(typed("x", What::Notes, "Bb-1, 60 60") == "A#-1 C3");
        CHECK(typed("x.", What::Notes, "60") == "C3, C3");  // a step that was off has a note now
        CHECK(typedOver(row("."), all(row(".")), {What::Notes, {}}, "C4", 1)->steps[0].on);
        Pattern pattern = row("X");
        pattern.steps[0].notes[0].gate = Gate::tied();
        const auto chord = typedOver(pattern, all(pattern), {What::Notes, {}}, "C4 E4", 1);
        REQUIRE(chord);
        CHECK(chord->steps[0].notes[1] == Note {76, 127, 100, Gate::tied()});  // as loud and long as before
    }

    TEST_CASE("numbers are set, ramped, moved, multiplied and drawn")
    {
        CHECK(typed("xxx", What::Velocity, "90") == "90, 90, 90");
        CHECK(typed("xxxxx", What::Velocity, "60..72") == "60, 63, 66, 69, 72");
        CHECK(typed("xxx", What::Velocity, " 72 .. 60 ") == "72, 66, 60");
        CHECK(typed("x", What::Velocity, "60..72") == "60");
        CHECK(typed("xxx", What::Velocity, "+=2") == "102, 102, 102");
        CHECK(typed("xxx", What::Velocity, "-=5") == "95, 95, 95");
        CHECK(typed("x", What::Velocity, "*=1.1") == "110");
        CHECK(typed("x", What::Velocity, "/=2") == "50");
        CHECK(typed("x", What::Velocity, "50%") == "64");
        CHECK(typed("xxxx", What::Notes, "C3..C4") == "C3, E3, G#3, C4");
        CHECK(typed("....", What::Notes, "60..63") == "C3, C#3, D3, D#3");
        CHECK(typed("xx", What::Notes, "+=12") == "C4, C4");
        for (const char* const factor : {"*=0", "*=2", "/=2"})
            CHECK_FALSE(typedOver(row("x"), all(row("x")), {What::Notes, {}}, factor, 1));
        CHECK(typed("x.", What::Notes, "+=12") == "C4, -");  // moves only what is there
        CHECK(typed("xx", What::Probability, "50%") == "50, 50");
        CHECK(typed("xx", What::Nudge, "-10..10") == "-10, 10");
    }

    TEST_CASE("draws stay between their ends, reach both, and are the same for the same seed")
    {
        const Pattern pattern = row(std::string(64, 'x'));
        const StepTarget velocity {What::Velocity, {}};
        const auto drawn = typedOver(pattern, all(pattern), velocity, "rand(90, 93)", 7);
        REQUIRE(drawn);
        std::set<int> seen;
        for (const Step& step : drawn->steps)
            seen.insert(step.notes[0].velocity);
        CHECK(seen == std::set<int> {90, 91, 92, 93});
        CHECK(*drawn == *typedOver(pattern, all(pattern), velocity, "rand(90,93)", 7));
        CHECK(*drawn != *typedOver(pattern, all(pattern), velocity, "rand(90,93)", 8));
    }

    TEST_CASE("lengths are steps, tied or held")
    {
        CHECK(typed("xx", What::Gate, "2") == "2, 2");
        CHECK(typed("x", What::Gate, "75%") == "0.75");
        CHECK(typed("xt", What::Gate, "tie") == "tie, tie");
        CHECK(typed("x", What::Gate, "Hold") == "hold");
        CHECK(typed("xt", What::Gate, "+=1") == "1.5, 2");
        CHECK(typed("x", What::Gate, "0")
            == "The length must be 0.125 to 128, not 0; type 0.5, 2, 75%, tie, "
               "hold, 0.1..1 or *=2.");
    }

    TEST_CASE("conditions and retrigs are typed as they are shown")
    {
        for (const char* text : {"1:4", "!1:4", "fill", "!fill", "first", "!pre", "nei", "fill first 2:3",
                 "always", "x..x", "16:16"})
            CHECK(typed("x", What::Condition, text) == text);
        CHECK(typed("x", What::Condition, "!1:2") == "2:2");
        CHECK(typed("x", What::Condition, "5:4")
            == "\"5:4\" is no condition; type 1:4, !2:2, fill, !fill, first, pre, nei or always.");
        for (const char* text : {"x3", "x10", "1/16", "x1"})
            CHECK(typed("x", What::Retrig, text) == text);
        CHECK(typed("x", What::Retrig, "4") == "x4");
        CHECK(typed("x", What::Retrig, "off") == "x1");
        CHECK(typed("x", What::Retrig, "x11") == "\"x11\" is no retrig; type x1 to x10, 1/16 or off.");
        Pattern endless = row("x");
        endless.steps[0].retrig = {1, 16, Retrig::kInfinite, 0};
        CHECK(typed(endless, {What::Retrig, {}}, "x3") == "x3");
    }

    TEST_CASE("steps are switched by words, and what is switched on is heard")
    {
        CHECK(typed("x.x", What::On, "off") == "off, off, off");
        CHECK(typed("x.x", What::On, "on") == "on, on, on");
        const auto on = typedOver(row("x.", 36), all(row("x.")), {What::On, {}}, "on", 1);
        CHECK(on->steps[1].notes[0].pitch == 36);
    }

    TEST_CASE("a lock is set, moved where there is one, and taken away")
    {
        Pattern pattern = row("xx");
        pattern.steps[1].locks.push_back({Lock::Kind::Cc, 74, 100});
        CHECK(typed(pattern, cc(74), "10") == "10, 10");
        CHECK(typed(pattern, cc(74), "+=50") == "-, 127");
        CHECK(typed(pattern, cc(74), "off") == "-, -");
        CHECK(typed(pattern, cc(1), "0..127") == "0, 127");
        CHECK(typed(pattern, {What::Lock, {Lock::Kind::Program, Lock::kNoBank, 0}}, "128") == "128, 128");
        CHECK(typed(pattern, {What::Lock, {Lock::Kind::Bend, 0, 0}}, "-8192") == "-8192, -8192");
    }

    TEST_CASE("moving stops at the ends, typing beyond them is refused")
    {
        CHECK(typed("xX", What::Velocity, "+=20") == "120, 127");
        CHECK(typed("xo", What::Velocity, "-=200") == "1, 0");  // no note becomes the end of another
        CHECK(typed("x", What::Notes, "+=200") == "G8");
        CHECK(typed("x", What::Velocity, "300")
            == "The velocity must be 0 to 127, not 300; type 100, 50%, 60..100, +=5 or rand(90,110).");
        CHECK(typed("xx", What::Velocity, "60..128")
            == "The velocity must be 0 to 127, not 128; type 100, 50%, 60..100, +=5 or rand(90,110).");
        CHECK(typed("x", What::Notes, "H3")
            == "\"H3\" is no note; type F#3, C4 E4 G4, 60..72, +=12 or rand(48,60).");
        for (const char* text : {"", " ", "=", "+=", "..", "1..", "rand(", "rand(1)", "rand(1,2,3)", "nan",
                 "inf", "1e999", "/=0", "100 100", "tie", "\x01", "\xff"}) {
            CAPTURE(text);
            CHECK_FALSE(typedOver(row("x"), all(row("x")), {What::Velocity, {}}, text, 1));
        }
        CHECK(typed("x", What::Notes, "C1 D1 E1 F1 G1 A1 B1 C2 D2").starts_with("\"C1"));
        CHECK(
            typedOver(row("x"), {}, {}, "C3", 1).error().message == "No step is selected to be typed over.");
        const std::size_t beyond[] = {0, 1};
        CHECK(typedOver(row("x"), beyond, {}, "C3", 1).error().message
            == "Step 2 does not exist; there are 1.");
    }

    TEST_CASE("what is shown can be typed again and changes nothing but the expression it replaces")
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            RandomSongLimits limits;
            limits.expressions = false;
            limits.notes = 1;
            const Pattern pattern = randomPattern(seed, limits);
            for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
                const Step& step = pattern.steps[i];
                std::vector<StepTarget> targets;
                for (int what = 0; what < static_cast<int>(What::Lock); ++what)
                    targets.push_back({static_cast<What>(what), {}});
                if (!step.locks.empty())
                    targets.push_back({What::Lock, step.locks[0]});
                for (const StepTarget& target : targets) {
                    const std::string text = textOf(step, target);
                    // A step without notes or that is off would be given a note, or be switched on.
                    if (text.empty() || (target.what == What::Notes && !step.on)
                        || (target.what == What::On && step.notes.empty()))
                        continue;
                    CAPTURE(seed);
                    CAPTURE(text);
                    const std::size_t one[] = {i};
                    const auto again = typedOver(pattern, one, target, text, 1);
                    REQUIRE_MESSAGE(again, (again ? "" : again.error().message));
                    REQUIRE(*again == pattern);
                }
            }
        }
        Pattern pattern = row("x");
        pattern.steps[0] = chordOf({60, 64});
        pattern.steps[0].expressions = {
            {Field::Pitch, 0, "60 + cycle"}, {Field::Velocity, 1, "100"}, {Field::Nudge, 0, "1"}};
        const auto fewer = typedOver(pattern, all(pattern), {What::Notes, {}}, "C3", 1);
        CHECK(fewer->steps[0].expressions == std::vector<Expression> {{Field::Nudge, 0, "1"}});
    }

    TEST_CASE(
        "a formula is typed for all notes of a step, seen again, and gone when a value is typed over it")
    {
        Pattern pattern = row("x.");
        pattern.steps[0] = chordOf({60, 64});
        const auto done = typedOver(pattern, all(pattern), {What::Notes, {}}, " =60 + 12*(Cycle % 2) ", 1);
        REQUIRE(done);
        CHECK(faultsOf(*done).empty());
        CHECK(done->steps[0].expressions
            == std::vector<Expression> {
                {Field::Pitch, 0, "60 + 12*(Cycle % 2)"}, {Field::Pitch, 1, "60 + 12*(Cycle % 2)"}});
        CHECK(done->steps[0].notes == pattern.steps[0].notes);
        CHECK(done->steps[1].on);
        CHECK(formulaOf(done->steps[1], {What::Notes, {}}) == "=60 + 12*(Cycle % 2)");
        CHECK(formulaOf(done->steps[1], {What::Velocity, {}}).empty());
        const auto plain = typedOver(*done, all(*done), {What::Notes, {}}, "C3", 1);
        REQUIRE(plain);
        CHECK(plain->steps[0].expressions.empty());
        const auto swept = typedOver(pattern, all(pattern), cc(74), "=64 * wave(beat / 4)", 1);
        REQUIRE(swept);
        CHECK(faultsOf(*swept).empty());
        CHECK(formulaOf(swept->steps[0], cc(74)) == "=64 * wave(beat / 4)");
        CHECK(formulaOf(swept->steps[0], cc(75)).empty());
        CHECK_FALSE(typedOver(pattern, all(pattern), {What::Notes, {}}, "=", 1));
    }

    TEST_CASE("whatever is typed gives a valid pattern or one sentence")
    {
        static constexpr char kSigns[] = "0123456789.+-*/=%x:! CDEFGAB#b(),randtiehold";
        for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            std::string text;
            for (std::size_t i = dice.below(9); i > 0; --i)
                text += kSigns[dice.below(sizeof kSigns - 1)];
            CAPTURE(text);
            const Pattern pattern = randomPattern(seed % 50);
            const StepTarget target {static_cast<What>(dice.below(10)),
                {Lock::Kind::Cc, static_cast<std::int16_t>(dice.below(3)), 0}};
            const auto done = typedOver(pattern, all(pattern), target, text, seed);
            if (done)
                REQUIRE(faultsOf(*done).empty());
            else
                REQUIRE(done.error().message.ends_with("."));
        }
    }
}
