#include "app/scripts/held_wishes.hpp"

#include "tests/app/scripts/work_rig.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

using namespace clave;
using namespace clave::test;

TEST_SUITE("app/scripts/script_work")
{
    TEST_CASE("a song without scripts starts no process, one with a script does, and the clock asks")
    {
        WorkRig rig(none);
        rig.round();
        CHECK_FALSE(rig.process.hasStarted);
        CHECK(rig.queues.horizonNs == 0);
        rig.work.add("/song/lead.py", rig.now);
        rig.load();
        CHECK(rig.process.hasStarted);
        CHECK(rig.process.texts.front().kind == "settings");
        CHECK(rig.process.count("pattern") == 2);
        CHECK(rig.process.count("load") == 1);
        CHECK(rig.queues.horizonNs == Nanoseconds {60ms}.count());
        CHECK(rig.session.song()->scripts == std::vector {ref("lead.py")});
        CHECK(rig.session.undoLabel() == "scripts");
    }

    TEST_CASE("a script that is not there is said once; one that was taken away for a moment is not")
    {
        WorkRig rig;
        rig.round();
        rig.work.onFile("/song/lead.py", fail("/song/lead.py is not there"));
        rig.work.onFile("/song/lead.py", fail("/song/lead.py is not there"));
        CHECK(rig.said == std::vector<std::string> {"/song/lead.py is not there."});
        rig.load();
        rig.work.onFile("/song/lead.py", fail("/song/lead.py is not there"));
        CHECK(rig.said.size() == 1);
    }

    TEST_CASE("scripts know what has changed before they are asked about it")
    {
        WorkRig rig;
        rig.load();
        rig.process.order.clear();
        REQUIRE(rig.queues.asks.tryPush(askFor(ScriptAsk::What::Step, rig.id(0))));
        REQUIRE(rig.session.apply({ToggleStep {{0, 0}, 1}, "window"}));
        rig.round();
        CHECK(rig.process.order == std::vector<std::string> {"pattern", "ask"});
    }

    TEST_CASE("answers go to the clock, misses are counted for track and script")
    {
        WorkRig rig;
        rig.load();
        rig.says("wants",
            fmt::format(R"({{"tracks": [{{"id": {}, "late": "silent", "scripts": ["lead"]}}]}})", rig.id(1)));
        ScriptAnswer answer;
        answer.key = 42;
        rig.process.answers.push_back(answer);
        REQUIRE(rig.queues.asks.tryPush(askFor(ScriptAsk::What::Missed, rig.id(1))));
        rig.round();
        ScriptAnswer heard;
        REQUIRE(rig.queues.answers.tryPop(heard));
        CHECK(heard.key == 42);
        const auto view = rig.work.view();
        CHECK(view.misses == 1);
        CHECK(view.scripts[0].misses == 1);
        CHECK(view.scripts[0].tracks == std::vector<ScriptTrackView> {{rig.id(1), 1}});
        const auto performed = rig.reader.latest()->performance.tracks;
        CHECK_FALSE(performed[0].hooked);
        CHECK(performed[1].hooked);
        CHECK(performed[1].silentWhenLate);
    }

    TEST_CASE("tracks stay hooked when another song is opened, and are let go when no script wants them")
    {
        WorkRig rig;
        rig.load();
        const auto wants = fmt::format(R"({{"tracks": [{{"id": {}, "late": "plain"}}]}})", rig.id(0));
        rig.says("wants", wants);
        rig.round();
        CHECK(rig.reader.latest()->performance.tracks[0].hooked);
        REQUIRE(rig.session.apply({ReplaceSong {rig.session.song()}, "window"}));
        CHECK_FALSE(rig.reader.latest()->performance.tracks[0].hooked);
        rig.round(200ms);
        CHECK(rig.reader.latest()->performance.tracks[0].hooked);
        rig.says("wants", R"({"tracks": []})");
        rig.round(200ms);
        CHECK_FALSE(rig.reader.latest()->performance.tracks[0].hooked);
    }

    TEST_CASE("what a script asks for is made where the music comes to its place, and has its name")
    {
        WorkRig rig;
        rig.load();
        rig.status = playingSince(rig.now);
        const Position bar {Tick {4 * kPpqn}};  // in two seconds
        rig.says("command",
            fmt::format(
                R"({{"script": "lead", "at": {}, "gesture": 3, "command": {{"do": "set_tempo", "value": 90}}}})",
                bar.units));
        rig.round(10ms);
        rig.round(1900ms);
        CHECK(rig.commands<SetTempo>().empty());
        rig.round(85ms);
        const auto tempo = rig.commands<SetTempo>();
        REQUIRE(tempo.size() == 1);
        CHECK(tempo[0].source == "script lead");
        CHECK(tempo[0].gesture != 0);
        CHECK(rig.session.song()->tempo.bpm() == 90);
    }

    TEST_CASE("what was to come does not come when playing begins anew, and at rest all comes at once")
    {
        WorkRig rig;
        rig.load();
        rig.status = playingSince(rig.now);
        const std::string far =
            R"({"script": "lead", "at": 99999999999999, "gesture": 0, "command": {"do": "set_tempo", "value": 90}})";
        rig.says("command", far);
        rig.round();
        REQUIRE(rig.queues.asks.tryPush(askFor(ScriptAsk::What::Start)));
        rig.round();
        rig.status = {};
        rig.round();
        CHECK(rig.commands<SetTempo>().empty());
        rig.says("command", far);
        rig.round();
        CHECK(rig.commands<SetTempo>().size() == 1);
    }

    TEST_CASE("a wish that cannot be is told with the script's name, and changes nothing")
    {
        WorkRig rig;
        rig.load();
        const Song before = *rig.session.song();
        rig.says("command", R"({"script": "lead", "at": null, "command": {"do": "set_tempp", "value": 90}})");
        rig.says("command", R"({"script": "lead", "at": null, "command": 7})");
        rig.says("command", "no JSON");
        rig.round();
        REQUIRE(rig.said.size() >= 2);
        CHECK(rig.said[0].find("set_tempo") != std::string::npos);  // did you mean
        CHECK(*rig.session.song() == before);
        CHECK(rig.work.view().log.front().script == "lead");
        CHECK(rig.work.view().log.front().isError);
    }

    TEST_CASE("a change that cannot be is an error at the line that wished for it, counted and said once")
    {
        WorkRig rig;
        rig.load();
        const auto wish = [&] {
            rig.says("command",
                R"({"script": "lead", "hook": "grow", "file": "/song/lead.py", "line": 7, "at": null,
                    "command": {"do": "set_tempo", "value": -5}})");
            rig.round();
        };
        wish();
        wish();
        REQUIRE(rig.work.view().scripts.front().error);
        const ScriptErrorView error = *rig.work.view().scripts.front().error;
        CHECK(error.line == 7);
        CHECK(error.hook == "grow");
        CHECK(error.count == 2);
        CHECK(error.message.find("20") != std::string::npos);  // what is allowed
        REQUIRE(rig.said.size() == 1);
        CHECK(rig.said[0].find("lead.py:7") != std::string::npos);
    }

    TEST_CASE("turning a knob is one step of undo however far, and what scripts turn is none")
    {
        WorkRig rig;
        rig.load();
        rig.says("controls",
            R"({"script": "lead", "controls": [{"name": "amount", "kind": "knob", "value": 0.1}]})");
        rig.round();
        for (const double value : {0.2, 0.3, 0.4}) {
            rig.work.turn("lead", "amount", value, rig.now);
            rig.round(50ms);
        }
        CHECK(rig.session.song()->scripts[0].knobs.at("amount") == 0.4);
        CHECK(rig.process.count("knob") == 3);
        rig.says("value", R"({"script": "lead", "knob": "amount", "value": 0.9})");
        rig.says("state", R"({"script": "lead", "state": {"held": [60]}})");
        rig.round();
        rig.round(600ms);
        CHECK(rig.session.song()->scripts[0].knobs.at("amount") == 0.9);
        CHECK(rig.session.song()->scripts[0].state == R"({"held": [60]})");
        CHECK(rig.process.count("knob") == 3);  // nobody turns it back
        rig.round();
        REQUIRE(rig.session.apply({Undo {}, "window"}));
        CHECK(rig.session.song()->scripts[0].knobs.empty());
        CHECK_FALSE(rig.session.apply({Undo {}, "window"}));
        rig.round();
        CHECK(rig.process.last("knob") == R"({"script": "lead", "knob": "amount", "value": 0.1})");
    }

    TEST_CASE("a knob that is dragged is one step of undo, and a hand that stops halfway leaves none")
    {
        WorkRig rig;
        rig.load();
        rig.says("controls", R"({"script": "lead", "controls": [{"name": "amount", "value": 0.25}]})");
        rig.round();
        rig.work.turn("lead", "amount", 0.5, rig.now, 7);
        rig.round(2s);  // however slowly
        rig.work.turn("lead", "amount", 1.0, rig.now, 7);
        rig.work.turn("lead", "amount", 0.1, rig.now, 8);
        rig.work.takeBack(8);
        rig.round();
        CHECK(rig.session.song()->scripts[0].knobs.at("amount") == 1.0);
        rig.work.takeBack(7);
        rig.round();
        CHECK(rig.process.last("knob") == R"({"script": "lead", "knob": "amount", "value": 0.25})");
    }

    TEST_CASE("two changes of the list of scripts in one round are both made")
    {
        WorkRig rig(none);
        rig.round();
        rig.work.add("/song/a.py", rig.now);
        rig.work.add("/else/b.py", rig.now);
        rig.round();
        CHECK(rig.session.song()->scripts == std::vector {ref("a.py"), ref("/else/b.py")});
        rig.work.enable("a", false, rig.now);
        rig.work.remove("b", rig.now);
        rig.round();
        REQUIRE(rig.session.song()->scripts.size() == 1);
        CHECK_FALSE(rig.session.song()->scripts[0].enabled);
    }

    TEST_CASE("what is typed is answered in the console, also when the process ends meanwhile")
    {
        WorkRig rig(none);
        rig.round();
        rig.work.evaluate(1, "", "1 + 1", {});
        std::optional<ScriptReply> heard;
        rig.work.evaluate(2, "lead", "x", [&](const ScriptReply& reply) { heard = reply; });
        CHECK(rig.process.told("eval")[0] == R"({"id": 1, "script": null, "text": "1 + 1"})");
        rig.says("reply", R"({"id": 1, "ok": true, "text": "2", "value": 2})");
        rig.round();
        REQUIRE(rig.work.view().console.size() == 1);
        CHECK(rig.work.view().console[0].answer == "2");
        CHECK_FALSE(heard);
        rig.process.state.restarts = 1;
        rig.process.state.lastStuck = "euclid.py:12 hung.";
        rig.round();
        REQUIRE(heard);
        CHECK_FALSE(heard->isOk);
        CHECK(heard->text == "euclid.py:12 hung.");
    }

    TEST_CASE("a change that was typed and cannot be is told in its answer")
    {
        WorkRig rig;
        rig.load();
        rig.work.evaluate(1, "lead", "song.tempo = -5", {});
        rig.says("command",
            R"({"script": "lead", "hook": "console", "at": null, "command": {"do": "set_tempo", "value": -5}})");
        rig.says("reply", R"({"id": 1, "ok": true, "text": "", "value": null})");
        rig.round();
        const ConsoleEntry answered = rig.work.view().console[0];
        CHECK_FALSE(answered.isOk);
        CHECK(answered.answer.find("20") != std::string::npos);  // what is allowed
        CHECK_FALSE(rig.work.view().scripts.front().error);  // it is no fault of the script
    }

    TEST_CASE("without Python a sentence says so, nothing is asked, and the list can be edited")
    {
        WorkRig rig;
        rig.process.state = {};
        rig.process.state.problem = "Python 3 is not there.";
        rig.load();
        CHECK(rig.work.view().trouble == "Python 3 is not there.");
        CHECK(rig.queues.horizonNs == 0);
        rig.work.remove("lead", rig.now);
        rig.round();
        CHECK(rig.session.song()->scripts.empty());
    }

    TEST_CASE("keys that are played reach scripts that want them, with their place in the song")
    {
        WorkRig rig;
        rig.load();
        rig.says("wants", R"({"tracks": [], "midi": true, "osc": ["/sensor"]})");
        rig.round();
        CHECK(rig.work.wantsMidi());
        CHECK(rig.work.wantsOsc("/sensor"));
        HeardMessage key;
        key.message.bytes = {0x90, 60, 100};
        key.message.size = 3;
        key.time = rig.now + 500ms;
        rig.work.onMidi("Keys", key, playingSince(rig.now));
        CHECK(rig.process.last("midi")
            == fmt::format(
                R"({{"port": "Keys", "bytes": [144, 60, 100], "at": {}}})", Position {Tick {kPpqn}}.units));
        rig.work.onMidi("Keys", key, {});
        CHECK(rig.process.last("midi").ends_with(R"("at": null})"));
    }

    TEST_CASE("expressions of a song from elsewhere ask once, those typed here do not")
    {
        Song song = songOf({row("x...")});
        Step step = song.tracks[0]->slots[0]->steps[0];
        step.expressions.push_back({Field::Pitch, 0, "60 + cycle"});
        WorkRig typed(none);
        typed.round();
        REQUIRE(typed.session.apply({SetStep {{0, 0}, 0, step}, "window"}));
        typed.round();
        CHECK(typed.process.hasStarted);
        CHECK(typed.process.told("pattern")[0].find("cycle") != std::string::npos);
        CHECK_FALSE(typed.work.view().asksTrust());

        WorkRig opened(none);
        REQUIRE(opened.session.apply({SetStep {{0, 0}, 0, step}, "window"}));
        opened.work.roster().trusted() = ScriptTrust {{}};
        opened.round();
        CHECK(opened.work.view().asksTrust());
        CHECK(opened.process.told("pattern")[0].find("cycle") == std::string::npos);
        opened.work.trust("");
        opened.round();
        CHECK_FALSE(opened.work.view().asksTrust());
        CHECK(opened.process.told("pattern").size() > 2);
        CHECK(opened.work.roster().takeTrustNews());
    }
}
