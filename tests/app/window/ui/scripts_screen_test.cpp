#include "app/window/ui/script_words.hpp"

#include "tests/app/window/ui/shown_scripts.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/scripts");

namespace {
using State = ScriptView::State;
constexpr Modifiers kCtrl {true, false, false};
}  // namespace

TEST_CASE("what is typed into a script is saved with Ctrl+S, also when the keys come at once")
{
    ShownScripts shown;
    CHECK_FALSE(shown.rig.has("script.save"));
    shown.typeAtEnd("c = 3");
    CHECK(shown.text("euclid") == "a = 1\nb = 2\nc = 3");
    CHECK(shown.rig.has("script.save"));
    for (const char letter : std::string("4567"))
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
    shown.rig.key('S', kCtrl);
    shown.rig.frame(5);
    const auto saved = shown.asked<wish::SaveScript>();
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].script == "euclid");
    CHECK(saved[0].text == "a = 1\nb = 2\nc = 34567");
    shown.texts["euclid"] = {2, saved[0].text, {}};
    shown.show();
    CHECK_FALSE(shown.rig.has("script.save"));
}

TEST_CASE("Esc and the keys of screens leave the text as it was typed")
{
    ShownScripts shown;
    shown.typeAtEnd("x");
    shown.rig.key(Special::Escape);
    CHECK(shown.text("euclid").ends_with("2\nx"));
    CHECK_FALSE(ImGui::IsAnyItemActive());
    shown.rig.key(Special::Enter);
    shown.rig.frame(3);
    CHECK(ImGui::IsAnyItemActive());
    shown.rig.key(Special::F2);
    CHECK(shown.rig.ui.state().screen == Screen::Steps);
    CHECK(shown.text("euclid").ends_with("2\nx"));
}

TEST_CASE("unsaved text stays while another script is looked at, and goes back to the file when asked")
{
    ShownScripts shown;
    shown.typeAtEnd("x");
    shown.rig.click("script.mutate");
    shown.rig.click("script.euclid");
    CHECK(shown.text("euclid") == "a = 1\nb = 2\nx");
    CHECK(shown.text("mutate") == "c = 3\n");
    shown.rig.click("script.revert");
    CHECK(shown.text("euclid") == "a = 1\nb = 2\n");
}

TEST_CASE("a file that is saved elsewhere is shown, and what was typed here is never lost to it")
{
    ShownScripts shown;
    shown.texts["euclid"] = {2, "new\n", {}};
    shown.show();
    CHECK(shown.text("euclid") == "new\n");
    shown.typeAtEnd("mine");
    shown.texts["euclid"] = {3, "newer\n", {}};
    shown.show();
    CHECK(shown.text("euclid") == "new\nmine");
    shown.rig.click("script.keepMine");
    CHECK_FALSE(shown.rig.has("script.keepMine"));
    CHECK(shown.text("euclid") == "new\nmine");
    shown.texts["euclid"] = {4, "newest\n", {}};
    shown.show();
    shown.rig.click("script.takeFile");
    CHECK(shown.text("euclid") == "newest\n");
}

TEST_CASE("Tab types blanks up to the next indent")
{
    ShownScripts shown;
    shown.typeAtEnd("d");
    shown.rig.key(Special::Tab);
    shown.rig.frame(2);
    CHECK(shown.text("euclid").ends_with("\nd   "));
}

TEST_CASE("the console runs what is typed in the script's namespace or in all, and remembers it")
{
    ShownScripts shown;
    shown.rig.click("console.text");
    shown.rig.type("a + 1");
    shown.rig.key(Special::Enter);
    shown.rig.frame(6);
    auto asked = shown.asked<wish::Evaluate>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].script == "euclid");
    CHECK(asked[0].text == "a + 1");
    const ConsoleState& console = shown.rig.ui.state().screens.scripts.console;
    CHECK(console.typed.empty());
    shown.rig.type("b");
    shown.rig.key(Special::Up);
    shown.rig.frame(2);
    CHECK(console.typed == "a + 1");
    shown.rig.key(Special::Down);
    shown.rig.frame(2);
    CHECK(console.typed == "b");
    shown.rig.click("console.where.1");
    shown.rig.click("console.run");
    asked = shown.asked<wish::Evaluate>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].script.empty());
}

TEST_CASE("Tab completes what there is one word for, and shows several")
{
    ShownScripts shown;
    const ConsoleState& console = shown.rig.ui.state().screens.scripts.console;
    const auto complete = [&](std::vector<std::string> words, std::size_t start) {
        shown.rig.key(Special::Tab);
        const auto asked = shown.asked<wish::Complete>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].cursor == asked[0].text.size());
        ++shown.view.completion.id;
        shown.view.completion.words = std::move(words);
        shown.view.completion.start = start;
        shown.show();
        shown.rig.frame(3);
    };
    shown.rig.click("console.text");
    shown.rig.type("song.te");
    complete({"tempo"}, 5);
    CHECK(console.typed == "song.tempo");
    CHECK_FALSE(shown.rig.has("console.offered"));
    shown.rig.type("; s");
    complete({"song", "songs"}, 12);
    CHECK(console.typed == "song.tempo; song");
    CHECK(shown.rig.has("console.offered"));
    shown.rig.type("s");
    CHECK_FALSE(shown.rig.has("console.offered"));
}

