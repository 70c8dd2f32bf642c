#include "app/ports/sender_thread.hpp"

#include "core/time/steady_clock.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <semaphore>
#include <vector>

using namespace clave;

namespace {

using namespace std::chrono_literals;

/// What a test shares with the sink it gave away; it outlives the sink.
struct Seen {
    std::mutex mutex;
    std::vector<Message> messages;
    std::vector<TimePoint> times;
    std::counting_semaphore<> sent {0};
    std::counting_semaphore<> entered {0};
    std::counting_semaphore<> mayReturn {0};
    std::atomic<bool> hangs {false};
    std::atomic<bool> away {false};
    std::atomic<bool> mended {false};
    std::atomic<bool> destroyed {false};

    std::vector<Message> all()
    {
        const std::lock_guard lock {mutex};
        return messages;
    }
};

class TestSink final : public MessageSink {
public:
    explicit TestSink(std::shared_ptr<Seen> seen) : seen_(std::move(seen)) {}
    ~TestSink() override { seen_->destroyed = true; }

    bool send(std::span<const std::uint8_t> bytes) noexcept override
    {
        if (seen_->away)
            return false;
        seen_->entered.release();
        if (seen_->hangs)
            seen_->mayReturn.acquire();
        Message message;
        std::copy(bytes.begin(), bytes.end(), message.bytes.begin());
        message.size = static_cast<std::uint8_t>(bytes.size());
        {
            const std::lock_guard lock {seen_->mutex};
            seen_->messages.push_back(message);
            seen_->times.push_back(SteadyClock {}.now());
        }
        seen_->sent.release();
        return true;
    }
    bool wantsMending() override { return seen_->away && !seen_->mended; }
    void mend() override
    {
        seen_->mended = true;
        seen_->away = false;
    }

private:
    std::shared_ptr<Seen> seen_;
};

TimedMessage timed(TimePoint due, const Message& message, VoiceId voice)
{
    return {due, voice, 0, TimedMessage::What::Send, message};
}

const Channel kChannel;
const auto kOn = Message::noteOn(kChannel, 60, 100);
const auto kOff = Message::noteOff(kChannel, 60);

/// A person would see it within a second.
template <typename Condition>
bool soon(Condition condition)
{
    const SteadyClock clock;
    const TimePoint end = clock.now() + 1s;
    while (!condition() && clock.now() < end)
        clock.sleepUntil(clock.now() + 5ms);
    return condition();
}

}  // namespace

TEST_SUITE("app/ports/sender_thread")
{
    TEST_CASE("each message leaves at its time, never before")
    {
        const auto seen = std::make_shared<Seen>();
        SenderThread sender {"port", std::make_unique<TestSink>(seen)};
        const TimePoint start = SteadyClock {}.now() + 20ms;
        for (int i = 0; i < 10; ++i) {
            const auto voice = static_cast<VoiceId>(i + 1);
            REQUIRE(sender.tryPost(timed(start + i * 10ms, kOn, voice)));
            REQUIRE(sender.tryPost(timed(start + i * 10ms + 5ms, kOff, voice)));
        }
        sender.flush();
        for (int i = 0; i < 20; ++i)
            REQUIRE(seen->sent.try_acquire_for(2s));
        const std::lock_guard lock {seen->mutex};
        for (std::size_t i = 0; i < 20; ++i)
            CHECK(seen->times[i] >= start + static_cast<int>(i) * 5ms);
        const OutputReport report = sender.report();
        CHECK(report.open);
        CHECK(report.sent == 20);
        CHECK(report.lateness.total() == 20);
    }

    TEST_CASE("a later post that is due earlier goes first")
    {
        const auto seen = std::make_shared<Seen>();
        SenderThread sender {"port", std::make_unique<TestSink>(seen)};
        REQUIRE(sender.tryPost(timed(SteadyClock {}.now() + 10s, kOff, 1)));
        sender.flush();
        REQUIRE(sender.tryPost(timed(SteadyClock {}.now(), kOn, 1)));
        sender.flush();
        REQUIRE(seen->sent.try_acquire_for(2s));
        CHECK(seen->all().front() == kOn);
    }

    TEST_CASE("closing ends every note and destroys the port on its own thread")
    {
        const auto seen = std::make_shared<Seen>();
        {
            SenderThread sender {"port", std::make_unique<TestSink>(seen)};
            REQUIRE(sender.tryPost(timed(SteadyClock {}.now(), kOn, 1)));
            sender.flush();
            REQUIRE(seen->sent.try_acquire_for(2s));
        }
        CHECK(seen->destroyed);
        CHECK(seen->all()
            == std::vector {kOn, kOff, Message::controlChange(kChannel, 64, 0),
                Message::controlChange(kChannel, 123, 0)});
    }

    TEST_CASE("a port that hangs is reported, does not hold up the end, and plays on when it comes back")
    {
        const auto seen = std::make_shared<Seen>();
        seen->hangs = true;
        auto sender = std::make_unique<SenderThread>("Minilogue", std::make_unique<TestSink>(seen));
        REQUIRE(sender->tryPost(timed(SteadyClock {}.now(), kOn, 1)));
        sender->flush();
        REQUIRE(seen->entered.try_acquire_for(2s));
        CHECK(soon([&] { return !sender->report().open; }));
        CHECK(sender->report().trouble
            == "Minilogue does not take messages any more; playing goes on when it does.");

        SUBCASE("the end does not wait for it")
        {
            const TimePoint before = SteadyClock {}.now();
            sender.reset();
            CHECK(SteadyClock {}.now() - before < 400ms);
            seen->hangs = false;
            seen->mayReturn.release();
            CHECK(soon([&] { return seen->destroyed.load(); }));
            CHECK(seen->all().at(1) == kOff);
        }
        SUBCASE("it comes back")
        {
            seen->hangs = false;
            seen->mayReturn.release();
            CHECK(soon([&] { return sender->report().open; }));
        }
    }

    TEST_CASE("a port that was away is mended, and gets the end it missed")
    {
        const auto seen = std::make_shared<Seen>();
        SenderThread sender {"port", std::make_unique<TestSink>(seen)};
        REQUIRE(sender.tryPost(timed(SteadyClock {}.now(), kOn, 1)));
        sender.flush();
        REQUIRE(seen->sent.try_acquire_for(2s));
        seen->away = true;
        REQUIRE(sender.tryPost(timed(SteadyClock {}.now(), kOff, 1)));
        sender.flush();
        CHECK(soon([&] { return seen->all().size() == 2; }));
        CHECK(seen->mended);
        CHECK(seen->all().back() == kOff);
        CHECK(soon([&] { return sender.report().sounding == 0; }));
    }
}
