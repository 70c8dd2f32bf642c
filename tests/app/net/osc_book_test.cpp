#include "app/net/osc_book.hpp"

#include "tests/app/net/osc_rig.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace clave;
using namespace clave::test;

namespace {
Song someSong()
{
    Song song = songOf({row("x...x...x...x..."), row("x.x.x.x.x.x.x.x.")});
    changeTrack(song, 0, [](Track& track) { track.name = "Kick"; });
    changeTrack(song, 1, [](Track& track) { track.name = "Hat"; });
    return song;
}
}  // namespace

TEST_SUITE("app/net/osc_book")
{
    TEST_CASE("a step is switched, and given values, by one short message each")
    {
        OscRig rig(someSong());
        CHECK(rig.say("/clave/track/1/step/2", {i(1)}).empty());
        CHECK(rig.step(0, 1).on);
        CHECK(rig.say("/clave/track/1/step/2/toggle", {1.0}).empty());
        CHECK_FALSE(rig.step(0, 1).on);
        CHECK(rig.say("/clave/track/Kick/step/1/pitch", {i(48)}).empty());
        CHECK(rig.step(0, 0).notes[0].pitch == 48);
        CHECK(rig.say("/clave/track/1/step/1/velocity", {77.0}).empty());
        CHECK(rig.step(0, 0).notes[0].velocity == 77);
        CHECK(rig.say("/clave/track/1/step/1/note", {i(60), i(64), std::string("G3")}).empty());
        CHECK(rig.step(0, 0).notes.size() == 3);
        CHECK(rig.say("/clave/track/1/step/1/cc/74", {i(12)}).empty());
        CHECK(rig.step(0, 0).locks == std::vector<Lock> {{Lock::Kind::Cc, 74, 12}});
        CHECK(rig.say("/clave/track/1/step/1/set", {std::string(R"({"note": "C5", "chance": 40})")}).empty());
        CHECK(rig.step(0, 0).probability == 40);
        CHECK(rig.say("/clave/track/1/step/1/clear").empty());
        CHECK(rig.step(0, 0).notes.empty());
        CHECK(rig.refusals.empty());
    }

    TEST_CASE("a whole lane comes in one message and changes nothing else")
    {
        OscRig rig(someSong());
        std::vector<OscValue> values;
        for (int step = 0; step < 16; ++step)
            values.push_back(i(step * 8));
        CHECK(rig.say("/clave/track/2/pattern/1/velocity", values).empty());
        CHECK(rig.sent.size() == 1);
        CHECK(rig.step(1, 14).notes[0].velocity == 112);
        CHECK(rig.say("/clave/track/2/step/3/gate", {1.5, std::string("-"), std::string("tie")}).empty());
        CHECK(rig.step(1, 2).notes[0].gate == Gate::of(Gate::kStep * 3 / 2));
        CHECK(rig.step(1, 4).notes[0].gate.isTied());
        CHECK(rig.step(1, 14).notes[0].velocity == 112);
    }

    TEST_CASE("what a lane is asked for can be sent back as it is")
    {
        OscRig rig(someSong());
        for (const char* lane : {"on", "pitch", "velocity", "gate", "note_chance", "chance", "nudge",
                 "condition", "retrig", "cc/1", "bend"}) {
            CAPTURE(lane);
            const std::string path = std::string("/clave/track/1/pattern/1/") + lane;
            const Song before = *rig.session.song();
            const auto values = rig.ask(std::string("/clave/get") + path.substr(6));
            REQUIRE(values.size() == 16);
            CHECK(rig.replies[0].path == path);
            CHECK(rig.say(path, values).empty());
            CHECK(*rig.session.song() == before);
        }
        CHECK(rig.ask("/clave/get/track/1/step/1/set") == std::vector<OscValue> {std::string("\"C3\"")});
    }

    TEST_CASE("without a number of a pattern the one that plays is meant")
    {
        Song song = someSong();
        changeTrack(song, 0, [](Track& track) { track.slots = {track.slots[0], track.slots[0]}; });
        OscRig rig(song);
        rig.clock.playing = true;
        rig.clock.trackCount = 2;
        rig.clock.tracks[0].slot = 1;
        rig.clock.tracks[0].id = song.tracks[0]->id;
        CHECK(rig.say("/clave/track/1/step/2", {i(1)}).empty());
        CHECK_FALSE(rig.step(0, 1, 0).on);
        CHECK(rig.step(0, 1, 1).on);
    }

    TEST_CASE("transport, scenes, patterns and mutes are played from afar")
    {
        OscRig rig(someSong());
        CHECK(rig.say("/clave/tempo", {96.5}).empty());
        CHECK(rig.session.song()->tempo.bpm() == 96.5);
        CHECK(rig.say("/clave/play").empty());
        CHECK(rig.session.performance().transport.what == TransportRequest::What::Play);
        CHECK(rig.say("/clave/seek", {4.0}).empty());
        CHECK(rig.session.performance().transport.from == Tick {4 * kPpqn});
        CHECK(rig.say("/clave/stop", {1.0}).empty());
        CHECK(rig.say("/clave/track/[1-2]/mute", {i(1)}).empty());
        CHECK(rig.session.performance().tracks[0].mute == LiveMute::Muted);
        CHECK(rig.session.performance().tracks[1].mute == LiveMute::Muted);
        CHECK(rig.say("/clave/track/Hat/solo", {i(1)}).empty());
        CHECK(rig.session.song()->tracks[1]->solo);
        CHECK(rig.session.song()->tracks[1]->slots.size() == 1);
        CHECK(rig.say("/clave/track/1/launch", {i(1), std::string("bar")}).empty());
        CHECK(rig.session.performance().tracks[0].slot.at == LaunchAt::Bar);
        CHECK(rig.say("/clave/track/1/stop").empty());
        CHECK(rig.session.performance().tracks[0].slot.target == Scene::kStop);
        CHECK(rig.say("/clave/scene/1", {std::string("now")}).empty());
        CHECK(rig.session.performance().scene.at == LaunchAt::Now);
        CHECK(rig.say("/clave/undo", {i(1)}).empty());
        CHECK_FALSE(rig.session.song()->tracks[1]->solo);
        CHECK(rig.refusals.empty());
    }

    TEST_CASE("a button that is let go does nothing")
    {
        OscRig rig(someSong());
        for (const char* path : {"/clave/play", "/clave/undo", "/clave/scene/1", "/clave/track/1/stop",
                 "/clave/track/1/step/1/toggle", "/clave/track/1/toggle_mute"})
            CHECK(rig.say(path, {0.0}).empty());
        CHECK(rig.sent.empty());
    }

    TEST_CASE("any command is taken as JSON, scripts are reached, news are asked for")
    {
        OscRig rig(someSong());
        CHECK(rig.say("/clave/do", {std::string(R"({"do": "toggle_step", "track": "Hat", "step": 2})")})
                .empty());
        CHECK(rig.step(1, 1).on);
        CHECK(rig.say("/clave/do", {std::string(R"({"do": "toggle_step", "track": 1, "step": 100})")})
            == "Step 100 does not exist; there are 16.");
        CHECK(rig.say("/clave/script/euclid/pulses", {i(7)}).empty());
        CHECK(rig.knobs["euclid.pulses"] == 7.0);
        CHECK(rig.say("/clave/script/euclid/reseed").empty());
        CHECK(rig.knobs["euclid.reseed"] == -1.0);
        CHECK(rig.say("/clave/call/echo", {i(1), std::string("two")}).empty());
        CHECK(rig.calls == std::vector<std::string> {R"(echo[1, "two"])"});
        CHECK(rig.say("/clave/subscribe", {i(10), std::string("step")}).empty());
        CHECK(rig.lease == 10.0);
        CHECK(rig.newsKinds == std::vector<std::string> {"step"});
        CHECK(rig.say("/clave/reply_to", {i(9171)}).empty());
        CHECK(rig.replyPort == 9171);
        CHECK(rig.say("/clave/subscribe", {std::string("stp")})
            == "There is no news of the kind \"stp\"; did you mean \"step\"?");
    }

    TEST_CASE("what is wrong is answered with one sentence, and nothing is changed")
    {
        OscRig rig(someSong());
        const Song before = *rig.session.song();
        CHECK(rig.say("/clave/track/1/step/17", {i(1)})
            == "/clave/track/1/step/17: the pattern has 16 steps; 17 does not exist.");
        CHECK(rig.say("/clave/track/3/mute", {i(1)}) == "The track must be 1 to 2, not \"3\".");
        CHECK(rig.say("/clave/track/Bass/mute", {i(1)})
            == "There is no track of the name \"Bass\"; names are written as in the window.");
        CHECK(rig.say("/clave/tempo", {i(5)}) == "/clave/tempo is 5; allowed are 20 to 999.");
        CHECK(rig.say("/clave/tempo", {std::string("fast")}) == "/clave/tempo needs a number.");
        CHECK(rig.say("/clave/track/1/velocity", {i(1), i(200)})
            == "Step 2: The velocity must be 0 to 127, not 200.");
        CHECK(rig.say("/clave/track/1/velocty", {i(1)})
            == "There is no address \"/clave/track/1/velocty\"; did you mean \"/clave/track/1/velocity\"?");
        CHECK(rig.say("/clave/trak/1/mute", {i(1)})
            == "There is no address \"/clave/trak/1/mute\"; did you mean \"/clave/track/1/mute\"?");
        CHECK(rig.sent.empty());
        CHECK(*rig.session.song() == before);
        rig.hasRoom = false;
        CHECK(rig.say("/clave/stop") == "Clave cannot keep up with so many messages; this one was left out.");

        Song locked = someSong();
        changeTrack(locked, 0, [](Track& track) { track.editLock = true; });
        OscRig lockedRig(locked);
        CHECK(lockedRig.say("/clave/track/1/step/1", {i(1)})
            == "Track 1 \"Kick\" is locked against edits; unlock it first.");
        CHECK(lockedRig.sent.empty());
    }

    TEST_CASE("the guide to addresses lists those there are")
    {
        const std::string file = CLAVE_SOURCE_DIR "/app/net/README.md";
        const auto read = [&] {
            std::ifstream in(file);
            return std::string {std::istreambuf_iterator<char> {in}, {}};
        };
        constexpr std::string_view kBegin = "<!-- addresses -->\n";
        constexpr std::string_view kEnd = "<!-- end of addresses -->\n";
        std::string text = read();
        const auto begin = text.find(kBegin);
        const auto end = text.find(kEnd);
        REQUIRE(begin < end);
        REQUIRE(end != std::string::npos);
        const std::string wanted = text.substr(0, begin + kBegin.size()) + oscGuide() + text.substr(end);
        if (std::getenv("CLAVE_WRITE_GUIDE") != nullptr)
            std::ofstream(file) << wanted;
        CHECK_MESSAGE(
            read() == wanted, "write it anew: CLAVE_WRITE_GUIDE=1 clave_tests -ts=app/net/osc_book");
    }
}
