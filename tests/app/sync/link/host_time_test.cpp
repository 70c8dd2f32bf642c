#include "app/sync/link/host_time.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>

using namespace clave;
using namespace std::chrono_literals;

namespace {

/// Two clocks that run apart, and a thread that looks at both every two milliseconds.
struct Clocks {
    test::Dice dice {20};
    double drift = 0.0;  ///< of the reference against the host
    Nanoseconds jitter {0};  ///< of the reference, either way
    Nanoseconds offset = 100h;
    Nanoseconds host = 50h;
    HostTime map;

    [[nodiscard]] TimePoint reference() const
    {
        const double passed = static_cast<double>((host - 50h).count());
        return TimePoint {host + offset + Nanoseconds {std::llround(passed * drift)}};
    }
    [[nodiscard]] HostTime::Host wholeHost() const
    {
        return std::chrono::floor<std::chrono::microseconds>(host);
    }
    void look(Nanoseconds took = 500ns)
    {
        const auto shake = jitter.count() == 0
            ? 0
            : static_cast<std::int64_t>(dice.below(2 * static_cast<std::size_t>(jitter.count())))
                - jitter.count();
        const auto before = wholeHost();
        const TimePoint middle = reference() + Nanoseconds {shake};
        host += took;
        map.add(before, middle, wholeHost());
        host -= took;
    }
    void run(Nanoseconds time)
    {
        for (const Nanoseconds end = host + time; host < end; host += 2ms + Nanoseconds {dice.below(999)})
            look();
    }
    /// How far off the map is now.
    [[nodiscard]] Nanoseconds error() const
    {
        const Nanoseconds cut = host - Nanoseconds {wholeHost()};
        return std::chrono::abs(map.reference(wholeHost()) + cut - reference());
    }
};

}  // namespace

TEST_SUITE("app/sync/link/host_time")
{
    TEST_CASE("one look is enough to tell the time to two microseconds")
    {
        Clocks clocks;
        clocks.look();
        CHECK(clocks.error() <= 2us);
        CHECK(std::chrono::abs(clocks.map.host(clocks.reference()) - clocks.host) <= 2us);
    }

    TEST_CASE(
        "a sound card that is two parts in ten thousand fast is followed within 20 us after three seconds")
    {
        Clocks clocks;
        clocks.drift = 200e-6;
        clocks.run(3s);
        CHECK(clocks.error() <= 20us);
        clocks.run(20s);
        CHECK(clocks.error() <= 2us);
        CHECK(std::abs(clocks.map.rate() - 1.0 - 200e-6) < 1e-6);
    }

    TEST_CASE("jitter of 50 us either way hardly moves the map once it has settled")
    {
        Clocks clocks;
        clocks.drift = -80e-6;
        clocks.jitter = 50us;
        clocks.run(15s);
        Nanoseconds worst {0};
        for (int i = 0; i < 2000; ++i) {
            clocks.run(5ms);
            worst = std::max(worst, clocks.error());
        }
        CHECK(worst <= 6us);
    }

    TEST_CASE("a thread that is held up between two looks changes nothing")
    {
        Clocks clocks;
        clocks.run(5s);
        const Nanoseconds before = clocks.error();
        for (int i = 0; i < 10; ++i) {
            clocks.look(4ms);
            clocks.host += 5ms;
        }
        CHECK(clocks.error() <= before + 2us);
    }

    TEST_CASE("a reference clock that steps is believed at the third look")
    {
        Clocks clocks;
        clocks.run(5s);
        clocks.offset += 3ms;
        for (int i = 0; i < 2; ++i, clocks.host += 2ms)
            clocks.look();
        CHECK(clocks.error() > 2900us);
        clocks.look();
        CHECK(clocks.error() <= 2us);
    }

    TEST_CASE("there and back again is the same microsecond")
    {
        Clocks clocks;
        clocks.drift = 150e-6;
        clocks.run(4s);
        for (int i = 0; i < 1000; ++i) {
            const auto host = clocks.wholeHost() + std::chrono::microseconds {clocks.dice.below(60'000'000)};
            CHECK(clocks.map.host(clocks.map.reference(host)) == host);
        }
    }
}
