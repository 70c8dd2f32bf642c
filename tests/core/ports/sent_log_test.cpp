#include "core/ports/sent_log.hpp"

#include "core/ports/recording_output.hpp"

#include "tests/support/dice.hpp"
#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace clave;
using namespace clave::test;

namespace {
TimePoint at(std::int64_t ns)
{
    return TimePoint {Nanoseconds {ns}};
}

/// A message that tells which one it is, and a time that belongs to it alone.
Message numbered(std::uint64_t n)
{
    return Message::noteOn(Channel::from0to15(static_cast<int>(n >> 14U & 15U)), static_cast<int>(n & 0x7FU),
        static_cast<int>(n >> 7U & 0x7FU));
}
TimePoint timeOf(std::uint64_t n)
{
    return at(static_cast<std::int64_t>(n * 1'000'003));
}
}  // namespace

TEST_SUITE("core/ports/sent_log")
{
    TEST_CASE("the last 512 messages are known, oldest first, with their times")
    {
        SentLog log;
        CHECK(log.recent().empty());
        log.add(at(5), Message::clock());
        REQUIRE(log.recent().size() == 1);
        CHECK(log.recent()[0] == SentMessage {0, at(5), Message::clock()});
        for (std::uint64_t n = 1; n < 1300; ++n)
            log.add(timeOf(n), numbered(n));
        const auto recent = log.recent();
        REQUIRE(recent.size() == SentLog::kLength);
        for (std::size_t i = 0; i < recent.size(); ++i)
            CHECK(recent[i] == SentMessage {788 + i, timeOf(788 + i), numbered(788 + i)});
    }

    TEST_CASE("what is read while messages leave is never mixed of two")
    {
        SentLog log;
        constexpr std::uint64_t kMessages = 200'000;
        std::atomic<bool> reads {false};
        std::thread writer([&] {
            while (!reads.load()) {}
            for (std::uint64_t n = 0; n < kMessages; ++n)
                log.add(timeOf(n), numbered(n));
        });
        reads = true;
        std::uint64_t looks = 0;
        std::uint64_t last = 0;
        for (bool isOver = false; !isOver; ++looks) {
            isOver = last + 1 == kMessages;
            std::uint64_t before = 0;
            bool isFirst = true;
            for (const auto& sent : log.recent()) {
                REQUIRE((isFirst || sent.number > before));
                REQUIRE(sent.time == timeOf(sent.number));
                REQUIRE(sent.message == numbered(sent.number));
                before = sent.number;
                isFirst = false;
            }
            REQUIRE(before >= last);
            last = before;
        }
        writer.join();
        CHECK(looks > 1);
        CHECK(log.recent().size() == SentLog::kLength);
    }

    TEST_CASE("an output tells exactly what it put out and when, whatever it is given")
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            RecordingOutput output;
            if (dice.below(2) == 0)
                output.setPeriod(std::chrono::milliseconds {5});
            std::int64_t now = 1'000'000'000;
            for (int i = 0; i < 100; ++i) {
                TimedMessage message;
                message.due = at(now + static_cast<std::int64_t>(dice.below(40'000'000)) - 10'000'000);
                message.voice = 1 + dice.below(5);
                const auto note = static_cast<int>(60 + message.voice);
                message.message = dice.below(2) == 0 ? Message::noteOn(Channel {}, note, 90)
                                                     : Message::noteOff(Channel {}, note);
                (void)output.tryPost(message);
                now += static_cast<std::int64_t>(dice.below(5'000'000));
                output.runUntil(at(now));
            }
            output.close(at(now));
            const auto recent = output.recent();
            REQUIRE(recent.size() == output.recorded().size());
            for (std::size_t i = 0; i < recent.size(); ++i) {
                REQUIRE(recent[i].message == output.recorded()[i].message);
                REQUIRE(recent[i].number == i);
                REQUIRE(recent[i].time >= output.recorded()[i].time);  // a recorder writes late ones as due
            }
        }
    }

    TEST_CASE("writing down takes no heap and no lock")
    {
        SentLog log;
        RealtimeGuard guard;
        for (std::uint64_t n = 0; n < 1000; ++n)
            log.add(timeOf(n), numbered(n));
        guard.stop();
        CHECK(guard.heapCalls() == 0);
        CHECK(guard.locks() == 0);
    }
}
