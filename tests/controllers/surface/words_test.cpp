#include "controllers/surface/actions.hpp"
#include "controllers/surface/map_lint.hpp"

#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace clave;
using namespace clave::test;

TEST_SUITE("controllers/surface")
{
    TEST_CASE("What arrived, which bind it was and what it did is told in words")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.tap(pads.step(2));
        CHECK(pads.why().find("pad 1/3 pressed, 100: switches step 3 on or off") == 0);
        CHECK(pads.why().find("(grid8x8.map.toml:") != std::string::npos);
        pads.press(pads.pad(5, 0));
        CHECK(pads.why().find("pad 6/1 pressed, 100: sets velocity (grid8x8") == 0);
        pads.release(pads.pad(5, 0));
        const auto last = pads.surface.traceSince(0).back().number;
        CHECK(pads.surface.traceSince(last).empty());
        for (int i = 0; i < 100; ++i)
            pads.tap(pads.step(2));
        CHECK(pads.surface.traceSince(0).size() == 64);
    }

    TEST_CASE("A button of a layer is told to go there")
    {
        Studio studio(songOf({row("................")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.press(pads.control("line", 7));
        CHECK(pads.why().find("line 8 pressed, 127: goes to the layer shift (grid8x8.map.toml:") == 0);
    }

    TEST_CASE("A chain that has begun says what it waits for, until something else comes")
    {
        Studio studio(songOf({row("x...")}));
        Controller keys(studio, "keyboard", "filter_chain");
        keys.feed({0xB0, 74, 9});
        CHECK(keys.surface.chainWaits(studio.now) == std::vector<std::string> {"FILTER waits for cc 27 0"});
        keys.feed({0xB0, 27, 0});
        CHECK(keys.surface.chainWaits(studio.now).empty());
    }

    TEST_CASE("A chain calls its hook with what it caught")
    {
        Studio studio(songOf({row("x...")}));
        Controller keys(studio, "keyboard", "filter_chain");
        keys.feed({0xB0, 74, 20, 0xB0, 74, 33, 0xB0, 27, 0});
        CHECK(keys.hooks == std::vector<std::string> {"filter_gesture 33"});
        CHECK(keys.surface.traceSince(0)[2].chain == 0);
    }

    TEST_CASE("No map of ours has anything that was probably not meant, on the device it was made for")
    {
        for (const auto& entry : std::filesystem::directory_iterator(CLAVE_SOURCE_DIR "/controllers/maps")) {
            std::string id = entry.path().filename().string();
            if (!id.ends_with(".map.toml"))
                continue;
            id.erase(id.size() - std::string(".map.toml").size());
            const MapPtr map = shippedMap(id);
            // The others that it names may lack some of its controls.
            if (map->use.empty() || map->use[0].starts_with('*'))
                continue;
            const std::vector<ProfilePtr> first {shippedProfile(map->use[0])};
            for (const std::string& sentence : lint(*map, first)) {
                CAPTURE(sentence);
                // Not every button needs a meaning.
                const bool isOther = sentence.find("there is no such device") != std::string::npos;
                CHECK((isOther || sentence.find("nothing is bound to") != std::string::npos));
            }
        }
    }

    TEST_CASE("Lint finds binds that are double, of nothing, and layers without a way in")
    {
        Map map = *shippedMap("nanokontrol2");
        map.binds.push_back(map.binds[0]);
        map.binds.back().on.text = "pad[0][0]";
        map.binds.push_back(map.binds[0]);
        map.layers.push_back({"lost", {}, LayerBind::Mode::Momentary, std::nullopt, 3});
        map.layers.push_back({"typo", {"cycel"}, LayerBind::Mode::Momentary, std::nullopt, 4});
        map.binds.push_back(map.binds[0]);
        map.binds.back().on.text = "knob.9";
        map.use = {"nanokontrol2", "nanokontrol3", "*pads"};
        std::string all;
        for (const std::string& sentence : lint(map, std::vector {shippedProfile("nanokontrol2")}))
            all += sentence + "\n";
        CHECK(all.find("has no pad[0][0]") != std::string::npos);
        CHECK(all.find("by the same gesture already") != std::string::npos);
        CHECK(all.find("nothing goes to the layer lost") != std::string::npos);
        CHECK(all.find("has no cycel; did you mean \"cycle\"?") != std::string::npos);
        CHECK(all.find("knob.9 asks for number 9, but the knobs of") != std::string::npos);
        CHECK(all.find("\"nanokontrol3\", and there is no such device; did you mean \"nanokontrol2\"?")
            != std::string::npos);
    }

    TEST_CASE("Every action of the table is carried out by somebody")
    {
        Studio studio(songOf({row("x...............")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        const BoundMap map(shippedProfile("launchpad_x"), shippedMap("grid8x8"));
        for (const ActionInfo& info : actionTable()) {
            CAPTURE(info.name);
            SurfaceHands hands(map);
            BoundAction action;
            action.info = &info;
            action.word = "base";
            action.param = parseParam("velocity");
            for (std::size_t i = 0; i < info.arguments.size(); ++i) {
                if (!info.arguments[i].name.empty() && info.arguments[i].kind != ArgumentInfo::Kind::Word)
                    action.numbers[i] = Linear {};
            }
            const SurfaceView view = studio.view();
            const Moment moment {view, pads, studio.now};
            const ActionCall call {action, {}, ActionCall::Edge::Fire, 0, 100, {}, {}, {}};
            std::size_t families = 0;
            for (const auto family : {runStepAction, runTrackAction, runSceneAction, runPatternAction,
                     runTransportAction, runViewAction})
                families += family(call, hands, moment).has_value() ? 1U : 0U;
            CHECK(families == 1);
        }
    }
}
