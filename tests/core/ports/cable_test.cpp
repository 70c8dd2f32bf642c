#include "core/ports/cable.hpp"

#include "core/ports/recording_output.hpp"

#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace clave;

namespace {

using namespace std::chrono_literals;

TimePoint at(Nanoseconds time)
{
    return TimePoint {time};
}

const Channel kChannel;

}  // namespace

TEST_SUITE("core/ports/cable")
{
    TEST_CASE("a chord of three and six controllers: the last of the nine messages waits for eight")
    {
        Cable cable;
        for (int i = 0; i < 9; ++i)
            cable.put(at(1s), 3);
        CHECK(cable.worst() == PortLoad {8 * 960us, 9, 27});
        CHECK(sentence(cable.worst())
            == "9 messages right after one another: the last comes 7.7 ms late on a DIN cable.");
    }

    TEST_CASE("messages that are further apart than the cable needs for them never wait")
    {
        Cable cable;
        for (int i = 0; i < 1000; ++i)
            CHECK_FALSE(cable.put(at(i * 960us), 3));
        CHECK(cable.worst() == PortLoad {});
        CHECK(sentence(cable.worst()).empty());
    }

    TEST_CASE("the worst crowd is kept, with what was in it, and not a later smaller one")
    {
        Cable cable;
        for (int i = 0; i < 4; ++i)
            cable.put(at(1s), 3);
        CHECK(cable.worst() == PortLoad {2880us, 4, 12});
        cable.put(at(2s), 1);
        CHECK_FALSE(cable.put(at(2s), 3));
        CHECK(cable.worst() == PortLoad {2880us, 4, 12});
        for (int i = 0; i < 5; ++i)
            cable.put(at(3s), 2);
        CHECK(cable.worst().messages == 4);
        cable.put(at(3s), 2);
        CHECK(cable.worst() == PortLoad {3200us, 6, 12});
    }

    TEST_CASE("whatever comes, the wait is what a cable of 3125 bytes a second says")
    {
        constexpr unsigned kSeed = 31250;
        CAPTURE(kSeed);
        std::mt19937 dice {kSeed};
        for (int round = 0; round < 200; ++round) {
            Cable cable;
            Nanoseconds time {0};
            std::vector<std::pair<Nanoseconds, std::int64_t>> given;
            for (int i = 0; i < 60; ++i) {
                time += std::chrono::microseconds {dice() % 2 == 0 ? 0 : dice() % 3000};
                given.emplace_back(time, 1 + dice() % 3);
                cable.put(at(time), static_cast<std::size_t>(given.back().second));
            }
            // The end of the last message before i, whichever message the cable was idle before.
            Nanoseconds worst {0};
            for (std::size_t i = 0; i < given.size(); ++i) {
                for (std::size_t first = 0; first < i; ++first) {
                    std::int64_t bytes = 0;
                    for (std::size_t k = first; k < i; ++k)
                        bytes += given[k].second;
                    worst = std::max(worst, given[first].first + bytes * 320us - given[i].first);
                }
            }
            CHECK(cable.worst().wait == worst);
        }
    }

    TEST_CASE("an output tells its worst crowd, and what ends everything is none")
    {
        RecordingOutput output {"port"};
        for (int note = 0; note < 12; ++note)
            REQUIRE(output.tryPost({at(10ms), static_cast<VoiceId>(note + 1), 0, TimedMessage::What::Send,
                Message::noteOn(kChannel, 40 + note, 100)}));
        output.flush();
        output.runUntil(at(20ms));
        REQUIRE(output.report().load.has_value());
        CHECK(*output.report().load == PortLoad {11 * 960us, 12, 36});
        REQUIRE(output.tryPost({at(40ms), 0, 0, TimedMessage::What::EndAll, {}}));
        output.runUntil(at(50ms));
        CHECK(output.report().sent == 12 + 12 + 2);
        CHECK(output.report().load->messages == 12);
    }

    TEST_CASE("counting it costs the output thread neither memory nor a lock")
    {
        OutputCounters counters {1ms};
        test::RealtimeGuard guard;
        for (int i = 0; i < 100; ++i)
            counters.addToCable(at(i * 100us), 3);
        guard.stop();
        CHECK(guard.heapCalls() == 0);
        CHECK(guard.locks() == 0);
        CHECK(counters.report().load->messages == 100);
    }
}
