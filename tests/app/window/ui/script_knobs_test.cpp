#include "tests/app/window/ui/shown_scripts.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/scripts");

namespace {
constexpr Modifiers kCtrl {true, false, false};
}  // namespace

TEST_CASE("knobs are dragged, typed and put back, switches and buttons clicked")
{
    ShownScripts shown;
    shown.rig.dragBy("control.amount", {60.0F, 0.0F});
    auto dragged = shown.asked<wish::DragKnob>();
    REQUIRE(dragged.size() > 1);
    CHECK(dragged.back().script == "euclid");
    CHECK(dragged.back().knob == "amount");
    CHECK(dragged.back().value > 0.5);
    CHECK(dragged.back().gesture == dragged.front().gesture);
    shown.rig.frame(30);  // so that two presses are no double click
    shown.rig.hold(kCtrl);
    shown.rig.click("control.amount");
    shown.rig.hold({});
    dragged = shown.asked<wish::DragKnob>();
    REQUIRE_FALSE(dragged.empty());
    CHECK(dragged.back().value == doctest::Approx(0.25));
    shown.rig.click("control.loud");
    shown.rig.click("control.mode");
    shown.rig.click("control.mode.2");
    const auto turned = shown.asked<wish::TurnKnob>();
    REQUIRE(turned.size() == 2);
    CHECK(turned[0].value == 1.0);
    CHECK(turned[1].value == 2.0);
    shown.rig.click("control.again");
    CHECK(shown.asked<wish::PressButton>().size() == 1);
}

TEST_CASE("Esc while a knob is dragged takes that back, and the hand turns it no further")
{
    ShownScripts shown;
    const ImVec2 at = shown.rig.rect("control.amount").center();
    shown.rig.moveTo(at);
    shown.rig.press();
    shown.rig.moveTo({at.x + 60.0F, at.y});
    const auto dragged = shown.asked<wish::DragKnob>();
    REQUIRE_FALSE(dragged.empty());
    shown.rig.key(Special::Escape);
    const auto taken = shown.asked<wish::TakeBackKnob>();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].gesture == dragged[0].gesture);
    shown.rig.moveTo({at.x + 90.0F, at.y});
    shown.rig.release();
    CHECK(shown.asked<wish::DragKnob>().empty());
    CHECK(shown.rig.ui.state().screen == Screen::Scripts);
}

TEST_CASE("what an earlier run left of a text is taken into the editor, or dropped")
{
    ShownScripts shown;
    shown.rig.leftDrafts = {{"/songs/mutate.py", "c = 4\n"}};
    shown.rig.notices = draftNotices(shown.rig.leftDrafts);
    shown.rig.frame(2);
    CHECK(shown.rig.notices[0].text == "What was typed into mutate.py and not saved is still there.");
    shown.rig.click("notice.1.button");
    shown.rig.frame(3);
    CHECK(shown.rig.ui.state().screens.scripts.chosen == "mutate");
    CHECK(shown.text("mutate") == "c = 4\n");
    CHECK(shown.rig.has("script.save"));
    CHECK(shown.asked<wish::AnswerDraft>().at(0).isTaken);
    shown.rig.click("script.revert");
    CHECK(shown.text("mutate") == "c = 3\n");
    shown.rig.click("notice.1.other");
    const auto dropped = shown.asked<wish::AnswerDraft>();
    REQUIRE(dropped.size() == 1);
    CHECK_FALSE(dropped[0].isTaken);
    CHECK(dropped[0].file == "/songs/mutate.py");
}

TEST_CASE("two keys on a knob count twice, though the script has not answered the first")
{
    using namespace std::chrono_literals;
    ShownScripts shown;
    shown.rig.key(Special::Tab);
    shown.rig.key(Special::Right);
    shown.rig.key(Special::Right);
    CHECK(shown.asked<wish::TurnKnob>().back().value == doctest::Approx(0.52));
    INFO("a script that keeps its own value is believed after a while");
    shown.rig.live.run(300ms);
    shown.rig.key(Special::Right);
    CHECK(shown.asked<wish::TurnKnob>().back().value == doctest::Approx(0.51));
}

TEST_CASE("knobs are turned by the keyboard alone")
{
    ShownScripts shown;
    shown.rig.key(Special::Tab);
    shown.rig.key(Special::Right);
    CHECK(shown.asked<wish::TurnKnob>().back().value == doctest::Approx(0.51));
    shown.rig.key(Special::Backspace);
    CHECK(shown.asked<wish::TurnKnob>().back().value == doctest::Approx(0.25));
    shown.rig.key(Special::Down);
    shown.rig.key(Special::Enter);
    shown.rig.frame(3);
    shown.rig.type("9");
    shown.rig.key(Special::Enter);
    shown.rig.frame(5);
    auto turned = shown.asked<wish::TurnKnob>();
    REQUIRE(turned.size() == 1);
    CHECK(turned[0].knob == "pulses");
    CHECK(turned[0].value == 9.0);
    shown.rig.key(Special::Down);
    shown.rig.key(Special::Enter);
    shown.rig.key(Special::Down);
    shown.rig.key(Special::Left);
    turned = shown.asked<wish::TurnKnob>();
    REQUIRE(turned.size() == 1);
    CHECK(turned[0].knob == "loud");
    shown.rig.key(Special::Down);
    shown.rig.key(Special::Enter);
    CHECK(shown.asked<wish::PressButton>().size() == 1);
}

TEST_SUITE_END();
