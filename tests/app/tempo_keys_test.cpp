#include "app/tempo_keys.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace clave;
using namespace std::chrono_literals;

TEST_SUITE("app/TempoKeys")
{
    constexpr TimePoint kStart {1h};
    const Tempo k120 = Tempo::clampedBpm(120.0);

    TEST_CASE("presses in quick succession add up although the player still shows the old tempo")
    {
        TempoKeys keys;
        keys.press(kStart, k120, 1.0);
        keys.press(kStart + 30ms, k120, 1.0);
        const auto third = keys.press(kStart + 60ms, k120, 1.0);
        CHECK(third.tempo.bpm() == doctest::Approx(123.0));
    }

    TEST_CASE("presses within a second are one gesture, a later one is another")
    {
        TempoKeys keys;
        const auto first = keys.press(kStart, k120, 1.0);
        const auto second = keys.press(kStart + 1s, k120, 1.0);
        const auto third = keys.press(kStart + 2001ms, k120, 1.0);
        CHECK(first.gesture != 0);
        CHECK(second.gesture == first.gesture);
        CHECK(third.gesture != first.gesture);
    }

    TEST_CASE("a later press starts from the tempo that plays, which undo may have changed")
    {
        TempoKeys keys;
        keys.press(kStart, k120, 5.0);
        const auto later = keys.press(kStart + 5s, k120, 1.0);
        CHECK(later.tempo.bpm() == doctest::Approx(121.0));
    }

    TEST_CASE("after an undo the next press counts from what plays, in a gesture of its own")
    {
        TempoKeys keys;
        const auto before = keys.press(kStart, k120, 5.0);
        keys.forget();
        const auto after = keys.press(kStart + 10ms, k120, 1.0);
        CHECK(after.tempo.bpm() == 121.0);
        CHECK(after.gesture != before.gesture);
    }

    TEST_CASE("ten small steps make exactly one bpm")
    {
        TempoKeys keys;
        TempoKeys::Change change;
        for (int i = 0; i < 10; ++i)
            change = keys.press(kStart + i * 10ms, k120, 0.1);
        CHECK(change.tempo.bpm() == 121.0);
    }

    TEST_CASE("the limits hold")
    {
        TempoKeys keys;
        CHECK(keys.press(kStart, Tempo::clampedBpm(20.0), -1.0).tempo.bpm() == Tempo::kSlowest);
        CHECK(keys.press(kStart + 1h, Tempo::clampedBpm(999.0), 1.0).tempo.bpm() == Tempo::kFastest);
    }
}
