#include "scripts/host/script_host.hpp"

#include "tests/scripts/host/host_rig.hpp"

#include <doctest/doctest.h>

using clave::ScriptAnswer;
using clave::test::HostRig;

TEST_SUITE("scripts/host")
{
    TEST_CASE("A hook's answer comes back with what it made of the step")
    {
        HostRig rig;
        rig.load("euclid", R"(
def step_1(index):
    return (True, False, True, 50, -100, "1:4", (3, 0, 5040, -10), [(60 + index, 90, 100, 2520), (200, 5.4, 80, -1)],
            [("cc", 74, 12), ("bend", 0, -9000), (3, -1, 5)])
)");
        rig.ask(2, 3);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 3); }));
        const ScriptAnswer& changed = rig.all[0];
        CHECK(changed.what == ScriptAnswer::What::Changed);
        CHECK(changed.step.on);
        CHECK(changed.step.asSounding);
        CHECK(changed.step.probability == 50);
        CHECK(changed.step.nudge == -100);
        CHECK(changed.step.condition.cycle == clave::CycleMask::aOfB(1, 4));
        CHECK(changed.step.retrig == clave::Retrig {3, 0, 5040, -10});
        REQUIRE(changed.step.notes.size() == 2);
        CHECK(changed.step.notes[0] == clave::Note {63, 90, 100, clave::Gate::of(2520)});
        CHECK(changed.step.notes[1] == clave::Note {127, 5, 80, clave::Gate::tied()});
        REQUIRE(changed.step.locks.size() == 3);
        CHECK(changed.step.locks[1] == clave::Lock {clave::Lock::Kind::Bend, 0, -8192});
        CHECK(changed.step.locks[2] == clave::Lock {clave::Lock::Kind::Program, -1, 5});
        CHECK(rig.all[1].what == ScriptAnswer::What::AsWritten);
        CHECK(rig.host.report().isRunning);
        CHECK(rig.host.report().python.starts_with("3."));
    }
}
