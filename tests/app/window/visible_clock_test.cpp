#include "app/window/visible_clock.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
ClockStatus playing()
{
    ClockStatus status;
    status.playing = true;
    status.position = Position {kSixteenth};
    status.tempo = Tempo::clampedBpm(120.0);
    status.trackCount = 2;
    status.tracks[1].step = 4;
    return status;
}
}  // namespace

TEST_SUITE("app/window/visible_clock")
{
    TEST_CASE("between two steps nothing is drawn anew, however often the clock wakes up")
    {
        const auto before = visibleOf(playing(), {});
        auto status = playing();
        status.position = Position {kSixteenth + kSixteenth - Tick {1}};
        status.time += std::chrono::milliseconds {100};
        status.wakeUps = 50;
        status.lateness.add(std::chrono::microseconds {70});
        status.tempo = Tempo::clampedBpm(120.001);
        status.sync.jitter = std::chrono::microseconds {3};
        CHECK(visibleOf(status, {}) == before);
    }

    TEST_CASE("what a person would notice is drawn")
    {
        const auto before = visibleOf(playing(), {});
        const auto changed = [&](auto change) {
            auto status = playing();
            change(status);
            return !(visibleOf(status, {}) == before);
        };
        CHECK(changed([](ClockStatus& s) { s.playing = false; }));
        CHECK(changed([](ClockStatus& s) { s.countingIn = true; }));
        CHECK(changed([](ClockStatus& s) { s.position = Position {kSixteenth + kSixteenth}; }));
        CHECK(changed([](ClockStatus& s) { s.position = Position {Tick {-1}}; }));
        CHECK(changed([](ClockStatus& s) { s.tempo = Tempo::clampedBpm(120.1); }));
        CHECK(changed([](ClockStatus& s) { s.queuedScene = 1; }));
        CHECK(changed([](ClockStatus& s) { s.arrangementEntry = 0; }));
        CHECK(changed([](ClockStatus& s) { s.tracks[1].step = 5; }));
        CHECK(changed([](ClockStatus& s) { s.tracks[1].fired = true; }));
        CHECK(changed([](ClockStatus& s) { s.tracks[0].queuedSlot = 2; }));
        CHECK(changed([](ClockStatus& s) { s.trackCount = 3; }));
        CHECK(changed([](ClockStatus& s) { s.sync.kind = SyncKind::Link; }));
        CHECK(changed([](ClockStatus& s) { s.sync.carriesOn = true; }));
    }

    TEST_CASE("a swung step and the place that is shown go on together")
    {
        const Swing swing {62.0, kSixteenth};
        auto status = playing();
        const auto shownAt = [&](Position position) {
            status.position = position;
            return visibleOf(status, swing).sixteenth;
        };
        const Position second = swung(Position {kSixteenth}, swing);
        CHECK(shownAt(Position {kSixteenth}) == 0);
        CHECK(shownAt(second) == 1);
        CHECK(shownAt(Position {2 * kSixteenth}) == 2);
    }

    TEST_CASE("what is beyond the last track is not looked at")
    {
        auto status = playing();
        status.tracks[2].step = 9;
        CHECK(visibleOf(status, {}) == visibleOf(playing(), {}));
    }
}
