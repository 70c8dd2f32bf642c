#include "app/surfaces/light_clock.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using namespace clave;

namespace {
using namespace std::chrono_literals;

/// A device that hears the clock while time passes in steps.
struct Heard {
    std::optional<TimePoint> look(const ClockStatus& status, TimePoint now)
    {
        return clock.send(
            status, now, [this](std::span<const std::uint8_t> message) { bytes.push_back(message.front()); });
    }
    LightClock clock;
    std::vector<std::uint8_t> bytes;
};

ClockStatus playing(TimePoint since, double bpm)
{
    ClockStatus status;
    status.playing = true;
    status.run = 1;
    status.line = Timeline {Position {}, since, Tempo::clampedBpm(bpm)};
    return status;
}
}  // namespace

TEST_SUITE("app/surfaces/light_clock")
{
    TEST_CASE("a quarter note has 24 clocks, after one start, and it says when the next is due")
    {
        Heard heard;
        const TimePoint begin {1s};
        const auto status = playing(begin, 120.0);
        auto next = heard.look(status, begin);
        CHECK(heard.bytes == std::vector<std::uint8_t> {0xFA});
        while (next && *next <= begin + 500ms)
            next = heard.look(status, *next);
        CHECK(heard.bytes.size() == 1 + 24);
        CHECK(next > begin + 500ms);
        CHECK(next <= begin + 521ms);
    }

    TEST_CASE("a thread that was held up owes no hail of clocks, and a stop ends them")
    {
        Heard heard;
        const TimePoint begin {1s};
        auto status = playing(begin, 120.0);
        (void)heard.look(status, begin);
        (void)heard.look(status, begin + 10s);
        CHECK(heard.bytes.size() == 1);
        status.playing = false;
        CHECK(!heard.look(status, begin + 11s));
        CHECK(heard.bytes.size() == 1);
        status = playing(begin + 12s, 90.0);
        status.run = 2;
        (void)heard.look(status, begin + 12s);
        CHECK(heard.bytes.back() == 0xFA);
    }
}
