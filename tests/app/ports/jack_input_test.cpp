#include "app/ports/choice.hpp"
#include "app/ports/open_input.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/app/ports/jack_device.hpp"
#include "tests/app/ports/jack_server.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <vector>

using namespace clave;
using namespace clave::test;

namespace {

using namespace std::chrono_literals;

/// Another machine: a JACK client with one output.
struct Keyboard : JackSource {
    Keyboard() : JackSource("Keystation", "out") {}
};

/// Everything that has come so far.
struct Heard {
    explicit Heard(MidiInput& from) : input(from) {}
    bool has(std::size_t count)
    {
        ReceivedMessage message;
        while (input.tryPop(message))
            all.push_back(message);
        return all.size() >= count;
    }
    MidiInput& input;
    std::vector<ReceivedMessage> all;
};

std::unique_ptr<MidiInput> openKeyboard(clave::MidiApi api)
{
    auto input = openInput("keystation", api);
    REQUIRE(input.has_value());
    return std::move(*input);
}

}  // namespace

TEST_SUITE("app/ports/input")
{
    TEST_CASE_TEMPLATE("notes and clock come in from a port found by name, with the time at which they came",
        Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Keyboard keyboard;
        const auto input = openKeyboard(Way::api);
        CHECK(input->name() == "Keystation:out");
        CHECK(input->report().open);
        const auto bell = std::make_shared<Bell>();
        input->ringFor(bell);
        const TimePoint before = referenceTime().now();
        const std::vector<Message> sent {Message::noteOn(Channel {}, 60, 100), Message::clock(),
            Message::start(), Message::songPosition(16), Message::programChange(Channel {}, 5),
            Message::noteOff(Channel {}, 60)};
        // On a busy machine the server connects a while after it was asked to: what is sent before is lost.
        REQUIRE(within(10s, [&] {
            for (const Message& message : sent)
                keyboard.send({message.span().begin(), message.span().end()});
            keyboard.send({0xF0, 1, 2, 3, 0xF7});  // left out
            return bell->waitFor(500ms);
        }));
        Heard heard {*input};
        REQUIRE(within(2s, [&] { return heard.has(sent.size()); }));
        CHECK(std::ranges::equal(heard.all, sent, {}, &ReceivedMessage::message));
        CHECK(std::ranges::is_sorted(heard.all, {}, &ReceivedMessage::time));
        CHECK(heard.all.front().time > before - 20ms);
        CHECK(heard.all.back().time < referenceTime().now() + 20ms);
        CHECK(input->report().received == sent.size());
        CHECK(input->report().dropped == 0);
    }

    TEST_CASE_TEMPLATE(
        "a port that goes is noticed, and heard again when it is back", Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        auto keyboard = std::make_unique<Keyboard>();
        const auto input = openKeyboard(Way::api);
        keyboard.reset();
        CHECK(within(1s, [&] { return !input->report().open; }));
        CHECK(input->report().trouble == "\"Keystation:out\" is gone; it is opened again when it is back.");
        keyboard = std::make_unique<Keyboard>();
        REQUIRE(within(2s, [&] { return input->report().open; }));
        Heard heard {*input};
        CHECK(within(2s, [&] {
            keyboard->send({0xFA});
            return heard.has(1);
        }));
    }

    TEST_CASE_TEMPLATE("a server that starts again is joined again by an input of our own, and one that "
                       "stands still does not hold up the end",
        Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        auto input = openInput("virtual", Way::api);
        REQUIRE(input.has_value());
        const auto isSeen = [] {
            return std::ranges::any_of(
                listPorts().outputs, [](const PortInfo& port) { return port.name.ends_with(":in"); });
        };
        CHECK(isSeen());
        server.restart();
        REQUIRE(server.trouble().empty());
        CHECK(within(5s, [&] { return (*input)->report().open; }));
        CHECK(isSeen());

        server.signal(SIGSTOP);
        CHECK(within(2s, [&] { return !(*input)->report().open; }));
        const TimePoint before = SteadyClock {}.now();
        input->reset();
        CHECK(SteadyClock {}.now() - before < 1500ms);
        server.signal(SIGKILL);
    }

    TEST_CASE("an input that is not there, or meant twice, is answered with what there is")
    {
        const std::vector<PortInfo> ports {
            describePort("Keystation 49:Keystation 49 MIDI 1 20:0", clave::MidiApi::Alsa),
            describePort("Keystation 61:Keystation 61 MIDI 1 24:0", clave::MidiApi::Alsa)};
        CHECK(findInput("61", ports)->name == "Keystation 61:Keystation 61 MIDI 1");
        CHECK(findInput("piano", ports).error().message
            == "There is no input \"piano\"; there is \"Keystation 49:Keystation 49 MIDI 1\", "
               "\"Keystation 61:Keystation 61 MIDI 1\", virtual.");
        CHECK(findInput("keystation", ports)
                .error()
                .message.starts_with("More than one input is called \"keystation\": "));
    }
}
