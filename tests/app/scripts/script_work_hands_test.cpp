#include "tests/app/scripts/work_rig.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace clave;
using namespace clave::test;

TEST_SUITE("app/scripts/script_work")
{
    TEST_CASE("a light comes at its place, and goes with its script, whatever was to come")
    {
        WorkRig rig;
        rig.load();
        rig.status = playingSince(rig.now);
        const auto led = [&](std::int64_t at) {
            rig.says("led",
                fmt::format(
                    R"({{"script": "lead", "device": "", "pad": "11", "color": "red", "at": {}}})", at));
        };
        led(Position {Tick {kPpqn}}.units);  // in half a second
        rig.says("hands", R"({"chains": [{"script": "lead", "number": 7, "rules": ["cc 1"]}], "pads": []})");
        rig.round(400ms);
        CHECK((rig.wish->lights.empty() && rig.wish->chains->size() == 1));
        rig.round(101ms);
        CHECK(rig.wish->lights.size() == 1);
        rig.process.state.restarts = 1;  // the next process knows nothing of it
        rig.round();
        CHECK(rig.wish->lights.size() == 1);
        led(Position {Tick {2 * kPpqn}}.units);
        rig.round();
        rig.work.enable("lead", false, rig.now);
        rig.round();
        rig.round();
        CHECK((rig.wish->lights.empty() && rig.wish->chains->empty()));
        rig.work.enable("lead", true, rig.now);
        rig.load();
        rig.says("dark", R"({"script": "lead"})");
        led(Position {Tick {1}}.units);
        rig.round(1s);
        CHECK(rig.wish->lights.size() == 1);
        rig.says("benched", R"({"script": "lead", "hook": "", "reason": "it crashed"})");
        rig.round();
        CHECK(rig.wish->lights.empty());
    }

    TEST_CASE("hands go to scripts in order, no more than they can take in")
    {
        WorkRig rig;
        rig.load();
        GuestNews news;
        news.what = GuestNews::What::Touched;
        news.control = "pad[0][1]";
        for (news.number = 1; rig.work.hasRoomForHands(); ++news.number)
            rig.work.onHands(news, {});
        CHECK((rig.process.count("pad") == ScriptHands::kAtOnce && rig.process.count("echo") == 1));
        CHECK(rig.process.told("pad")[1]
            == R"({"number": 2, "pad": 0, "velocity": 0, "control": "pad[0][1]", "at": null})");
        rig.says("echo", rig.process.last("echo"));
        rig.round();
        CHECK(rig.work.hasRoomForHands());
    }
}
