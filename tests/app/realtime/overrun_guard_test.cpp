#include "app/realtime/overrun_guard.hpp"

#include "core/rt/realtime_thread.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>

using namespace clave;

TEST_SUITE("app/realtime/overrun_guard")
{
    TEST_CASE("a real-time thread that runs away becomes an ordinary one, and Clave lives on")
    {
        bool wasRealtime = false;
        bool becameOrdinary = false;
        Grant grant = Grant::None;
        REQUIRE(limitRealtimeRun(400'000));
        rlimit limit {};
        getrlimit(RLIMIT_RTTIME, &limit);
        CHECK(limit.rlim_max <= 400'000);
        CHECK(limit.rlim_cur <= limit.rlim_max / 2);
        {
            RealtimeThread thread {
                {"clave-runaway", kSenderPriority, nullptr}, [&] {
                    guardFromOverrun(gettid());
                    const SteadyClock clock;
                    const TimePoint end = clock.now() + std::chrono::seconds {2};
                    wasRealtime = (sched_getscheduler(0) & ~SCHED_RESET_ON_FORK) == SCHED_FIFO;
                    while (wasRealtime && !becameOrdinary && clock.now() < end)
                        becameOrdinary = (sched_getscheduler(0) & ~SCHED_RESET_ON_FORK) == SCHED_OTHER;
                }};
            grant = thread.result().grant;
        }
        if (grant == Grant::None)
            return test::skip("no real-time scheduling is allowed here");
        CHECK(wasRealtime);
        CHECK(becameOrdinary);
    }

    TEST_CASE("a limit of nothing is no limit that could be set")
    {
        CHECK_FALSE(limitRealtimeRun(0));
        CHECK_FALSE(limitRealtimeRun(-5));
    }
}
