#include "app/net/osc_desk.hpp"

#include "core/time/steady_clock.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>
#include <poll.h>

#include <array>
#include <chrono>
#include <functional>
#include <mutex>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {
/// A running Clave without a sound, and a program on this machine that talks to it.
struct DeskRig {
    DeskRig()
        : desk(engine, clock, OscWish {true, {0x7F000001, 39470}})
        , program(*OscSocket::open({0x7F000001, 39570}))
        , clave(*OscAddress::parse(desk.state().address))
    {
    }

    void say(const std::string& path, std::vector<OscValue> values = {})
    {
        program.send(clave, oscBytes({path, std::move(values)}));
    }
    /// The next message to the program; an empty path when none comes in two seconds.
    OscMessage hear()
    {
        while (heard.empty()) {
            pollfd file {program.handle(), POLLIN, 0};
            if (poll(&file, 1, 2000) != 1)
                return {};
            std::vector<std::byte> room(kMostOscBytes);
            OscAddress from;
            const auto size = program.receive(room, from);
            if (const auto read = size ? readOscPacket(std::span(room).first(*size)) : std::nullopt) {
                for (const TimedOscMessage& one : *read)
                    heard.push_back(one.message);
            }
        }
        const OscMessage first = heard.front();
        heard.erase(heard.begin());
        return first;
    }
    /// What is asked for, once it is so.
    bool comesTrue(const std::function<bool()>& is)
    {
        for (int tries = 0; tries < 2000; ++tries) {
            if (is())
                return true;
            clock.sleepUntil(clock.now() + 1ms);
        }
        return false;
    }
    bool becomes(const std::function<bool(const Song&)>& is)
    {
        return comesTrue([&] { return is(*engine.song()); });
    }
    bool hasNoSubscribers()
    {
        return comesTrue([this] { return desk.state().subscribers == 0; });
    }
    static const Step& stepOf(const Song& song, std::size_t step)
    {
        return song.tracks[0]->slots[0]->steps[step];
    }

    SteadyClock clock;
    Engine engine {
        songOf({row("x...x...x...x...")}), std::vector<std::unique_ptr<MidiOutput>>(1), clock, nullptr};
    OscDesk desk;
    OscSocket program;
    OscAddress clave;
    std::vector<OscMessage> heard;
};
}  // namespace

