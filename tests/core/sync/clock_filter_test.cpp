#include "core/sync/clock_filter.hpp"

#include "tests/core/sync/clock_stream.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace clave;
using namespace std::chrono_literals;
using namespace test;

namespace {
constexpr double kTempos[] = {60.0, 120.0, 240.0};

Cable badCable(std::function<double(int)> bpm)
{
    return {std::move(bpm), 2ms, 0.01, 0.0};
}

/// The largest error over so many clocks.
double worstOver(ClockStream& stream, int clocks)
{
    double worst = 0.0;
    for (int i = 0; i < clocks; ++i) {
        stream.step();
        worst = std::max(worst, stream.error());
    }
    return worst;
}
}  // namespace

TEST_SUITE("core/sync/ClockFilter")
{
    TEST_CASE("with 2 ms of jitter and a clock in a hundred lost, it is within 1 ms from the eighth beat on")
    {
        for (const double bpm : kTempos) {
            for (std::uint64_t seed = 1; seed <= 25; ++seed) {
                CAPTURE(bpm);
                CAPTURE(seed);
                ClockStream stream {seed, badCable(steadyTempo(bpm))};
                stream.steps(8 * kBeat);
                const double worst = worstOver(stream, static_cast<int>(bpm) * kBeat);
                REQUIRE(worst <= kMillisecond);
                REQUIRE(stream.counted());
            }
        }
    }

    TEST_CASE("exact clocks are followed within 10 microseconds from the second on, also when some are lost")
    {
        for (const double bpm : {20.0, 60.0, 120.0, 133.37, 240.0, 999.0}) {
            for (const double lost : {0.0, 0.01}) {
                CAPTURE(bpm);
                CAPTURE(lost);
                ClockStream stream {7, {steadyTempo(bpm), 0ns, lost, 0.0}};
                stream.steps(2);
                CHECK(worstOver(stream, 100 * kBeat) < 10 * kMicrosecond);
                CHECK(stream.filter.steadyBpm() == doctest::Approx(bpm).epsilon(1e-6));
                CHECK(stream.filter.jitter() < 10us);
            }
        }
    }

    TEST_CASE("a step of an exact tempo is followed within two beats")
    {
        constexpr std::array<std::array<double, 2>, 10> kSteps {{{120, 130}, {120, 121}, {60, 120},
            {240, 120}, {120, 240}, {120, 90}, {120, 80}, {60, 240}, {240, 20}, {20, 300}}};
        for (const auto& [first, then] : kSteps) {
            CAPTURE(first);
            CAPTURE(then);
            constexpr int kAt = 20 * kBeat;
            ClockStream stream {1, {tempoStep(first, then, kAt), 0ns, 0.0, 0.0}};
            stream.steps(1 + kAt + 2 * kBeat);
            CHECK(worstOver(stream, 60 * kBeat) < 10 * kMicrosecond);
            CHECK(stream.counted());
            CHECK(stream.filter.lost() == 0);
            CHECK(stream.filter.doubled() == 0);
        }
    }

    TEST_CASE("a step of a jittery tempo is followed within 2 ms after two beats")
    {
        constexpr std::array<std::array<double, 2>, 6> kSteps {
            {{120, 130}, {120, 121}, {60, 120}, {240, 120}, {120, 90}, {120, 180}}};
        for (const auto& [first, then] : kSteps) {
            for (std::uint64_t seed = 1; seed <= 25; ++seed) {
                CAPTURE(first);
                CAPTURE(then);
                CAPTURE(seed);
                constexpr int kAt = 20 * kBeat;
                ClockStream stream {seed, {tempoStep(first, then, kAt), 2ms, 0.0, 0.0}};
                stream.steps(1 + kAt + 2 * kBeat);
                const double worst = worstOver(stream, 60 * kBeat);
                REQUIRE(worst < 2 * kMillisecond);
                REQUIRE(stream.counted());
            }
        }
    }

    TEST_CASE("a slow ramp is followed: within 1 ms when exact, within 4 ms with jitter")
    {
        const auto ramp = [](int clock) { return std::clamp(100.0 + (clock - 480) / 48.0, 100.0, 132.0); };
        ClockStream exact {1, {ramp, 0ns, 0.0, 0.0}};
        exact.steps(8 * kBeat);
        CHECK(worstOver(exact, 120 * kBeat) < kMillisecond);
        CHECK(exact.counted());
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            CAPTURE(seed);
            ClockStream jittery {seed, badCable(ramp)};
            jittery.steps(8 * kBeat);
            const double worst = worstOver(jittery, 120 * kBeat);
            REQUIRE(worst < 4 * kMillisecond);
            REQUIRE(jittery.counted());
        }
    }

    TEST_CASE("one clock that is late by a quarter of an interval moves nothing")
    {
        ClockFilter filter;
        TimePoint time {1s};
        for (int i = 0; i < 300; ++i, time += 20ms) {
            (void)filter.clock(i == 200 ? time + 5ms : time);
            if (i >= 3) {
                CAPTURE(i);
                REQUIRE(std::chrono::abs(filter.timeOf(i + 1) - (time + 20ms)) < 10us);
            }
        }
    }

    TEST_CASE("a sender that is heard once a sound card period only is followed evenly")
    {
        constexpr double kPeriod = 256.0 / 48000.0 * 1e9;
        for (const double bpm : {60.0, 90.0, 120.0, 133.37, 174.0}) {
            CAPTURE(bpm);
            const double interval = 60e9 / 24.0 / bpm;
            ClockFilter filter;
            for (int i = 0; i < 100 * kBeat; ++i) {
                const double heard = std::ceil(i * interval / kPeriod) * kPeriod;
                (void)filter.clock(TimePoint {Nanoseconds {std::llround(heard)}});
                if (i < 16 * kBeat)
                    continue;
                const auto time = static_cast<double>(filter.timeOf(i + 1).time_since_epoch().count());
                REQUIRE(std::abs(time - kPeriod / 2 - (i + 1) * interval) < 0.3 * kMillisecond);
            }
            CHECK(filter.number() == 100 * kBeat - 1);
        }
    }

    TEST_CASE("the tempo shown does not flicker")
    {
        for (const double bpm : kTempos) {
            for (std::uint64_t seed = 1; seed <= 10; ++seed) {
                CAPTURE(bpm);
                CAPTURE(seed);
                ClockStream stream {seed, badCable(steadyTempo(bpm))};
                stream.steps(32 * kBeat);
                double most = 0.0;
                for (int i = 0; i < 60 * kBeat; ++i) {
                    stream.step();
                    most = std::max(most, std::abs(stream.filter.steadyBpm() - bpm));
                }
                REQUIRE(most < bpm * 0.0005);
            }
        }
    }

    TEST_CASE("jitter is measured: its deviation and its worst")
    {
        for (const Nanoseconds jitter : {Nanoseconds {200us}, Nanoseconds {1ms}, Nanoseconds {2ms}}) {
            ClockStream stream {3, {steadyTempo(120), jitter, 0.01, 0.0}};
            stream.steps(60 * kBeat);
            const double deviation = static_cast<double>(jitter.count()) / std::sqrt(3.0);
            CHECK(static_cast<double>(stream.filter.jitter().count())
                == doctest::Approx(deviation).epsilon(0.25));
            CHECK(stream.filter.worstJitter() > jitter * 8 / 10);
            CHECK(stream.filter.worstJitter() < jitter * 13 / 10);
        }
    }
}
