#include "app/scripts/script_hands.hpp"

#include "app/scripts/script_checks.hpp"
#include "app/scripts/script_knobs.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace clave;

namespace {
/// What scripts say, as texts, and what becomes of it.
struct Rig {
    void listen(const std::string& json)
    {
        const JsonTree tree = JsonTree::parse(json);
        hands.listen(JsonView(tree));
    }
    void led(const std::string& script, const std::string& pad, const std::string& color)
    {
        const std::string json = fmt::format(
            R"({{"script": "{}", "device": "Launchpad", "pad": "{}", "color": {}, "motion": "pulse"}})",
            script, pad, color);
        const JsonTree tree = JsonTree::parse(json);
        hands.light(JsonView(tree));
    }
    /// "11 red_pulse", "11 map": what is wished for, the oldest first.
    [[nodiscard]] std::vector<std::string> lights()
    {
        std::vector<std::string> found;
        const auto wish = hands.takeWish();
        for (const auto& lit : wish != nullptr ? wish->lights : std::vector<GuestWish::Lit> {})
            found.push_back(
                fmt::format("{} {}", lit.controls, lit.light ? static_cast<int>(lit.light->hue) : -1));
        return found;
    }
    void echo(int id)
    {
        const std::string json = fmt::format(R"({{"id": {}}})", id);
        const JsonTree tree = JsonTree::parse(json);
        hands.onEcho(JsonView(tree));
    }

    ScriptHands hands;
};
using Texts = std::vector<std::string>;
}  // namespace

