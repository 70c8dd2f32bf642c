#include "app/sync/link/link_source.hpp"

#include "tests/app/sync/link/network.hpp"
#include "tests/app/sync/link/peer.hpp"
#include "tests/app/sync/link/together.hpp"
#include "tests/support/realtime_guard.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <initializer_list>

using namespace clave;
using namespace std::chrono_literals;
using test::LinkNetwork;
using test::LinkPeer;
using test::Together;

namespace {
constexpr double kInPhase = 1000.0;  // microseconds; Link's test plan allows 3000
const LinkOptions kStartStop {4.0, true};

/// Where two sessions meet the older one goes on; within half a second Link draws lots.
void makeElder()
{
    const SteadyClock clock;
    clock.sleepUntil(clock.now() + 700ms);
}

bool whole(double beats, double part)
{
    return std::abs(std::remainder(beats, part)) < 1e-4;
}

double beatsOf(Position position)
{
    return position.ticks() / static_cast<double>(kPpqn);
}
}  // namespace

TEST_SUITE("app/sync/link/link_source")
{
    TEST_CASE("TEMPO-1 a tempo changed here is heard by the others, one changed there is followed, in phase")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {120.0};
        Together ours {120.0};
        REQUIRE(ours.meets(peer));
        ours.source.askTempo(Tempo::clampedBpm(133.5), ours.clock.now());
        CHECK(ours.within(3s, [&] { return std::abs(peer.bpm() - 133.5) < 0.01; }));
        REQUIRE(ours.play(0.0));
        CHECK(std::abs(ours.apart(peer)) < kInPhase);

        ours.run(1100ms);  // for a second Link prefers what was changed here
        const std::uint32_t start = ours.reading.start;
        const double before = ours.beatNow();
        peer.setTempo(90.0);
        CHECK(ours.within(3s, [&] { return std::abs(ours.source.report().bpm - 90.0) < 0.01; }));
        CHECK(std::abs(ours.reading.line.tempo().bpm() - 90.0) < 0.05);
        CHECK(ours.reading.start == start);
        CHECK(ours.beatNow() > before);
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
    }

    TEST_CASE("TEMPO-2 TEMPO-3 who joins takes the tempo of the session and changes it for nobody")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {130.0};
        makeElder();
        Together ours {100.0};
        REQUIRE(ours.meets(peer));
        CHECK(ours.within(2s, [&] { return std::abs(ours.source.report().bpm - 130.0) < 0.01; }));
        ours.run(500ms);
        CHECK(std::abs(peer.bpm() - 130.0) < 0.01);
        CHECK(std::abs(ours.reading.line.tempo().bpm() - 130.0) < 0.05);
        CHECK(ours.reading.state == SyncReading::State::Ready);

        // What a scene begins with is no change: nobody here asked for another tempo.
        ours.source.askTempo(Tempo::clampedBpm(100.0), ours.clock.now());
        ours.run(300ms);
        CHECK(std::abs(peer.bpm() - 130.0) < 0.01);
        ours.source.askTempo(Tempo::clampedBpm(101.0), ours.clock.now());
        CHECK(ours.within(2s, [&] { return std::abs(peer.bpm() - 101.0) < 0.01; }));
    }

    TEST_CASE(
        "a song that plays when Link is chosen goes on; with others there at the nearest place in phase")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        Together alone {136.0};
        const TimePoint now = alone.clock.now();
        const Timeline line {Together::at(9.3), now, Tempo::clampedBpm(136.0)};
        alone.source.takeOver(line, now);
        CHECK(alone.within(0ms, [&] { return alone.running(); }));
        for (int i = 0; i < 3; ++i) {
            const Position there = line.positionAt(alone.clock.now());
            CHECK(std::abs(beatsOf(alone.reading.line.positionAt(line.timeAt(there)) - there)) < 1e-3);
            alone.run(600ms);  // over the second in which others may be found
        }
        CHECK(alone.reading.start == 0);

        LinkPeer peer {120.0};
        makeElder();
        Together late {120.0};
        REQUIRE(late.meets(peer));
        late.source.takeOver(
            {Together::at(50.3), late.clock.now(), Tempo::clampedBpm(120.0)}, late.clock.now());
        late.run(50ms);
        CHECK(late.reading.start == 1);
        CHECK(std::abs(late.beatNow() - 50.4) < 2.2);
        CHECK(std::abs(late.apart(peer)) < kInPhase);
    }

    TEST_CASE("TEMPO-4 from 20 to 999 bpm we stay in phase")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {120.0};
        Together ours {120.0};
        REQUIRE(ours.meets(peer));
        REQUIRE(ours.play(0.0));
        for (const double bpm : {20.0, 999.0}) {
            peer.setTempo(bpm);
            CAPTURE(bpm);
            CHECK(ours.within(3s, [&] { return std::abs(ours.source.report().bpm - bpm) < 0.01; }));
            CHECK(std::abs(ours.apart(peer)) < kInPhase);
            ours.run(700ms);
            CHECK(std::abs(ours.apart(peer)) < kInPhase);
        }
    }

    TEST_CASE("TEMPO-5 BEATTIME-1 alone, our tempo stays ours and playing begins when it was asked for")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        Together ours {97.25};
        ours.lookAround();
        CHECK(ours.source.report().bpm == 97.25);
        CHECK(ours.source.report().peers == 0);
        const TimePoint earliest = ours.clock.now() + 30ms;
        ours.source.askStart(Together::at(1.5), earliest);
        ours.read();
        CHECK(ours.running());
        CHECK(ours.reading.start == 1);
        CHECK(ours.reading.from == Together::at(1.5));
        const Nanoseconds late = ours.reading.line.timeAt(ours.reading.from) - earliest;
        CHECK(late >= 0us);
        CHECK(late <= 20us);
        ours.source.askTempo(Tempo::clampedBpm(111.0), ours.clock.now());
        ours.run(200ms);
        CHECK(ours.source.report().bpm == 111.0);
        CHECK(ours.reading.start == 1);
        ours.source.askStop(ours.clock.now());
        CHECK(ours.read().state == SyncReading::State::Ready);
    }

    TEST_CASE("the line does not change at all while nobody changes anything")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        Together ours {133.37};
        ours.lookAround();
        REQUIRE(ours.play(0.0));
        const Timeline line = ours.reading.line;
        ours.run(1500ms);
        CHECK(ours.reading.line == line);
    }

    TEST_CASE(
        "BEATTIME-2 our beat does not move when somebody joins us, and they come to our tempo and phase")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        Together ours {126.0};
        ours.lookAround();
        REQUIRE(ours.play(0.7));
        ours.run(1100ms);
        const Timeline line = ours.reading.line;
        LinkPeer peer {80.0};
        REQUIRE(ours.meets(peer));
        ours.run(300ms);
        CHECK(ours.reading.start == 1);
        CHECK(std::abs((ours.reading.line.timeAt({}) - line.timeAt({})).count()) <= 20'000);
        CHECK(std::abs(peer.bpm() - 126.0) < 0.01);
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
    }

    TEST_CASE("with others, playing starts at the next quantum in the phase of the song")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {240.0};
        Together ours {240.0};
        REQUIRE(ours.meets(peer));
        for (const double from : {0.0, 17.5}) {
            const TimePoint earliest = ours.clock.now() + 20ms;
            ours.source.askStart(Together::at(from), earliest);
            ours.read();
            const TimePoint begins = ours.reading.line.timeAt(ours.reading.from);
            CHECK(ours.reading.from == Together::at(from));
            CHECK(begins >= earliest);
            CHECK(begins < earliest + 1001ms);
            CHECK(std::abs(ours.apart(peer)) < kInPhase);
        }
        CHECK(ours.reading.start == 2);
    }

    TEST_CASE("a start right after joining waits for the session and begins in its phase")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {240.0};
        makeElder();
        Together ours {120.0};
        REQUIRE(ours.play(0.0));
        CHECK(ours.source.report().peers == 1);
        CHECK(ours.reading.from == Position {});
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
        const std::uint32_t start = ours.reading.start;
        ours.run(500ms);
        CHECK(ours.reading.start == start);
        CHECK(std::abs(peer.bpm() - 240.0) < 0.01);
    }

    TEST_CASE("a start right after joining, with nobody there, comes after a second")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        Together ours {120.0};
        const TimePoint asked = ours.clock.now();
        REQUIRE(ours.play(2.0));
        CHECK(ours.clock.now() - asked > 900ms);
        CHECK(ours.clock.now() - asked < 1500ms);
        ours.run(200ms);
        CHECK(ours.reading.start == 1);
        LinkPeer peer {80.0};
        REQUIRE(ours.meets(peer));
        ours.run(300ms);
        CHECK(ours.reading.start == 1);
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
    }

    TEST_CASE("when a peer moves the phase, we go on with the next sixteenth in the new one")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {120.0};
        Together ours {120.0};
        REQUIRE(ours.meets(peer));
        REQUIRE(ours.play(0.0));
        for (const double by : {1.3, -0.9, -1.7}) {
            CAPTURE(by);
            const std::uint32_t start = ours.reading.start;
            peer.shiftPhase(by);
            REQUIRE(ours.within(3s, [&] { return ours.reading.start != start; }));
            CHECK(ours.reading.start == start + 1);
            CHECK(whole(beatsOf(ours.reading.from), 0.25));
            CHECK(beatsOf(ours.reading.from) >= 0.0);
            const Nanoseconds until = ours.reading.line.timeAt(ours.reading.from) - ours.clock.now();
            CHECK(until > -50ms);
            CHECK(until < 131ms);
            CHECK(std::abs(ours.apart(peer)) < kInPhase);
            ours.run(300ms);
        }
    }

    TEST_CASE("a small move of the phase is followed without a new start")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {120.0};
        Together ours {120.0};
        REQUIRE(ours.meets(peer));
        REQUIRE(ours.play(0.0));
        const std::uint32_t start = ours.reading.start;
        const Timeline line = ours.reading.line;
        peer.shiftPhase(0.1);
        REQUIRE(ours.within(3s, [&] { return ours.reading.line.timeAt({}) < line.timeAt({}) - 40ms; }));
        CHECK(ours.reading.start == start);
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
    }

    TEST_CASE("STARTSTOP-1 a peer starts us at the quantum, from the beginning, and stops us")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {240.0, true};
        Together ours {240.0, kStartStop};
        REQUIRE(ours.meets(peer));
        ours.run(200ms);
        CHECK_FALSE(ours.running());
        peer.setPlaying(true);
        REQUIRE(ours.within(2s, [&] { return ours.running(); }));
        CHECK(ours.reading.from == Position {});
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
        CHECK(ours.within(2s, [&] { return ours.sounds(); }));
        peer.setPlaying(false);
        CHECK(ours.within(2s, [&] { return !ours.running(); }));
    }

    TEST_CASE("STARTSTOP-2 joining a playing session starts nothing; what we start and stop the others do")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {240.0, true};
        peer.setPlaying(true);
        makeElder();
        Together ours {240.0, kStartStop};
        REQUIRE(ours.meets(peer));
        ours.run(500ms);
        CHECK_FALSE(ours.running());
        REQUIRE(ours.play(0.0));
        CHECK(std::abs(ours.apart(peer)) < kInPhase);
        ours.source.askStop(ours.clock.now());
        CHECK_FALSE(ours.read().state == SyncReading::State::Running);
        CHECK(ours.within(2s, [&] { return !peer.playing(); }));
        REQUIRE(ours.play(0.0));
        CHECK(ours.within(2s, [&] { return peer.playing(); }));
    }

    TEST_CASE("without start and stop sync a peer's start is nothing to us, nor ours to them")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        LinkPeer peer {240.0, true};
        Together ours {240.0};
        REQUIRE(ours.meets(peer));
        peer.setPlaying(true);
        ours.run(500ms);
        CHECK_FALSE(ours.running());
        REQUIRE(ours.play(0.0));
        peer.setPlaying(false);
        ours.run(500ms);
        CHECK(ours.running());
        CHECK_FALSE(peer.playing());
    }

    TEST_CASE("reading takes no lock and no memory, while peers change tempo and phase")
    {
        const LinkNetwork network;
        if (network.trouble() != nullptr)
            return test::skip(network.trouble());
        if (!test::RealtimeGuard::armed())
            return test::skip("the sanitizer watches the heap itself");
        LinkPeer peer {120.0};
        Together ours {120.0};
        REQUIRE(ours.meets(peer));
        test::RealtimeWatch watch;
        for (int i = 0; i < 200; ++i) {
            if (i % 40 == 0)
                peer.setTempo(100.0 + i);
            if (i % 60 == 7)
                peer.shiftPhase(0.8);
            watch.enter();
            (void)ours.read();
            (void)ours.source.report();
            if (i == 50)
                ours.source.askStart({}, ours.clock.now());
            if (i == 150)
                ours.source.askStop(ours.clock.now());
            watch.leave();
            ours.clock.sleepUntil(ours.clock.now() + 2ms);
        }
        CHECK(watch.heapCalls() == 0);
        CHECK(watch.locks() == 0);
        watch.enter();
        ours.source.askTempo(Tempo::clampedBpm(77.0), ours.clock.now());
        watch.leave();
        CHECK(watch.heapCalls() == 0);
        CHECK(watch.locks() <= 1);  // Link wakes its own thread: a signal, which waits for nobody
    }
}
