#include "core/time/reference_time.hpp"

#include "core/time/steady_clock.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace clave;
using namespace std::chrono_literals;

TEST_SUITE("core/time/reference_time")
{
    TEST_CASE("without a sound card it is the monotonic clock")
    {
        const ReferenceTime time;
        const TimePoint before = SteadyClock {}.now();
        const TimePoint now = time.now();
        CHECK(now >= before);
        CHECK(now <= SteadyClock {}.now());
        CHECK_FALSE(time.grid().exists());
    }

    TEST_CASE("a sound card's word stands until there is another")
    {
        ReferenceTime time;
        const SteadyClock steady;
        const FrameGrid grid {0, TimePoint {5h}, 48'000};
        const TimePoint before = steady.now();
        time.drive(before, TimePoint {5h}, grid);
        const TimePoint now = time.now();
        CHECK(now >= TimePoint {5h});
        CHECK(now - TimePoint {5h} <= steady.now() - before);
        CHECK(time.grid() == grid);
        time.sleepUntil(TimePoint {5h} + 3ms);
        CHECK(steady.now() - before >= 3ms);
        sem_t never;
        sem_init(&never, 0, 0);
        CHECK_FALSE(time.waitUntil(never, TimePoint {5h} + 6ms));
        CHECK(steady.now() - before >= 6ms);
        sem_destroy(&never);
    }

    TEST_CASE("who reads while the card speaks never gets half of it")
    {
        ReferenceTime time;
        std::atomic<bool> stop {false};
        const SteadyClock steady;
        std::thread card {[&] {
            for (std::uint32_t i = 1; !stop; ++i)  // ahead and rate belong together
                time.drive(steady.now(), steady.now() + std::chrono::hours {i % 7 + 1},
                    {0, TimePoint {}, i % 7 + 1});
        }};
        while (!time.grid().exists()) {}
        for (int i = 0; i < 200'000; ++i) {
            const auto rate = time.grid().framesPerSecond();
            CHECK_MESSAGE((rate >= 1 && rate <= 7), rate);
            const auto ahead = time.now() - steady.now();
            CHECK_MESSAGE((ahead > 50min && ahead < 8h), ahead.count());
        }
        stop = true;
        card.join();
    }
}