TEST_SUITE("app/scripts/script_hands")
{
    TEST_CASE("chains and pads that scripts listen to are wished for until they say others")
    {
        Rig rig;
        CHECK(rig.hands.takeWish() == nullptr);
        rig.listen(
            R"({"chains": [{"script": "a", "number": 7, "device": "Mini", "name": "go", "rules": ["cc 1 $v"],
            "options": {"within_ms": 200, "gap": "strict"}}, {"script": "a", "number": 8, "device": 3,
            "rules": ["nonsense"], "options": {}}],
            "pads": [{"script": "a", "number": 9, "device": 3, "pads": "pad[0][*]", "take": true}]})");
        const auto wish = rig.hands.takeWish();
        REQUIRE((wish != nullptr && wish->chains->size() == 1 && wish->touches.size() == 1));
        const auto& chain = wish->chains->front();
        CHECK((chain.number == 7 && chain.who.name == "Mini" && chain.chain.withinMs == 200));
        CHECK(chain.chain.captures == Texts {"v"});
        CHECK((wish->touches[0].who.device == 3 && wish->touches[0].takes));
        CHECK(rig.hands.takeWish() == nullptr);
        rig.listen(R"({"chains": [], "pads": []})");
        CHECK(rig.hands.takeWish()->chains->empty());
    }

    TEST_CASE("a light changes no chain, so nothing that has begun on a device is forgotten")
    {
        Rig rig;
        rig.listen(R"({"chains": [{"script": "a", "number": 7, "rules": ["cc 1"]}], "pads": []})");
        const auto before = rig.hands.takeWish();
        rig.led("a", "11", "\"red\"");
        CHECK(rig.hands.takeWish()->chains == before->chains);
    }

    TEST_CASE("the newest light of a pad counts, and all of a script's go out together")
    {
        Rig rig;
        rig.led("a", "11", "null");
        CHECK(rig.lights().empty());
        rig.led("a", "11", "\"red\"");
        rig.led("b", "12", "\"#00ff00\"");
        rig.led("a", "11", "\"white\"");
        CHECK(rig.lights() == Texts {"12 11", "11 3"});
        rig.led("b", "pad[0][*]", "null");
        CHECK(rig.lights() == Texts {"12 11", "11 3", "pad[0][*] -1"});
        rig.hands.darken("a");
        CHECK(rig.lights() == Texts {"12 11", "pad[0][*] -1"});
        rig.hands.darken("a");
        CHECK(rig.hands.takeWish() == nullptr);
        for (std::size_t i = 0; i < 2 * ScriptHands::kMostLights; ++i)
            rig.led("a", std::to_string(i), "\"red\"");
        CHECK(rig.lights().size() == ScriptHands::kMostLights);
    }

    TEST_CASE("a script that does not run any more wants nothing")
    {
        Rig rig;
        rig.listen(R"({"chains": [{"script": "a", "number": 7, "rules": ["cc 1"]}],
            "pads": [{"script": "b", "number": 9}]})");
        rig.led("a", "11", "\"red\"");
        (void)rig.hands.takeWish();
        rig.hands.keepOnly([](const std::string&) { return true; });
        CHECK(rig.hands.takeWish() == nullptr);
        rig.hands.keepOnly([](const std::string& script) { return script == "b"; });
        const auto wish = rig.hands.takeWish();
        REQUIRE(wish != nullptr);
        CHECK((wish->chains->empty() && wish->lights.empty() && wish->touches.size() == 1));
    }

    TEST_CASE("after an echo is asked for nothing more is sent until it comes, or the process is another")
    {
        Rig rig;
        CHECK(rig.hands.hasRoom());
        CHECK(rig.hands.nextEcho().json == R"({"id": 1})");
        CHECK_FALSE(rig.hands.hasRoom());
        rig.echo(7);
        CHECK_FALSE(rig.hands.hasRoom());
        rig.echo(1);
        CHECK(rig.hands.hasRoom());
        (void)rig.hands.nextEcho();
        rig.hands.forgetEcho();
        CHECK(rig.hands.hasRoom());
        rig.echo(2);
        CHECK(rig.hands.hasRoom());
    }

    TEST_CASE("knobs of all scripts are counted through, each from 0 to 1, and turned by their number")
    {
        using Kind = ScriptControlView::Kind;
        ScriptsView view;
        view.scripts.resize(2);
        view.scripts[0].name = "a";
        view.scripts[0].controls = {
            {"shift", Kind::Int, 0, -12, 12, 0, {}, ""}, {"go", Kind::Button, 0, 0, 1, 0, {}, ""}};
        view.scripts[1].name = "b";
        view.scripts[1].controls = {{"density", Kind::Knob, 0.25, 0, 1, 0, {}, ""},
            {"key", Kind::Choice, 2, 0, 2, 0, {"x", "y", "z"}, ""}};
        CHECK(knobWays(view) == std::vector {0.5, 0.25, 1.0});
        CHECK(knobTurn(view, 0, 0.27) == KnobTurn {"a", "shift", -6.0});
        CHECK(knobTurn(view, 1, 0.3) == KnobTurn {"b", "density", 0.3});
        CHECK(knobTurn(view, 2, 2.0) == KnobTurn {"b", "key", 2.0});
        CHECK_FALSE(knobTurn(view, 3, 0.5));
    }

    TEST_CASE("a script is told by name what is wrong with a rule, an option, a pad or a color")
    {
        const auto chain = [](const std::string& rules, const std::string& options = "{}") {
            return scriptCheck(
                "chain", fmt::format(R"({{"name": "x", "rules": {}, "options": {}}})", rules, options));
        };
        CHECK(chain(R"(["cc 74 $v", "note_on C3"])", R"({"defer": true})").empty());
        CHECK(chain(R"(["not_on C3"])").find("did you mean note_on?") != std::string::npos);
        CHECK(chain("[]") == "a chain has at least one rule, such as \"cc 74\"");
        CHECK(chain(R"(["cc 1"])", R"({"withn_ms": 5})")
            == "a chain has no option withn_ms; did you mean within_ms?");
        CHECK(scriptCheck("controls", R"({"text": "pad[0][*]"})").empty());
        CHECK_FALSE(scriptCheck("controls", R"({"text": "pad[0"})").empty());
        CHECK(scriptCheck("color", R"({"text": "oragne"})").find("orange") != std::string::npos);
        CHECK(scriptCheck("weather", "{}").empty());
    }
}
