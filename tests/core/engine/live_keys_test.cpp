#include "core/engine/engine.hpp"
#include "core/rt/queue.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

/// What the clock thread posts, for the test to look at.
class Posted final : public MidiOutput {
public:
    using Messages = Queue<TimedMessage>;
    explicit Posted(std::shared_ptr<Messages> messages) : messages_(std::move(messages)) {}
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override
    {
        return message.what != TimedMessage::What::Send || messages_->tryPush(message);
    }
    void flush() noexcept override {}
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return Nanoseconds {0}; }
    [[nodiscard]] OutputReport report() const override { return {}; }

private:
    std::shared_ptr<Messages> messages_;
    std::string name_ = "posted";
};

/// A keyboard on a thread of its own.
class Keyboard {
public:
    struct Cable {
        Queue<ReceivedMessage> queue {256};
        std::atomic<bool> open {true};
        std::atomic<bool> closed {false};
        BellRope rope;
    };
    class Input final : public MidiInput {
    public:
        explicit Input(std::shared_ptr<Cable> cable) : cable_(std::move(cable)) {}
        ~Input() override { cable_->closed = true; }
        Input(const Input&) = delete;
        Input& operator=(const Input&) = delete;
        Input(Input&&) = delete;
        Input& operator=(Input&&) = delete;
        [[nodiscard]] const std::string& name() const noexcept override { return name_; }
        [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept override
        {
            return cable_->queue.tryPop(message);
        }
        void ringFor(std::shared_ptr<Bell> bell) override { cable_->rope.tie(std::move(bell)); }
        [[nodiscard]] InputReport report() const override { return {cable_->open, {}, 0, 0}; }

    private:
        std::shared_ptr<Cable> cable_;
        std::string name_ = "Keystation";
    };

    [[nodiscard]] std::unique_ptr<MidiInput> input() { return std::make_unique<Input>(cable); }
    void send(const Message& message)
    {
        REQUIRE(cable->queue.tryPush({clock_.now(), message}));
        cable->rope.pull();
    }

    std::shared_ptr<Cable> cable = std::make_shared<Cable>();

private:
    SteadyClock clock_;
};

class Studio {
public:
    Studio()
    {
        std::vector<std::unique_ptr<MidiOutput>> outputs;
        outputs.push_back(std::make_unique<Posted>(posted));
        engine = std::make_unique<Engine>(songOf({row("....")}), std::move(outputs), clock, nullptr);
    }
    template <typename Condition>
    bool within(Nanoseconds patience, Condition condition)
    {
        const TimePoint end = clock.now() + patience;
        while (!condition()) {
            if (clock.now() >= end)
                return false;
            clock.sleepUntil(clock.now() + 1ms);
        }
        return true;
    }
    /// The next message; nothing comes within 2 s: an empty one.
    TimedMessage next()
    {
        TimedMessage message;
        (void)within(2s, [&] { return posted->tryPop(message); });
        return message;
    }

    SteadyClock clock;
    std::shared_ptr<Posted::Messages> posted = std::make_shared<Posted::Messages>(1024);
    std::unique_ptr<Engine> engine;
};

std::vector<std::unique_ptr<MidiInput>> only(std::unique_ptr<MidiInput> input)
{
    std::vector<std::unique_ptr<MidiInput>> list;
    list.push_back(std::move(input));
    return list;
}

}  // namespace

TEST_SUITE("core/engine/live_keys")
{
    TEST_CASE("a key of a keyboard reaches the output, is seen as held, and is noted with its time")
    {
        Studio studio;
        Keyboard keyboard;
        studio.engine->setInputs(only(keyboard.input()));
        REQUIRE(studio.engine->inputReports().size() == 1);
        CHECK(studio.engine->inputReports()[0].name == "Keystation");
        Nanoseconds quickest = 1s;
        for (int i = 0; i < 20; ++i) {
            const TimePoint pressed = studio.clock.now();
            keyboard.send(Message::noteOn({}, 60, 90));
            keyboard.send(Message::clock());
            const TimedMessage on = studio.next();
            CHECK(on.message == Message::noteOn({}, 60, 90));
            CHECK(on.track == TimedMessage::kLive);
            quickest = std::min(quickest, on.due - pressed);
            CHECK(studio.within(1s, [&] { return studio.engine->keysHeld().count() == 1; }));
            CHECK(studio.engine->keysHeld()[60]);
            keyboard.send(Message::noteOff({}, 60));
            const TimedMessage off = studio.next();
            CHECK(off.message == Message::noteOff({}, 60));
            CHECK(off.voice == on.voice);
        }
        CHECK(quickest < 4ms);
        CHECK(studio.within(1s, [&] { return studio.engine->keysHeld().none(); }));
        const auto recent = studio.engine->recentInput();
        REQUIRE(recent.size() == 40);  // without clock
        CHECK(recent.front().number == 1);
        CHECK(recent.back().number == 40);
        CHECK(recent.back().message == Message::noteOff({}, 60));
        CHECK(recent.back().time <= studio.clock.now());
        for (int i = 0; i < 300; ++i) {
            keyboard.send(Message::controlChange({}, 74, i % 128));
            (void)studio.next();
        }
        CHECK(studio.engine->recentInput().size() == 256);
        CHECK(studio.engine->recentInput().back().number == 340);
    }

    TEST_CASE("what is held is let go when its keyboard is replaced, unplugged, or its face closed")
    {
        Studio studio;
        Keyboard first;
        Keyboard second;
        studio.engine->setInputs(only(first.input()));
        first.send(Message::noteOn({}, 60, 90));
        CHECK(studio.next().message.isNoteOn());
        studio.engine->setInputs(only(second.input()));
        CHECK(first.cable->closed);
        CHECK(studio.next().message == Message::noteOff({}, 60));
        second.send(Message::noteOn({}, 61, 90));
        CHECK(studio.next().message.isNoteOn());
        second.cable->open = false;
        CHECK(studio.next().message == Message::noteOff({}, 61));
        auto face = studio.engine->makeKeySender("window");
        CHECK(face->trySend({62, 80, true, {}}));
        CHECK(studio.next().message == Message::noteOn({}, 62, 80));
        face.reset();
        CHECK(studio.next().message == Message::noteOff({}, 62));
        CHECK(studio.within(1s, [&] { return studio.engine->keysHeld().none(); }));
    }

    TEST_CASE("keys of a face enter steps under its own name, and it can test a port")
    {
        Studio studio;
        const auto sender = studio.engine->makeSender("test");
        sender->trySend(SetStepIn {true});
        Published<Snapshot>::Reader reader(studio.engine->snapshots());
        REQUIRE(studio.within(1s, [&] { return reader.latest()->performance.entry.on; }));
        const auto face = studio.engine->makeKeySender("window");
        CHECK(face->trySend({64, 80, true, {}}));
        CHECK(face->trySend({64, 80, false, {}}));
        CHECK(studio.within(1s, [&] { return studio.engine->song()->tracks[0]->slots[0]->steps[0].on; }));
        CHECK(studio.next().message == Message::noteOn({}, 64, 80));
        CHECK(studio.next().message.isNoteOff());
        CHECK(face->tryTest(0, Channel::from1to16(10), 36, 100, 250ms));
        const TimedMessage on = studio.next();
        const TimedMessage off = studio.next();
        CHECK(on.message == Message::noteOn(Channel::from1to16(10), 36, 100));
        CHECK(off.message == Message::noteOff(Channel::from1to16(10), 36));
        CHECK(off.due - on.due == 250ms);
    }
}
