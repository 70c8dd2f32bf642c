#include "app/scripts/script_roster.hpp"

#include "app/scripts/script_files.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

using namespace clave;
using State = ScriptView::State;

namespace {
/// Scripts of a song at /song/s.clave, without files.
struct Roster {
    explicit Roster(bool trustsAll = true)
    {
        if (trustsAll)
            roster.trusted().trustAll();
    }

    void follow(std::vector<ScriptRef> refs, const std::string& song = "/song/s.clave")
    {
        roster.follow(refs, song);
    }
    void hear(std::string_view kind, const std::string& json)
    {
        const JsonTree tree = JsonTree::parse(json);
        REQUIRE(roster.hear(kind, JsonView(tree)));
    }
    /// The texts of a kind that were told since the last call.
    std::vector<std::string> take(std::string_view kind)
    {
        std::vector<std::string> found;
        for (const auto& [what, json] : std::exchange(told, {})) {
            if (what == kind)
                found.push_back(json);
        }
        return found;
    }
    [[nodiscard]] const ScriptView& view(std::string_view name) const { return roster.find(name)->view(); }

    std::vector<std::pair<std::string, std::string>> told;
    ScriptRoster roster {ScriptTrust {{}},
        [this](std::string_view kind, std::string json) { told.emplace_back(kind, std::move(json)); }};
};

ScriptRef ref(const std::string& path)
{
    ScriptRef one;
    one.path = path;
    return one;
}

constexpr const char* kKnobs = R"({"script": "lead", "controls": [
    {"name": "amount", "kind": "knob", "value": 0.25, "low": 0, "high": 1, "initial": 0.25},
    {"name": "mode", "kind": "choice", "value": 1, "high": 2, "choices": ["up", "down", "random"]},
    {"name": "go", "kind": "button", "value": 0}]})";
}  // namespace

