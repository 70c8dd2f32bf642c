#include "app/ports/jack/jack_client.hpp"
#include "app/ports/open_output.hpp"
#include "app/ports/rtmidi/rtmidi_sink.hpp"
#include "app/ports/sender_thread.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/app/ports/jack_device.hpp"
#include "tests/app/ports/jack_server.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <memory>
#include <ranges>
#include <set>
#include <vector>

using namespace clave;
using namespace clave::test;

namespace {

using namespace std::chrono_literals;

const Channel kChannel;
const auto kOn = Message::noteOn(kChannel, 60, 100);
const auto kOff = Message::noteOff(kChannel, 60);

bool isOurs(const PortInfo& port)
{
    return port.name.starts_with("Clave") && port.name.ends_with(":out");
}

/// A synth that only listens: a JACK client with one input.
struct Listener : JackListener {
    Listener() : JackListener("Minilogue", "in") {}
    std::size_t count(std::uint8_t status)
    {
        std::size_t result = 0;
        for (const auto& bytes : heard())
            result += bytes.at(0) == status ? 1U : 0U;
        return result;
    }
};

TimedMessage timed(const Message& message, VoiceId voice)
{
    return {referenceTime().now(), voice, 0, TimedMessage::What::Send, message};
}

std::unique_ptr<MidiOutput> openListener(clave::MidiApi api)
{
    auto opened = openBestOutput({.out = "Minilogue", .songMatch = ""}, {.api = api, .broker = nullptr});
    REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
    return std::move(opened->output);
}

// At an xrun, which a busy machine makes, the server loses what was on its way: what was not heard is played
// once more.

bool isHeard(MidiOutput& output, Listener& listener)
{
    return within(10s, [&] {
        (void)output.tryPost(timed(kOff, 1));
        (void)output.tryPost(timed(kOn, 1));
        output.flush();
        return within(500ms, [&] { return listener.count(0x90) > 0; });
    });
}

/// Among what was heard, without the first of it.
bool hasEndTwice(Listener& listener, std::size_t from)
{
    std::set<unsigned char> ended;
    for (const auto& bytes : listener.heard() | std::views::drop(from)) {
        if (bytes.at(0) == 0x80 && !ended.insert(bytes.at(1)).second)
            return true;
    }
    return false;
}

/// Up to five times, as long as there are xruns.
bool isTrueWithoutXruns(const std::function<bool()>& isTrue)
{
    const auto client = JackClient::open();
    REQUIRE(client != nullptr);
    for (int tries = 0; tries < 5; ++tries) {
        const auto xruns = client->xruns();
        if (isTrue())
            return true;
        SteadyClock {}.sleepUntil(SteadyClock {}.now() + 100ms);  // the server may tell of one late
        if (client->xruns() == xruns)
            return false;
    }
    return false;
}

/// Posts so much that RtMidi's ring would overflow several times: at once, all due now.
void flood(MidiOutput& output)
{
    for (int i = 0; i < 6000; ++i)
        (void)output.tryPost(timed(Message::controlChange(kChannel, 1, i % 128), 0));
    output.flush();
}

}  // namespace