TEST_CASE("a script that went wrong says where, and one click shows the line, until that is changed")
{
    ShownScripts shown;
    shown.rig.key(Special::F2);
    shown.fail(1, 1, "c = 3");
    shown.rig.click("notice.1.button");
    CHECK(shown.rig.ui.state().screen == Screen::Scripts);
    shown.rig.frame(4);
    CHECK(shown.rig.ui.state().screens.scripts.chosen == "mutate");
    CHECK(shown.rig.has("script.errorLine"));
    CHECK(shown.rig.ui.state().screens.scripts.editor.cursor == 4);
    shown.rig.type("9");
    CHECK(shown.text("mutate") == "c = 93\n");
    CHECK_FALSE(shown.rig.has("script.errorLine"));
    CHECK(shown.rig.has("script.sentence"));
}

TEST_CASE("a script that was switched off for its faults is tried again")
{
    ShownScripts shown;
    shown.view.scripts[1].state = State::Benched;
    shown.view.scripts[1].reason = "mutate was switched off: it was too slow three times.";
    shown.show();
    shown.rig.click("notice.1.button");
    auto again = shown.asked<wish::UnbenchScript>();
    REQUIRE(again.size() == 1);
    CHECK(again[0].script == "mutate");
    shown.rig.click("script.mutate");
    shown.rig.click("script.again");
    CHECK(shown.asked<wish::UnbenchScript>().size() == 1);
}

TEST_CASE("scripts that came with a song are named and asked for once, together or one by one")
{
    ShownScripts shown;
    for (auto& script : shown.view.scripts)
        script.state = State::AsksTrust;
    shown.show();
    REQUIRE(shown.rig.notices.size() == 1);
    CHECK(shown.rig.notices[0].text.find("euclid, mutate") != std::string::npos);
    shown.rig.click("script.run");
    auto trusted = shown.asked<wish::TrustScript>();
    REQUIRE(trusted.size() == 1);
    CHECK(trusted[0].script == "euclid");
    shown.rig.click("notice.1.button");
    CHECK(shown.asked<wish::TrustScript>()[0].script.empty());
    shown.rig.click("notice.1.close");
    CHECK_FALSE(shown.rig.has("notice.1"));
}

TEST_CASE("what was heard of the cursor's track is printed, from the palette")
{
    ShownScripts shown;
    shown.rig.key('K', kCtrl);
    shown.rig.type("print last 4");
    shown.rig.key(Special::Enter);
    shown.rig.frame(6);
    REQUIRE(shown.rig.wishes.size() == 1);
    const auto* const printed = std::get_if<wish::PrintHeard>(shown.rig.wishes.data());
    REQUIRE(printed != nullptr);
    CHECK(printed->track == shown.rig.song().tracks[0]->id);
    CHECK(printed->bars == 4);
}

TEST_CASE("the screen says which Python runs, how often it was started anew, and what hung")
{
    ScriptsView view;
    CHECK(pythonInWords(view) == "Python has not started yet.");
    view.python = "3.11.2";
    CHECK(pythonInWords(view) == "Python 3.11.2");
    view.restarts = 2;
    view.stuck = "euclid.py:12";
    CHECK(pythonInWords(view) == "Python 3.11.2, started anew 2 times; it hung at euclid.py:12");
}

TEST_CASE("a song without scripts, and a machine without Python, say what can be done")
{
    ShownScripts shown;
    shown.view.scripts.clear();
    shown.show();
    CHECK(shown.rig.has("script.new"));
    CHECK(shown.rig.has("console.text"));
    shown.view.trouble = "There is no Python 3.11: install libpython3.11.";
    shown.show();
    CHECK_FALSE(shown.rig.has("console.text"));
    CHECK(shown.rig.has("script.add"));
    shown.rig.scripts = nullptr;
    shown.rig.frame(2);
    CHECK_FALSE(shown.rig.has("script.add"));
    shown.rig.key(Special::Tab);
    CHECK(shown.rig.wishes.empty());
}

TEST_CASE("every part of the screen is reached in small windows and with large letters")
{
    for (const auto& [size, scale] : {std::pair {ImVec2 {960.0F, 600.0F}, 1.5F},
             std::pair {ImVec2 {1280.0F, 800.0F}, 3.0F}, std::pair {ImVec2 {1920.0F, 1080.0F}, 1.0F}}) {
        CAPTURE(scale);
        ShownScripts shown(size, scale);
        shown.fail(0, 2, "b = 2");
        const auto isSeen = [&](const char* name) {
            REQUIRE(shown.rig.has(name));
            const Rect at = shown.rig.rect(name);
            CHECK(at.least.x >= 0.0F);
            CHECK(at.most.x <= size.x);
            CHECK((at.least.y < size.y || scale >= 3.0F));  // there it is scrolled to
        };
        isSeen("script.text");
        isSeen("script.errorLine");
        if (shown.rig.has("script.part.1"))
            shown.rig.click("script.part.1");
        isSeen("control.amount");
        if (shown.rig.has("script.part.2"))
            shown.rig.click("script.part.2");
        isSeen("console.text");
    }
}

TEST_SUITE_END();
