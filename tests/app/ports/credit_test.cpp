#include "app/ports/rtmidi/credit.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <random>

using namespace clave;

TEST_SUITE("app/ports/rtmidi/credit")
{
    TEST_CASE("without a cycle of the server the ring never fills, however much is sent")
    {
        RingCredit credit;
        std::size_t written = 0;
        for (int i = 0; i < 100'000; ++i)
            if (credit.tryTake(3, 5))
                written += 3 + RingCredit::kLengthBytes;
        CHECK(written <= RingCredit::kLimit);
        CHECK(written > RingCredit::kLimit - 7);
    }

    TEST_CASE("as the server goes on the credit comes back")
    {
        RingCredit credit;
        std::uint64_t cycle = 0;
        while (credit.tryTake(3, cycle)) {}
        CHECK_FALSE(credit.tryTake(3, cycle + 1));
        (void)credit.tryTake(3, cycle + 2);
        CHECK(credit.tryTake(3, cycle + 4));
    }

    TEST_CASE("a ring of 16383 bytes that is drained two cycles late never overflows")
    {
        const unsigned seed = std::random_device {}();
        CAPTURE(seed);
        std::mt19937 random {seed};
        RingCredit credit;
        struct Written {
            std::uint64_t cycle;
            std::size_t bytes;
        };
        std::deque<Written> ring;
        std::size_t inRing = 0;
        std::size_t most = 0;
        std::uint64_t cycle = 0;
        for (int i = 0; i < 200'000; ++i) {
            if (random() % 300 == 0)
                cycle += random() % 4;
            while (!ring.empty() && ring.front().cycle + RingCredit::kCyclesToDrain <= cycle) {
                inRing -= ring.front().bytes;
                ring.pop_front();
            }
            const std::size_t bytes = 1 + random() % 3;
            if (credit.tryTake(bytes, cycle)) {
                inRing += bytes + RingCredit::kLengthBytes;
                ring.push_back({cycle, bytes + RingCredit::kLengthBytes});
            }
            most = std::max(most, inRing);
        }
        CHECK(most <= 16'383);
        CHECK(most > 1000);
    }
}