TEST_SUITE("app/ports/jack")
{
    TEST_CASE_TEMPLATE("a chord reaches a JACK port found by name, and ends when the output is closed", Way,
        Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Listener listener;
        const PortList list = listPorts(clave::MidiApi::Auto);
        CHECK(list.api == clave::MidiApi::Jack);
        REQUIRE(findPort("minilogue", list.outputs).has_value());

        CHECK(isTrueWithoutXruns([&] {
            auto output = openListener(Way::api);
            CHECK(output->report().open);
            const auto notes = listener.count(0x90);
            const auto ends = listener.count(0x80);
            const auto controls = listener.count(0xB0);
            REQUIRE(output->tryPost(timed(kOn, 1)));
            output->flush();
            const bool isOn = within(2s, [&] { return listener.count(0x90) == notes + 1; });
            const TimePoint before = SteadyClock {}.now();
            output.reset();
            const bool isQuick = SteadyClock {}.now() - before < 400ms;
            const bool isOff = within(2s, [&] { return listener.count(0xB0) == controls + 2; });
            return isOn && isQuick && isOff && listener.count(0x80) == ends + 1;
        }));
    }

    TEST_CASE_TEMPLATE(
        "a port of our own is seen by others, and is known as our own", Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        const auto opened =
            openBestOutput({.out = "virtual", .songMatch = ""}, {.api = Way::api, .broker = nullptr});
        REQUIRE(opened.has_value());
        CHECK(opened->description.starts_with("virtual port \"Clave\" (JACK"));
        const auto inputs = listPorts().inputs;
        const auto own = std::ranges::find_if(inputs, isOurs);
        REQUIRE(own != inputs.end());
        CHECK(own->kind == PortKind::Own);
    }

    TEST_CASE_TEMPLATE(
        "more messages at once than the ring holds never make the sender hang", Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Listener listener;
        const auto output = openListener(Way::api);
        for (int round = 0; round < 5; ++round)
            flood(*output);
        // A server that stands for a moment on a busy machine is given nothing: so more than once.
        REQUIRE(within(10s, [&] {
            flood(*output);
            return listener.count(0xB0) > 100;
        }));
        CHECK(output->report().dropped > 0);
        // Notes come through again as soon as the server has drained.
        CHECK(within(10s, [&] {
            (void)output->tryPost(timed(kOn, 0));
            output->flush();
            return listener.count(0x90) > 0;
        }));
        CHECK(output->report().open);
    }

    TEST_CASE_TEMPLATE("a server that is killed or stands still while playing never makes the sender hang",
        Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Listener listener;
        auto output = openListener(Way::api);
        REQUIRE(isHeard(*output, listener));
        int how = 0;
        SUBCASE("killed")
        {
            how = SIGKILL;
        }
        SUBCASE("standing still")
        {
            how = SIGSTOP;
        }
        server.signal(how);
        const SteadyClock clock;
        for (int i = 0; i < 20; ++i) {
            flood(*output);
            clock.sleepUntil(clock.now() + 30ms);
        }
        CHECK(within(1s, [&] { return !output->report().open; }));
        CHECK(output->report().trouble.find("JACK server") != std::string::npos);
        CHECK(output->report().dropped > 100);
        const TimePoint before = clock.now();
        output.reset();
        CHECK(clock.now() - before < 700ms);
        server.signal(SIGKILL);  // else the listener, a plain JACK client, waits for it for ever
    }

    TEST_CASE_TEMPLATE(
        "a server that stood still for a while goes on with what is played then", Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Listener listener;
        const auto output = openListener(Way::api);
        server.signal(SIGSTOP);
        for (int i = 0; i < 4; ++i)
            flood(*output);
        REQUIRE(within(2s, [&] { return !output->report().open; }));
        server.signal(SIGCONT);
        CHECK(within(5s, [&] {
            (void)output->tryPost(timed(kOn, 0));
            output->flush();
            return listener.count(0x90) > 0;
        }));
        CHECK(within(2s, [&] { return output->report().open; }));
    }

    TEST_CASE("after an xrun, which may have lost them, the ends of the last notes are sent once more")
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Listener listener;
        const auto output = openListener(clave::MidiApi::Jack);
        const SteadyClock clock;
        CHECK(within(20s, [&] {
            const auto from = listener.heard().size();
            const TimePoint begin = referenceTime().now() + 50ms;
            for (std::uint8_t pitch = 0; pitch < 100; ++pitch) {
                const VoiceId voice = pitch + 1U;
                const TimePoint due = begin + 3ms * pitch;
                using What = TimedMessage::What;
                REQUIRE(output->tryPost({due, voice, 0, What::Send, Message::noteOn(kChannel, pitch, 100)}));
                REQUIRE(
                    output->tryPost({due + 2ms, voice, 0, What::Send, Message::noteOff(kChannel, pitch)}));
            }
            clock.sleepUntil(clock.now() + 150ms);
            server.signal(SIGSTOP);
            clock.sleepUntil(clock.now() + 60ms);
            server.signal(SIGCONT);
            return within(1s, [&] { return hasEndTwice(listener, from); });
        }));
        CHECK(within(2s, [&] { return output->report().sounding == 0; }));
    }

    TEST_CASE_TEMPLATE("a port that goes and comes back is opened again by name, and the missed end is sent",
        Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        auto listener = std::make_unique<Listener>();
        const auto output = openListener(Way::api);
        REQUIRE(isHeard(*output, *listener));
        listener.reset();
        CHECK(within(1s, [&] { return !output->report().open; }));
        CHECK(output->report().trouble.find("is gone; it is opened again when it is back.")
            != std::string::npos);
        REQUIRE(output->tryPost(timed(kOff, 1)));
        output->flush();
        listener = std::make_unique<Listener>();
        CHECK(within(2s, [&] { return listener->count(0x80) >= 1; }));
        CHECK((listener->count(0x80) == 1 || JackClient::open()->xruns() > 0));
        CHECK(within(1s, [&] { return output->report().open && output->report().sounding == 0; }));
    }

    TEST_CASE_TEMPLATE("a server that ends and starts again is joined again", Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        const auto opened =
            openBestOutput({.out = "virtual", .songMatch = ""}, {.api = Way::api, .broker = nullptr});
        REQUIRE(opened.has_value());
        server.restart();
        REQUIRE(server.trouble().empty());
        CHECK(within(5s, [&] { return opened->output->report().open; }));
        const auto inputs = listPorts().inputs;
        CHECK(std::ranges::any_of(inputs, isOurs));
    }

    TEST_CASE("without a server asking for JACK is answered in one sentence")
    {
        setenv("JACK_DEFAULT_SERVER", "clave-test-nobody", 1);
        const auto opened = openBestOutput(
            {.out = "virtual", .songMatch = ""}, {.api = clave::MidiApi::JackRtMidi, .broker = nullptr});
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().message.find("No JACK server runs") != std::string::npos);
    }
}
