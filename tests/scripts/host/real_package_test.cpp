// The package `clave` itself in the host's process.
#include "tests/scripts/host/host_rig.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

using clave::ScriptAnswer;
using clave::test::HostRig;

TEST_SUITE("scripts/host")
{
    TEST_CASE("A script written with the package changes the steps of its track, and a loop is stopped")
    {
        if (clave::test::kHoldsSignalsBack)
            return clave::test::skip("the thread sanitizer holds signals back");
        HostRig rig {{}};
        rig.send("song", {{"clave", 1}, {"tempo", 120}, {"serial", 1}});
        rig.send("tracks", {{"ids", {1, 2}}});
        for (const int id : {1, 2}) {
            rig.send("track", {{"id", id}, {"name", "Track"}});
            rig.send("pattern",
                {{"track", id}, {"slot", 0}, {"pattern", {{"steps", {{"1", "C2"}, {"2", "D2"}}}}}});
        }
        rig.load("lift",
            "from clave import *\n\n@on_step(track=1)\ndef up(step):\n    step.velocity = 40 + step.index\n");
        CHECK(rig.last("loaded")["ok"] == true);
        CHECK(rig.last("wants")["tracks"][0]["id"] == 1);
        rig.ask(2, 1);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 1); }));
        REQUIRE(rig.all[0].what == ScriptAnswer::What::Changed);
        CHECK(rig.all[0].step.notes[0].velocity == 41);
        CHECK(rig.all[1].what == ScriptAnswer::What::AsWritten);

        rig.load("loop", "from clave import *\n\n@on_step(track=2)\ndef spin(step):\n    while True: pass\n");
        rig.ask(2, 0);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 0) && rig.count("error") > 0; }));
        CHECK(rig.last("error")["script"] == "loop");
        CHECK(rig.last("error")["line"] == 5);
        CHECK(rig.host.report().restarts == 0);
    }
}
