#include "core/engine/lane_edit.hpp"

#include "core/engine/session.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

namespace {
SetLane lane(std::string_view name, std::vector<LaneValue> values, std::size_t first = 0)
{
    return {{0, 0}, *parseLane(name), first, std::move(values)};
}

std::string refusal(Session& session, const SetLane& command)
{
    const auto done = session.apply({command, "test"});
    return done ? "" : done.error().message;
}

const Step& step(const Session& session, std::size_t index)
{
    return session.song()->tracks[0]->slots[0]->steps[index];
}
}  // namespace

TEST_SUITE("core/engine/lane_edit")
{
    TEST_CASE("a lane is written from its first step on, and all other attributes stay")
    {
        Session session(songOf({row("xx.x")}));
        const Step before = step(session, 1);
        REQUIRE(refusal(session, lane("velocity", {40.0, 50.0}, 1)).empty());
        CHECK(step(session, 0).notes[0].velocity == before.notes[0].velocity);
        CHECK(step(session, 1).notes[0].velocity == 40);
        Step expected = before;
        expected.notes[0].velocity = 40;
        CHECK(step(session, 1) == expected);
        REQUIRE(session.apply({Undo {}, "test"}));
        CHECK(step(session, 1) == before);
    }

    TEST_CASE("numbers are those of the song file: gates and nudges in steps, a pitch without switching on")
    {
        Session session(songOf({row("x...")}));
        REQUIRE(refusal(session, lane("gate", {1.5})).empty());
        CHECK(step(session, 0).notes[0].gate == Gate::of(Gate::kStep * 3 / 2));
        REQUIRE(refusal(session, lane("nudge", {-0.25})).empty());
        CHECK(step(session, 0).nudge == -Step::kNudgeStep / 4);
        REQUIRE(refusal(session, lane("pitch", {72.0, 73.0})).empty());
        CHECK(step(session, 0).notes[0].pitch == 72);
        CHECK(step(session, 1).notes[0].pitch == 73);
        CHECK_FALSE(step(session, 1).on);
        REQUIRE(refusal(session, lane("on", {0.0, 1.0})).empty());
        CHECK_FALSE(step(session, 0).on);
        CHECK(step(session, 1).on);
        REQUIRE(refusal(session, lane("cc_74", {12.0, {}, 14.0})).empty());
        CHECK(step(session, 0).locks == std::vector<Lock> {{Lock::Kind::Cc, 74, 12}});
        CHECK(step(session, 1).locks.empty());
    }

    TEST_CASE("texts are what one types in the window, and null leaves a step alone")
    {
        Session session(songOf({row("xxxx")}));
        REQUIRE(refusal(session, lane("pitch", {"C4 E4", {}, "+=12"})).empty());
        CHECK(step(session, 0).notes.size() == 2);
        CHECK(step(session, 2).notes[0].pitch == step(session, 1).notes[0].pitch + 12);
        REQUIRE(refusal(session, lane("condition", {"1:4"})).empty());
        CHECK(step(session, 0).condition.cycle == CycleMask::aOfB(1, 4));
        REQUIRE(refusal(session, lane("retrig", {3.0, "1/32"})).empty());
        CHECK(step(session, 0).retrig.count == 3);
        CHECK(step(session, 1).retrig.rate == 32);
    }

    TEST_CASE("a lane with one wrong value changes nothing and says which")
    {
        Session session(songOf({row("xxxx")}));
        const Song before = *session.song();
        CHECK(refusal(session, lane("velocity", {100.0, 300.0}))
            == "Step 2: The velocity must be 0 to 127, not 300.");
        CHECK(
            refusal(session, lane("nudge", {1.0})) == "Step 1: The nudge must be -0.9998 to 0.9998, not 1.");
        CHECK(refusal(session, lane("velocity", {1.0, 1.0}, 3)) == "Step 5 does not exist; there are 4.");
        CHECK(refusal(session, lane("pitch", {"H2"})).starts_with("Step 1: \"H2\" is no "));
        CHECK(*session.song() == before);
    }

    TEST_CASE("lanes have names, and a wrong one is answered with the nearest")
    {
        for (const char* name : {"on", "pitch", "velocity", "gate", "note chance", "chance", "nudge",
                 "condition", "retrig", "cc 74", "cc14 1", "nrpn 300", "program", "bend", "pressure"}) {
            const auto target = parseLane(name);
            REQUIRE(target);
            CHECK(laneText(*target) == name);
        }
        CHECK(parseLane("velocty").error().message
            == "There is no lane \"velocty\"; did you mean \"velocity\"?");
        CHECK(
            parseLane("cc 130").error().message == "The lane \"cc\" needs a number from 0 to 119: \"cc 0\".");
    }
}
