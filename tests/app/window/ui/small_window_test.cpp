#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/small window");

namespace {
struct Size {
    ImVec2 pixels;
    float scale;
};
const Size kSizes[] = {{{1280, 800}, 3.0F}, {{1280, 800}, 2.0F}, {{960, 600}, 1.5F}, {{960, 600}, 2.0F},
    {{960, 600}, 1.0F}, {{1280, 800}, 1.0F}, {{1920, 1080}, 1.5F}};

Notice anyNotice(int number)
{
    const auto topic = "topic " + std::to_string(number);
    return {Notice::Kind::Warning, "Something that is worth a sentence of its own, " + topic + ".",
        "Settings", "screen.settings", topic};
}

std::vector<Notice> notices(int count)
{
    std::vector<Notice> all;
    for (int i = 1; i <= count; ++i)
        all.push_back(anyNotice(i));
    return all;
}

bool isWithin(const Rect& part, const Rect& whole)
{
    return part.least.x >= whole.least.x && part.least.y >= whole.least.y && part.most.x <= whole.most.x
        && part.most.y <= whole.most.y;
}
}  // namespace

TEST_CASE("at every size four rows of the grid are whole, also below notices, while recording and in Step in")
{
    for (const Size& size : kSizes) {
        CAPTURE(size.pixels.x);
        CAPTURE(size.scale);
        for (const bool isStepIn : {false, true}) {
            UiRig rig(songOf(std::vector<Pattern>(8)), size.pixels, size.scale);
            rig.notices = notices(4);
            if (isStepIn)
                rig.key('R');
            rig.frame(2);
            for (std::size_t track = 1; track <= 4; ++track) {
                const Rect cell = rig.rect("cell." + std::to_string(track) + ".16");
                CHECK(isWithin(cell, {{0, 0}, size.pixels}));
                CHECK(cell.size().y >= 18.0F * size.scale);
                CHECK(cell.size().x >= 12.0F * size.scale);
                for (const char* const other : {"status", "overview", "bar.1", "piano"}) {
                    if (rig.has(other))
                        CHECK(cell.most.y <= rig.rect(other).least.y + 1.0F);
                }
            }
            rig.click("cell.4.16");
            CHECK((isStepIn || rig.steps(3) == "...............x"));
        }
    }
}

TEST_CASE("at every size every screen is reached by the mouse alone, and undo")
{
    for (const Size& size : kSizes) {
        CAPTURE(size.pixels.x);
        CAPTURE(size.scale);
        UiRig rig(songOf({row("x...")}), size.pixels, size.scale);
        const auto choose = [&](const char* what) {
            if (!rig.has(what)) {
                rig.click("menu");
                rig.frame(2);
            }
            CHECK(isWithin(rig.rect(what), {{0, 0}, size.pixels}));
            rig.click(what);
        };
        choose("screen.patterns");
        CHECK(rig.ui.state().screen == Screen::Patterns);
        choose("screen.settings");
        CHECK(rig.ui.state().screen == Screen::Settings);
        choose("screen.steps");
        CHECK(rig.ui.state().screen == Screen::Steps);
        rig.click("cell.1.2");
        choose("undo");
        CHECK(rig.steps(0) == "x...");
    }
}

TEST_CASE("where there is no room for the lane, a button or Tab brings it")
{
    UiRig rig(songOf(std::vector<Pattern>(8)), {960, 600}, 1.5F);
    REQUIRE_FALSE(rig.has("bar.1"));
    rig.click("lane.open");
    CHECK(rig.has("bar.1"));
    CHECK(rig.has("cell.4.1"));
    rig.click("lane.open");
    CHECK_FALSE(rig.has("bar.1"));
    rig.key(Special::Tab);
    rig.frame();
    CHECK(rig.has("bar.1"));
}

TEST_CASE("what a step is stands whole over its details, also with large letters")
{
    constexpr float kLine = 28.0F;
    for (const float scale : {1.0F, 3.0F}) {
        CAPTURE(scale);
        Song song = songOf({row("x...")});
        changePattern(song, 0, 0, [](Pattern& pattern) {
            pattern.steps[0] = chordOf({60, 63, 67, 70, 74});
            pattern.steps[0].probability = 35;
            pattern.steps[0].condition = passesOf(2, 3);
        });
        UiRig rig(std::move(song), {1280, 800}, scale);
        rig.key('D');
        rig.frame(3);
        REQUIRE(rig.has("details.which"));
        const Rect which = rig.rect("details.which");
        CHECK(which.most.x <= rig.rect("dialog").most.x);
        CHECK((which.size().y > kLine * scale) == (scale > 1.0F));  // several lines where it takes them
    }
}

TEST_CASE("of many notices two lines are seen, and the rest is a click away")
{
    UiRig rig(songOf({row("x...")}), {960, 600});
    rig.notices = notices(4);
    rig.frame();
    CHECK(rig.has("notice.2"));
    CHECK_FALSE(rig.has("notice.3"));
    rig.click("notice.more");
    rig.frame();
    CHECK(rig.has("notices.4.button"));
    rig.key(Special::Escape);
    rig.notices = notices(1);
    rig.frame(2);
    CHECK_FALSE(rig.has("notice.more"));
}

TEST_CASE("a notice that is closed stays away as long as what it says lasts, and errors stay")
{
    UiRig rig(songOf({row("x...")}));
    rig.notices = notices(1);
    rig.frame();
    rig.click("notice.1.close");
    rig.notices[0].text = "The same, with another number.";
    rig.frame();
    CHECK_FALSE(rig.has("notice.1"));
    rig.notices.clear();
    rig.frame();
    rig.notices = notices(1);
    rig.frame();
    CHECK(rig.has("notice.1"));
    rig.notices[0].kind = Notice::Kind::Error;
    rig.frame();
    CHECK_FALSE(rig.has("notice.1.close"));
}

TEST_CASE("changes that were left unsaved are taken or dropped by a button each")
{
    UiRig rig(songOf({row("x...")}));
    rig.notices = {{Notice::Kind::Info, "Night Bus has changes that were not saved.", "Open it",
        "take-recovery", "a.recovery", "Delete it", "drop-recovery"}};
    rig.frame();
    rig.click("notice.1.other");
    REQUIRE(rig.wishes.size() == 1);
    CHECK(std::holds_alternative<wish::DropRecovery>(rig.wishes[0]));
    rig.click("notice.1.button");
    CHECK(std::holds_alternative<wish::TakeRecovery>(rig.wishes.back()));
}

TEST_CASE("a sentence in the status bar goes away by itself")
{
    UiRig rig(songOf(std::vector<Pattern>(1)));
    rig.ui.state().said = "A pattern has at most 128 steps.";
    rig.ui.state().saidAt = rig.live.clock.now();
    rig.live.run(std::chrono::seconds {5});
    rig.frame();
    CHECK_FALSE(rig.ui.state().said.empty());
    rig.live.run(std::chrono::seconds {2});
    rig.frame();
    CHECK(rig.ui.state().said.empty());
}

TEST_CASE("the song's name keeps a place for two lines of a dozen letters at every width")
{
    for (float width = 900; width <= 1920; width += 20) {
        CAPTURE(width);
        UiRig rig(songOf(std::vector<Pattern>(2)), {width, 700});
        CHECK(rig.rect("song").size().x >= 90.0F);
    }
}

TEST_SUITE_END();
