#include "core/time/frame_grid.hpp"

#include "core/time/timeline.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace clave;
using namespace std::chrono_literals;

TEST_SUITE("core/time/frame_grid")
{
    TEST_CASE("a frame has a moment, and that moment is on this frame, for days and at every rate")
    {
        for (const std::uint32_t rate : {8'000U, 44'100U, 48'000U, 96'000U, 192'000U}) {
            const FrameGrid grid {123'456, TimePoint {1h}, rate};
            test::Dice dice {rate};
            for (int i = 0; i < 2'000; ++i) {
                const auto frame = static_cast<std::int64_t>(dice.below(1U << 31U)) * 16 - (1LL << 33);
                CHECK(grid.frameAt(grid.timeOf(frame)) == frame);
                const TimePoint last = grid.lastBefore(frame);
                CHECK(grid.frameAt(last) == frame - 1);
                CHECK(grid.frameAt(last + 1ns) == frame);
            }
        }
    }

    TEST_CASE("sixteenths at 133.37 bpm lie within half a frame of where they should be, for ten hours")
    {
        const FrameGrid grid {0, TimePoint {1h}, 48'000};
        const Tempo tempo = Tempo::clampedBpm(133.37);
        const Timeline line {Position {}, TimePoint {1h}, tempo};
        const double framesPerStep = 48'000 * 60 / 133.37 / 4;
        double worst = 0;
        for (std::int64_t step = 0; step < 320'000; ++step) {
            const auto frame = static_cast<double>(grid.frameAt(line.timeAt(kSixteenth * step)));
            worst = std::max(worst, std::abs(frame - framesPerStep * static_cast<double>(step)));
        }
        CHECK(worst < 0.5001);
    }

    TEST_CASE("rounding up finds the first frame at or after a moment; without a grid every moment will do")
    {
        const FrameGrid grid {0, TimePoint {1h}, 48'000};
        CHECK(grid.roundUp(TimePoint {1h}) == TimePoint {1h});
        CHECK(grid.roundUp(TimePoint {1h} + 1ns) == grid.timeOf(1));
        CHECK(grid.roundUp(grid.timeOf(7)) == grid.timeOf(7));
        CHECK(grid.roundUp(TimePoint {1h} - 1ns) == grid.timeOf(0));
        CHECK_FALSE(FrameGrid {}.exists());
        CHECK(FrameGrid {}.roundUp(TimePoint {17ns}) == TimePoint {17ns});
    }
}
