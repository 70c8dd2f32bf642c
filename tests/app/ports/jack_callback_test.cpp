#include "app/ports/jack/jack_client.hpp"
#include "app/ports/jack/jack_input.hpp"
#include "app/ports/jack/jack_output.hpp"
#include "app/ports/jack/jack_time.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/app/ports/jack_server.hpp"
#include "tests/support/realtime_guard.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

using namespace clave;
using namespace std::chrono_literals;

namespace {

/// Ports work in the order in which they were added: the first begins the watch, the last ends it.
class WatchPort final : public JackPort {
public:
    WatchPort(test::RealtimeWatch& watch, bool begins) : watch_(watch), begins_(begins) {}
    void process(const JackCycle&, void*, bool) noexcept override
    {
        if (begins_)
            watch_.enter();
        else
            watch_.leave();
        ++periods;
    }
    std::atomic<int> periods {0};

private:
    test::RealtimeWatch& watch_;
    bool begins_;
};
/// 200 messages, a fourth of them clock, from a tenth of a second ahead on; when they are due.
std::vector<TimePoint> postMany(MidiOutput& output)
{
    const TimePoint base = referenceTime().grid().roundUp(referenceTime().now() + 100ms);
    std::vector<TimePoint> due;
    for (int i = 0; i < 200; ++i) {
        due.push_back(base + std::chrono::microseconds {i * 1'937});
        const auto message =
            i % 4 == 3 ? Message::clock() : Message::controlChange(Channel::from1to16(1), 1, i % 128);
        REQUIRE(output.tryPost({due.back(), 0, 0, TimedMessage::What::Send, message}));
    }
    return due;
}

std::vector<ReceivedMessage> takeAll(MidiInput& input)
{
    std::vector<ReceivedMessage> all;
    for (ReceivedMessage one; input.tryPop(one);)
        all.push_back(one);
    return all;
}
}  // namespace

TEST_SUITE("app/ports/jack/callback")
{
    TEST_CASE("frames wrap after a day, periods are missed, and every frame keeps its moment")
    {
        ReferenceTime reference;
        JackTime time {reference};
        const std::uint32_t nearWrap = 0xFFFFFF00U;
        const JackCycle first = time.begin(nearWrap, 256, 48'000, 0ns);
        CHECK(first.length == 256);
        const JackCycle wrapped = time.begin(nearWrap + 1024, 256, 48'000, 0ns);  // two periods were missed
        CHECK(wrapped.begin == first.begin + 1024);
        CHECK(wrapped.grid == first.grid);
        CHECK(wrapped.time() - first.time() == std::chrono::nanoseconds {21'333'333});
        CHECK(reference.grid() == first.grid);
        const TimePoint before = reference.now();
        const JackCycle other = time.begin(nearWrap + 1280, 441, 44'100, 0ns);  // another rate: anchored anew
        CHECK(other.grid.framesPerSecond() == 44'100);
        CHECK(other.time() - before < 100ms);  // the clock goes on from where it is
        CHECK(other.time() >= before);
    }

    TEST_CASE("playing and listening on JACK neither allocates nor locks in the server's thread, and comes "
              "in exactly")
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        test::RealtimeWatch watch;
        const auto begin = std::make_shared<WatchPort>(watch, true);
        const auto end = std::make_shared<WatchPort>(watch, false);
        const auto client = JackClient::open();
        REQUIRE(client != nullptr);
        auto* const firstSlot = client->add(JackPort::Direction::In, "first", begin);
        REQUIRE(firstSlot != nullptr);
        auto input = JackInput::open("");
        REQUIRE(input.has_value());
        auto output = JackOutput::open("Clave:in");
        REQUIRE_MESSAGE(output.has_value(), (output ? "" : output.error().message));
        auto* const lastSlot = client->add(JackPort::Direction::In, "last", end);
        REQUIRE(lastSlot != nullptr);

        const auto late = [&] { return (*output)->report().late; };
        // A server that is kept waiting misses periods, and what was due in them is late: then once more. It
        // may tell so later than it is seen here.
        for (int tries = 0; tries < 5; ++tries) {
            const auto xruns = client->xruns();
            const auto lateBefore = late();
            const auto due = postMany(**output);
            SteadyClock {}.sleepUntil(SteadyClock {}.now() + 700ms);
            const auto received = takeAll(**input);
            if (late() != lateBefore)
                SteadyClock {}.sleepUntil(SteadyClock {}.now() + 500ms);
            if (client->xruns() != xruns)
                continue;
            client->remove(firstSlot);
            client->remove(lastSlot);
            CHECK(begin->periods > 50);
            if (test::RealtimeWatch::armed()) {
                CHECK(watch.heapCalls() == 0);
                CHECK(watch.locks() == 0);
            }
            const FrameGrid grid = referenceTime().grid();
            REQUIRE(received.size() == due.size());
            for (std::size_t i = 0; i < due.size(); ++i) {
                // A client that is connected to itself hears itself a period of the server later.
                CHECK(grid.frameAt(received[i].time) == grid.frameAt(due[i]) + 256);
            }
            CHECK(late() == lateBefore);
            CHECK((*output)->report().dropped == 0);
            return;
        }
        test::skip("this machine does not let a JACK server run in time");
    }
}
