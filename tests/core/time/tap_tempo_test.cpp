#include "core/time/tap_tempo.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace clave;
using namespace std::chrono_literals;

TEST_SUITE("core/time/TapTempo")
{
    constexpr TimePoint kStart {1h};

    TEST_CASE("one tap is no tempo, two taps half a second apart are 120")
    {
        TapTempo tap;
        CHECK_FALSE(tap.tap(kStart));
        const auto tempo = tap.tap(kStart + 500ms);
        REQUIRE(tempo);
        CHECK(tempo->bpm() == doctest::Approx(120.0));
    }

    TEST_CASE("uneven taps are averaged over the last four intervals only")
    {
        TapTempo tap;
        auto now = kStart;
        tap.tap(now);
        tap.tap(now += 1500ms);  // too old to count once four more intervals have come
        for (const auto interval : {480ms, 520ms, 490ms})
            tap.tap(now += interval);
        const auto tempo = tap.tap(now += 510ms);
        REQUIRE(tempo);
        CHECK(tempo->bpm() == doctest::Approx(120.0));
    }

    TEST_CASE("after more than two seconds of silence it starts anew")
    {
        TapTempo tap;
        tap.tap(kStart);
        tap.tap(kStart + 500ms);
        CHECK_FALSE(tap.tap(kStart + 500ms + 2001ms));
        const auto tempo = tap.tap(kStart + 500ms + 2001ms + 600ms);
        REQUIRE(tempo);
        CHECK(tempo->bpm() == doctest::Approx(100.0));
    }

    TEST_CASE("two taps two seconds apart are 30 bpm")
    {
        TapTempo tap;
        tap.tap(kStart);
        const auto tempo = tap.tap(kStart + 2s);
        REQUIRE(tempo);
        CHECK(tempo->bpm() == doctest::Approx(30.0));
    }

    TEST_CASE("taps faster than any music stay within the limits")
    {
        TapTempo tap;
        tap.tap(kStart);
        CHECK_FALSE(tap.tap(kStart));
        const auto tempo = tap.tap(kStart + 1ms);
        REQUIRE(tempo);
        CHECK(tempo->bpm() == Tempo::kFastest);
    }
}