TEST_SUITE("app/scripts/script_roster")
{
    TEST_CASE("a script that undo brings back has the values that it had when it was taken out")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", std::string {"k = Knob(0.25)"});
        scripts.hear("loaded", R"({"script": "lead", "ok": true, "ms": 1})");
        scripts.hear("controls", kKnobs);
        scripts.hear("value", R"({"script": "lead", "knob": "amount", "value": 0.75})");
        scripts.hear("state", R"({"script": "lead", "state": {"m": {"n": 39}}})");
        scripts.follow({});
        scripts.take("load");
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", std::string {"k = Knob(0.25)"});
        const auto loads = scripts.take("load");
        REQUIRE(loads.size() == 1);
        CHECK(loads[0].find(R"("knobs": {"amount": 0.75})") != std::string::npos);
        CHECK(loads[0].find(R"("state": {"m": {"n": 39}})") != std::string::npos);
        CHECK(scripts.roster.isAhead());
        scripts.follow({});
        scripts.follow({ref("lead.py")}, "/song/other.clave");
        scripts.roster.onFile("/song/lead.py", std::string {"k = Knob(0.25)"});
        CHECK(scripts.take("load").back().find(R"("knobs": {}, "state": {})") != std::string::npos);
    }

    TEST_CASE("what is wrong with a formula is one sentence with its place")
    {
        CHECK(formulaSentence("track 2, pattern 1, step 5: pitch", "=60 + x",
                  "name 'x' is not defined, did you mean 'max'?")
            == "track 2, pattern 1, step 5: pitch (=60 + x): name 'x' is not defined, did you mean 'max'?");
        CHECK(formulaSentence("track 1", "=60 +", "invalid syntax") == "track 1 (=60 +): invalid syntax.");
    }

    TEST_CASE("a script is loaded when its file is read, and again each time it is saved")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        CHECK(scripts.roster.watched() == std::vector<std::string> {"/song/lead.py"});
        CHECK(scripts.take("load").empty());
        scripts.roster.onFile("/song/lead.py", std::string {"play(60)"});
        const auto loads = scripts.take("load");
        REQUIRE(loads.size() == 1);
        CHECK(loads[0]
            == R"j({"script": "lead", "path": "/song/lead.py", "text": "play(60)", "knobs": {}, )j"
               R"("state": {}, "track": null, "arguments": {}})");
        scripts.roster.onFile("/song/lead.py", std::string {"play(60)"});  // touched
        CHECK(scripts.take("load").empty());
        scripts.roster.onFile("/song/lead.py", std::string {"play(61)"});
        CHECK(scripts.take("load").size() == 1);
        scripts.hear("loaded", R"({"script": "lead", "ok": true, "ms": 0.3, "files": ["/song/helper.py"]})");
        CHECK(scripts.view("lead").state == State::Running);
        CHECK(scripts.view("lead").textNumber == 2);
        scripts.roster.onFile("/song/helper.py", std::string {"a = 1"});  // as it was imported
        CHECK(scripts.take("load").empty());
        scripts.roster.onFile("/song/helper.py", std::string {"a = 2"});
        CHECK(scripts.take("load").size() == 1);
    }

    TEST_CASE("what the song says of a script is handed to it")
    {
        Roster scripts;
        ScriptRef one = ref("lead.py");
        one.knobs["amount"] = 0.5;
        one.track = 7;
        one.arguments = R"({"root": "C3"})";
        one.state = R"({"held": [60]})";
        scripts.follow({one});
        scripts.roster.onFile("/song/lead.py", std::string {});
        const auto loads = scripts.take("load");
        REQUIRE(loads.size() == 1);
        CHECK(loads[0].find(R"("knobs": {"amount": 0.5}, "state": {"held": [60]}, "track": 7, )"
                            R"("arguments": {"root": "C3"}})")
            != std::string::npos);
    }

    TEST_CASE(
        "a script from elsewhere waits for a person's word, and again when another file takes its place")
    {
        Roster scripts {false};
        scripts.follow({ref("lead.py"), ref("bass.py")});
        scripts.roster.onFile("/song/lead.py", std::string {"1"});
        scripts.roster.onFile("/song/bass.py", std::string {"2"});
        CHECK(scripts.view("lead").state == State::AsksTrust);
        CHECK(scripts.take("load").empty());
        scripts.roster.trust("lead");
        CHECK(scripts.take("load").size() == 1);
        CHECK(scripts.view("bass").state == State::AsksTrust);
        scripts.roster.onFile("/song/lead.py", std::string {"edited"});
        CHECK(scripts.take("load").size() == 1);
        scripts.follow({ref("lead.py"), ref("bass.py")}, "/other/s.clave");
        scripts.roster.onFile("/other/lead.py", std::string {"another"});
        CHECK(scripts.view("lead").state == State::AsksTrust);
        CHECK(scripts.take("unload").size() == 1);
    }

    TEST_CASE("a file that is not there is told, and the script plays on while an editor saves it")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", fail("/song/lead.py is not there"));
        CHECK(scripts.view("lead").state == State::Missing);
        CHECK(scripts.view("lead").reason == "/song/lead.py is not there.");
        scripts.roster.onFile("/song/lead.py", std::string {"1"});
        CHECK(scripts.take("load").size() == 1);
        scripts.roster.onFile("/song/lead.py", fail("/song/lead.py is not there"));
        CHECK(scripts.take("unload").empty());
        scripts.roster.onFile("/song/lead.py", std::string {"1"});
        CHECK(scripts.view("lead").state != State::Missing);
    }

    TEST_CASE("a script whose file has another name in the song plays on as it is")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", std::string {"1"});
        scripts.told.clear();
        scripts.follow({ref("/song/lead.py")});  // saved in another folder: first this,
        scripts.follow({ref("/song/lead.py")}, "/else/s.clave");  // then that
        CHECK(scripts.told.empty());
        CHECK(scripts.view("lead").path == "/song/lead.py");
        CHECK(scripts.view("lead").file == "/song/lead.py");
    }

    TEST_CASE("scripts that are taken out, or switched off, are unloaded; two of a name get one each")
    {
        Roster scripts;
        scripts.follow({ref("a/lead.py"), ref("b/lead.py")});
        scripts.roster.onFile("/song/a/lead.py", std::string {"1"});
        scripts.roster.onFile("/song/b/lead.py", std::string {"2"});
        CHECK(scripts.view("lead").path == "a/lead.py");
        CHECK(scripts.view("lead_2").path == "b/lead.py");
        scripts.take("load");
        ScriptRef off = ref("b/lead.py");
        off.enabled = false;
        scripts.follow({off});
        CHECK(scripts.take("unload")
            == std::vector<std::string> {R"({"script": "lead_2"})", R"({"script": "lead"})"});
        CHECK(scripts.view("lead_2").state == State::Off);
        off.enabled = true;
        scripts.follow({off});
        CHECK(scripts.take("load").size() == 1);
    }

    TEST_CASE("knobs go both ways: by hand, by undo, and by the script itself")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", std::string {});
        scripts.hear("loaded", R"({"script": "lead", "ok": true, "ms": 1})");
        scripts.hear("controls", kKnobs);
        scripts.take("load");
        REQUIRE(scripts.view("lead").controls.size() == 3);
        CHECK(scripts.view("lead").controls[1].choices.size() == 3);
        REQUIRE(scripts.roster.turn("lead", "amount", 7.0));  // no further than it goes
        CHECK(scripts.take("knob")
            == std::vector<std::string> {R"({"script": "lead", "knob": "amount", "value": 1})"});
        CHECK_FALSE(scripts.roster.turn("lead", "volume", 0.5));
        CHECK_FALSE(scripts.roster.turn("lead", "go", 1.0));

        ScriptRef turned = ref("lead.py");
        turned.knobs["amount"] = 0.75;
        scripts.follow({turned});
        CHECK(scripts.view("lead").controls[0].value == 0.75);
        CHECK(scripts.take("knob").size() == 1);
        scripts.follow({ref("lead.py")});  // undone: as it began
        CHECK(scripts.view("lead").controls[0].value == 0.25);

        CHECK_FALSE(scripts.roster.isAhead());
        scripts.hear("value", R"({"script": "lead", "knob": "mode", "value": "random"})");
        scripts.hear("state", R"({"script": "lead", "state": {"held":[60]}})");
        CHECK(scripts.roster.isAhead());
        const auto kept = scripts.roster.kept();
        CHECK(kept[0].knobs.at("mode") == 2.0);
        CHECK(kept[0].state == R"({"held": [60]})");
        CHECK_FALSE(scripts.roster.isAhead());
        scripts.take("knob");
        scripts.follow(kept);  // as the session answers
        CHECK(scripts.take("knob").empty());
        scripts.roster.reload("lead");
        CHECK(scripts.take("load").front().find(R"("mode": 2)") != std::string::npos);
    }

    TEST_CASE("an error is one line, whatever a script wrote into it")
    {
        ScriptErrorView error;
        error.type = "ValueError";
        error.message = "one\n\ntwo\x1B[31m\t" + std::string(1000, 'x');
        const auto said = sentence(error);
        CHECK(said.starts_with("ValueError: one two [31m x"));
        CHECK(said.size() < 400);
    }

    TEST_CASE("that a track is missing is not said any more when it is there, and other errors are")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", std::string {"@on_step('Pad')"});
        const auto fail = [&](const char* phase) {
            scripts.hear("error",
                fmt::format(R"({{"script": "lead", "phase": "{}", "type": "E", "message": "no"}})", phase));
        };
        fail("track");
        scripts.hear("mended", R"({"script": "lead", "phase": "track"})");
        CHECK_FALSE(scripts.view("lead").error);
        fail("step");
        scripts.hear("mended", R"({"script": "lead", "phase": "track"})");
        CHECK(scripts.view("lead").error);
    }

    TEST_CASE("an error is shown at its line until a load is without one")
    {
        Roster scripts;
        scripts.follow({ref("lead.py")});
        scripts.roster.onFile("/song/lead.py", std::string {"1 / 0"});
        scripts.hear("error",
            R"({"script": "lead", "phase": "step", "type": "ZeroDivisionError", "message": "division by zero",
                "hook": "fill", "track": 3, "count": 3, "file": "/song/lead.py", "line": 12, "column": 5,
                "endColumn": 10, "text": "1 / 0"})");
        REQUIRE(scripts.view("lead").error);
        CHECK(sentence(*scripts.view("lead").error)
            == "lead.py:12:5: ZeroDivisionError in fill: division by zero (3 times).");
        scripts.hear("loaded", R"({"script": "lead", "ok": false, "ms": 1})");
        CHECK(scripts.view("lead").state == State::Failed);
        CHECK(scripts.view("lead").error);
        scripts.roster.onFile("/song/lead.py", std::string {"1 / 1"});
        scripts.hear("loaded", R"({"script": "lead", "ok": true, "ms": 1})");
        CHECK_FALSE(scripts.view("lead").error);
        scripts.hear("error", R"({"script": "lead", "type": "error", "file": "/usr/lib/re.py", "line": 9,
            "frames": [{"file": "/song/lead.py", "line": 2}, {"file": "/song/lead.py", "line": 4},
                {"file": "/usr/lib/re.py", "line": 9}]})");
        CHECK(scripts.view("lead").error->line == 4);  // its own, not that of a library
        scripts.hear("loaded", R"({"script": "lead", "ok": true, "ms": 1})");  // by a successor
        CHECK(scripts.view("lead").error);
        CHECK_FALSE(scripts.roster.hear("error", JsonView {}));
    }

    TEST_CASE("a file that an editor empties before it writes it is never loaded empty")
    {
        const test::TempFolder folder;
        FileLook look;
        const auto path = folder.write("a.py", "one");
        REQUIRE(look.look({path}).size() == 1);
        (void)folder.write("a.py", "");
        CHECK(look.look({path}).empty());
        (void)folder.write("a.py", "two");
        const auto written = look.look({path});
        REQUIRE(written.size() == 1);
        CHECK(written.front().text.value() == "two");
        (void)folder.write("a.py", "");
        CHECK(look.look({path}).empty());
        CHECK(look.look({path}).size() == 1);  // that is how it stays
        CHECK(look.look({path}).empty());
    }

    TEST_CASE("files that are saved are seen, by content, size or rename")
    {
        const test::TempFolder folder;
        FileLook look;
        const auto path = folder.write("a.py", "one");
        const std::vector<std::string> paths {path, folder.file("none.py")};
        const auto first = look.look(paths);
        REQUIRE(first.size() == 2);
        CHECK(*first[0].text == "one");
        CHECK_FALSE(first[1].text);
        CHECK(look.look(paths).empty());
        folder.write("b.py", "two");
        std::filesystem::rename(folder.file("b.py"), path);
        REQUIRE(look.look(paths).size() == 1);
        folder.write("none.py", "\xFF");
        const auto broken = look.look(paths);
        REQUIRE(broken.size() == 1);
        CHECK(broken[0].text.error().message.find("is not UTF-8") != std::string::npos);
    }

    TEST_CASE("scripts are found beside the song, and named from there")
    {
        const test::TempFolder folder;
        const auto song = folder.write("music/s.clave", "");
        const auto script = folder.write("music/scripts/lead.py", "");
        CHECK(scriptFile(song, "scripts/lead.py") == script);
        CHECK(pathInSong(song, script) == "scripts/lead.py");
        CHECK(pathInSong(song, folder.write("else.py", "")) == folder.file("else.py"));
        CHECK(pathInSong("", script) == script);
        CHECK(pathInSong("s.clave", (std::filesystem::current_path() / "lead.py").string()) == "lead.py");
        CHECK(scriptFile(song, script) == script);
    }
}