TEST_SUITE("app/net/osc_desk")
{
    TEST_CASE("a program writes a step and reads it back")
    {
        DeskRig rig;
        CHECK(rig.desk.state().sentence.starts_with("OSC is on at 127.0.0.1:"));
        rig.say("/clave/track/1/step/1/velocity", {std::int64_t {33}});
        CHECK(rig.becomes([](const Song& song) { return DeskRig::stepOf(song, 0).notes[0].velocity == 33; }));
        rig.say("/clave/get/track/1/pattern/1/velocity");
        const OscMessage lane = rig.hear();
        CHECK(lane.path == "/clave/track/1/pattern/1/velocity");
        REQUIRE(lane.values.size() == 16);
        CHECK(lane.values[0] == OscValue {std::int64_t {33}});
        CHECK(lane.values[1] == OscValue {std::string("-")});
    }

    TEST_CASE("a fault is told to the program that made it, and counted")
    {
        DeskRig rig;
        rig.say("/clave/track/2/mute", {std::int64_t {1}});
        const OscMessage error = rig.hear();
        CHECK(error.path == "/clave/error");
        CHECK(error.values == std::vector<OscValue> {std::string("The track must be 1 to 1, not \"2\".")});
        rig.program.send(rig.clave, std::array {std::byte {7}});
        rig.say("/clave/get/version");
        CHECK(rig.hear().path == "/clave/version");
        const OscState state = rig.desk.state();
        CHECK(state.refused == 1);
        CHECK(state.broken == 1);
        CHECK(state.messages == 2);
    }

    TEST_CASE("what one program sends without a pause is one step of undo")
    {
        DeskRig rig;
        const Song before = *rig.engine.song();
        for (std::int64_t velocity = 1; velocity <= 100; ++velocity)
            rig.say("/clave/track/1/step/1/velocity", {velocity});
        CHECK(
            rig.becomes([](const Song& song) { return DeskRig::stepOf(song, 0).notes[0].velocity == 100; }));
        rig.say("/clave/undo");
        CHECK(rig.becomes([&](const Song& song) { return song == before; }));
        CHECK(rig.engine.takeRefusals().empty());
    }

    TEST_CASE("two values of one track that follow each other at once are both kept")
    {
        DeskRig rig;
        rig.say("/clave/track/1/transpose", {std::int64_t {5}});
        rig.say("/clave/track/1/solo", {std::int64_t {1}});
        rig.say("/clave/track/1/velocity_scale", {std::int64_t {50}});
        CHECK(rig.becomes([](const Song& song) {
            const Track& track = *song.tracks[0];
            return track.transpose == 5 && track.solo && track.velocityScale == 50 && track.slots.size() == 1;
        }));
    }

    TEST_CASE("a bundle does its work when its time has come, and one that is far too late does none")
    {
        DeskRig rig;
        const auto bundleAt = [&](double seconds, std::int64_t velocity) {
            auto bundle =
                oscBundles(std::vector<OscMessage> {{"/clave/track/1/step/1/velocity", {velocity}}})[0];
            const std::uint64_t due = OscTime::now().ntp
                + static_cast<std::uint64_t>(static_cast<std::int64_t>(seconds * 4294967296.0));
            for (std::size_t i = 0; i < 8; ++i)
                bundle[8 + i] = static_cast<std::byte>(due >> (56 - 8 * i));
            rig.program.send(rig.clave, bundle);
        };
        bundleAt(-5.0, 11);
        CHECK(rig.hear().path == "/clave/error");
        bundleAt(3600.0, 12);
        CHECK(rig.hear().path == "/clave/error");
        const TimePoint sent = rig.clock.now();
        bundleAt(0.2, 44);
        CHECK(rig.becomes([](const Song& song) { return DeskRig::stepOf(song, 0).notes[0].velocity == 44; }));
        CHECK(rig.clock.now() - sent >= 195ms);
    }

    TEST_CASE("a subscriber is told how things are and what happens, until it leaves")
    {
        DeskRig rig;
        rig.say("/clave/subscribe", {std::int64_t {60}, std::string("transport")});
        CHECK(rig.hear().path == "/clave/subscribed");
        CHECK(rig.hear() == OscMessage {"/clave/playing", {std::int64_t {0}}});
        rig.say("/clave/play");
        CHECK(rig.hear() == OscMessage {"/clave/playing", {std::int64_t {1}}});
        CHECK(rig.desk.state().subscribers == 1);
        rig.say("/clave/unsubscribe");
        rig.say("/clave/stop");
        rig.say("/clave/get/version");
        CHECK(rig.hear().path == "/clave/version");
        CHECK(rig.hasNoSubscribers());
    }

    TEST_CASE("a subscriber that vanishes is forgotten")
    {
        DeskRig rig;
        rig.say("/clave/subscribe");
        CHECK(rig.hear().path == "/clave/subscribed");
        rig.say("/clave/play");
        {
            const OscSocket closed = std::move(rig.program);
        }
        CHECK(rig.hasNoSubscribers());
    }

    TEST_CASE("scripts hear what is not Clave's, and send to who wants it")
    {
        std::mutex mutex;
        std::vector<OscMessage> heard;  // lives longer than the rig
        OscScripts scripts;
        scripts.heard = [&](const OscMessage& message) {
            const std::scoped_lock lock(mutex);
            heard.push_back(message);
        };
        DeskRig rig;
        rig.desk.connect(std::move(scripts));
        rig.say("/sensor", {0.5});
        rig.say("/clave/subscribe", {std::string("script")});
        CHECK(rig.hear().path == "/clave/subscribed");
        {
            const std::scoped_lock lock(mutex);
            CHECK(heard == std::vector<OscMessage> {{"/sensor", {0.5}}});
        }
        rig.desk.send({"/level", {0.25}});
        CHECK(rig.hear() == OscMessage {"/level", {0.25}});
        rig.desk.send({"/level", {0.75}}, rig.program.address());
        CHECK(rig.hear() == OscMessage {"/level", {0.75}});
        rig.say("/clave/script/euclid/pulses", {std::int64_t {3}});
        CHECK(rig.hear().values == std::vector<OscValue> {std::string("There are no scripts in this song.")});
    }

    TEST_CASE("OSC that is off says so, and nothing listens")
    {
        const SteadyClock clock;
        Engine engine {songOf({row("x...")}), std::vector<std::unique_ptr<MidiOutput>>(1), clock, nullptr};
        OscDesk desk(engine, clock, OscWish {false, {}});
        CHECK_FALSE(desk.state().isOn);
        CHECK(desk.state().sentence == "OSC is off.");
        desk.send({"/level", {0.25}});
    }
}
