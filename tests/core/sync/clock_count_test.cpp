#include "core/sync/clock_filter.hpp"

#include "tests/core/sync/clock_stream.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace clave;
using namespace std::chrono_literals;
using namespace test;

TEST_SUITE("core/sync/ClockFilter counts")
{
    TEST_CASE("lost and doubled clocks are counted, and the count of clocks stays right")
    {
        for (const double bpm : {60.0, 120.0, 240.0, 300.0}) {
            for (std::uint64_t seed = 1; seed <= 25; ++seed) {
                CAPTURE(bpm);
                CAPTURE(seed);
                ClockStream stream {seed, {steadyTempo(bpm), 2ms, 0.01, 0.01}};
                stream.steps(16 * kBeat);
                for (int i = 0; i < 60 * kBeat; ++i) {
                    stream.step();
                    REQUIRE(stream.counted());
                }
                // One at the very end is known to be lost when the next one comes.
                REQUIRE(stream.filter.lost() <= stream.lost);
                REQUIRE(stream.filter.lost() + 3 >= stream.lost);
                REQUIRE(stream.filter.doubled() == stream.doubled);
            }
        }
    }

    TEST_CASE("no clock is gained or lost when the tempo leaps on a bad cable")
    {
        constexpr std::array<std::array<double, 2>, 8> kLeaps {
            {{60, 120}, {120, 60}, {240, 120}, {120, 240}, {120, 80}, {120, 180}, {120, 130}, {130, 120}}};
        for (const auto& [first, then] : kLeaps) {
            for (std::uint64_t seed = 1; seed <= 25; ++seed) {
                CAPTURE(first);
                CAPTURE(then);
                CAPTURE(seed);
                constexpr int kAt = 20 * kBeat;
                ClockStream stream {seed, {tempoStep(first, then, kAt), 2ms, 0.0, 0.01}};
                stream.steps(kAt + 2 * kBeat);
                for (int i = 0; i < 20 * kBeat; ++i) {
                    stream.step();
                    REQUIRE(stream.counted());
                }
            }
        }
    }

    TEST_CASE("a clock lost among the very first is found out")
    {
        for (int lost = 1; lost <= 12; ++lost) {
            CAPTURE(lost);
            ClockFilter filter;
            TimePoint time {1s};
            for (int i = 0; i < 48; ++i, time += 20ms) {
                if (i != lost)
                    (void)filter.clock(time);
            }
            CHECK(filter.number() == 47);
            CHECK(filter.lost() == 1);
            CHECK(std::chrono::abs(filter.timeOf(48) - time) < 10us);
        }
    }

    TEST_CASE("a sender that hesitates for half an interval has left out no clock")
    {
        ClockFilter filter;
        TimePoint time {1s};
        for (int i = 0; i < 200; ++i, time += 20ms) {
            if (i == 100)
                time += 10ms;
            (void)filter.clock(time);
        }
        CHECK(filter.number() == 199);
        CHECK(std::chrono::abs(filter.timeOf(200) - time) < 10us);
        CHECK(filter.steadyBpm() == doctest::Approx(125.0));
    }

    TEST_CASE("after a silence the nearest clock is the one that comes")
    {
        for (const Nanoseconds late : {Nanoseconds {-9ms}, Nanoseconds {0}, Nanoseconds {9ms}}) {
            ClockFilter filter;
            for (int i = 0; i < 100; ++i)
                (void)filter.clock(TimePoint {i * 20ms});
            CHECK(filter.hears(TimePoint {99 * 20ms + 150ms}));
            CHECK_FALSE(filter.hears(TimePoint {99 * 20ms + 151ms}));
            for (int i = 150; i < 250; ++i)
                (void)filter.clock(TimePoint {i * 20ms + late});
            CHECK(filter.number() == 249);
            CHECK(std::chrono::abs(filter.timeOf(250) - TimePoint {250 * 20ms + late}) < 10us);
        }
    }

    TEST_CASE("a new phase begins where its first clock is, and keeps the tempo")
    {
        ClockFilter filter;
        for (int i = 0; i < 100; ++i)
            (void)filter.clock(TimePoint {i * 20ms});
        const TimePoint start {99 * 20ms + 7ms};
        CHECK(filter.clock(start, ClockFilter::Phase::New));
        CHECK(filter.number() == 100);
        CHECK(filter.timeOf(100) == start);
        CHECK(std::chrono::abs(filter.timeOf(148) - (start + 48 * 20ms)) < 1us);
    }

    TEST_CASE("nonsense is harmless: floods, clocks all at once, backwards, hours apart")
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            CAPTURE(seed);
            Dice dice {seed};
            ClockFilter filter;
            TimePoint time {1s};
            for (int i = 0; i < 2000; ++i) {
                constexpr std::int64_t kGaps[] = {
                    0, 1, 1'000'000, 20'000'000, 150'000'001, 10'000'000'000'000};
                const auto gap = dice.chance(50) ? kGaps[dice.below(std::size(kGaps))]
                                                 : static_cast<std::int64_t>(dice.below(40'000'000));
                time += Nanoseconds {dice.chance(5) ? -gap / 100'000 : gap};
                const std::int64_t before = filter.number();
                const bool counted = filter.clock(time, static_cast<ClockFilter::Phase>(dice.below(3)));
                REQUIRE((counted || filter.number() == before));
                REQUIRE(filter.interval() >= 1e6);
                REQUIRE(filter.interval() <= 150e6);
                REQUIRE(filter.steadyBpm() >= 0.0);
                REQUIRE(filter.steadyBpm() < 3000.0);
            }
            // And then it follows again.
            for (int i = 0; i < 400; ++i, time += 20ms)
                (void)filter.clock(time);
            REQUIRE(std::chrono::abs(filter.timeOf(filter.number() + 1) - time) < 10us);
        }
    }

    TEST_CASE("a flood of clocks with no time between them is no tempo")
    {
        ClockFilter filter;
        for (int i = 0; i < 100'000; ++i)
            (void)filter.clock(TimePoint {1s});
        CHECK(filter.number() == 0);
        CHECK_FALSE(filter.knowsTempo());
        CHECK(filter.doubled() == 99'999);
    }
}
