#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

/// What a keyboard does with the clock thread's queue.
class Hand {
public:
    explicit Hand(LiveRig& rig) : sender_(rig.live.claim()) { REQUIRE(sender_ != nullptr); }
    VoiceId press(int pitch, int channel = 5, std::uint8_t port = 0)
    {
        const VoiceId voice = sender_->nextVoice();
        REQUIRE(sender_->trySend({port, voice, Message::noteOn(Channel::from1to16(channel), pitch, 90), {}}));
        return voice;
    }
    void letGo(VoiceId voice, int pitch, int channel = 5, std::uint8_t port = 0, Nanoseconds delay = {})
    {
        REQUIRE(sender_->trySend({port, voice, Message::noteOff(Channel::from1to16(channel), pitch), delay}));
    }

private:
    LiveQueues::Sender* sender_;
};

std::size_t countOf(RecordingOutput& output, const Message& message)
{
    return static_cast<std::size_t>(
        std::ranges::count(output.recorded(), message, &RecordedMessage::message));
}

}  // namespace

TEST_SUITE("core/engine/live_notes")
{
    TEST_CASE("a key sounds at the next wake-up of the clock, stopped or playing, and ends when it is let go")
    {
        LiveRig rig(songOf({row("x...x...x...x...")}));
        Hand hand(rig);
        for (const bool plays : {false, true}) {
            CAPTURE(plays);
            if (plays)
                REQUIRE(rig.send(Play {}));
            rig.run(700ms);
            const TimePoint pressed = rig.clock.now();
            const VoiceId voice = hand.press(72);
            rig.run(50ms);
            CHECK(rig.notes().back().message == Message::noteOn(Channel::from1to16(5), 72, 90));
            CHECK(rig.notes().back().time - pressed <= 2ms);
            hand.letGo(voice, 72);
            rig.run(10ms);
            CHECK(countOf(rig.output(), Message::noteOff(Channel::from1to16(5), 72)) == (plays ? 2 : 1));
        }
        REQUIRE(rig.send(Stop {}));
        rig.run(10ms);
        CHECK(rig.unpaired().empty());
    }

    TEST_CASE("an output that is filled a period ahead gets a key at the same distance each time, never late")
    {
        LiveRig rig(songOf({row("x...x...x...x...")}));
        rig.setPeriod(10ms);
        Hand hand(rig);
        for (int i = 0; i < 50; ++i) {
            rig.run(std::chrono::milliseconds {6 + i % 7});
            const TimePoint pressed = rig.clock.now();
            const VoiceId voice = hand.press(60);
            rig.run(40ms);
            CHECK(rig.notes().back().time - pressed == 2ms + 10ms + 250us);
            hand.letGo(voice, 60);
        }
        rig.run(40ms);
        CHECK(rig.unpaired().empty());
        CHECK(rig.output().report().late == 0);
    }

    TEST_CASE("edits, mutes and tempo changes neither cut a played note nor sound it again")
    {
        LiveRig rig(songOf({row("xxxxxxxxxxxxxxxx")}));
        Hand hand(rig);
        REQUIRE(rig.send(Play {}));
        rig.run(1s);
        const VoiceId voice = hand.press(72);
        for (int i = 0; i < 30; ++i) {
            rig.run(7ms);
            REQUIRE(rig.send(ToggleStep {{0, 0}, static_cast<std::size_t>(i % 16)}));
            REQUIRE(rig.send(SetTempo {Tempo::clampedBpm(100 + i)}));
            REQUIRE(rig.send(ToggleMute {0}));
        }
        rig.run(20ms);
        CHECK(countOf(rig.output(), Message::noteOn(Channel::from1to16(5), 72, 90)) == 1);
        CHECK(countOf(rig.output(), Message::noteOff(Channel::from1to16(5), 72)) == 0);
        hand.letGo(voice, 72);
        rig.run(20ms);
        CHECK(countOf(rig.output(), Message::noteOff(Channel::from1to16(5), 72)) == 1);
    }

    TEST_CASE("a key and a step of the same pitch take the note from each other, and every note ends once")
    {
        LiveRig rig(songOf({row("t...x...", 60)}));
        Hand hand(rig);
        REQUIRE(rig.send(Play {}));
        rig.run(50ms);
        const VoiceId voice = hand.press(60, 1);  // while the tied step sounds
        rig.run(480ms);  // step 5 strikes it again
        hand.letGo(voice, 60, 1);
        rig.run(20ms);
        CHECK(rig.sounding() == 1);
        REQUIRE(rig.send(Stop {}));
        rig.run(10ms);
        CHECK(rig.unpaired().empty());
        CHECK(rig.sounding() == 0);
    }

    TEST_CASE("a note with a length ends by itself, and reaches the port it is meant for")
    {
        LiveRig rig(songOf({row("x...")}));
        Hand hand(rig);
        const VoiceId voice = hand.press(64, 3, 2);
        hand.letGo(voice, 64, 3, 2, 300ms);
        rig.run(1s);
        REQUIRE(rig.notes(2).size() == 1);
        CHECK(rig.output(2).recorded().back().message == Message::noteOff(Channel::from1to16(3), 64));
        CHECK(rig.output(2).recorded().back().time - rig.notes(2).front().time == 300ms);
        CHECK(rig.notes(0).empty());
        hand.letGo(hand.press(64, 3, 200), 64, 3, 200);  // there is no such port
        rig.run(10ms);
        CHECK(rig.sounding() == 0);
    }

    TEST_CASE("panic ends every note on every output at once, and playing goes on as if nothing had been")
    {
        const auto play = [](bool withPanic) {
            LiveRig rig(songOf({row("ttttttttxxxxxxxx", 60), row("i.......x.......", 40)}));
            Hand hand(rig);
            REQUIRE(rig.send(Play {}));
            rig.run(400ms);
            (void)hand.press(72, 5, 1);
            rig.run(10ms);
            CHECK(rig.sounding() == 3);
            if (withPanic) {
                REQUIRE(rig.send(Panic {}));
                rig.run(2ms);
                CHECK(rig.sounding() == 0);
                CHECK(rig.status().playing);
            }
            rig.run(2s);
            std::vector<RecordedMessage> later;
            for (const auto& note : rig.notes()) {
                if (note.time > TimePoint {1h} + 1100ms)
                    later.push_back(note);
            }
            REQUIRE(rig.send(Stop {}));
            rig.run(10ms);
            CHECK(rig.unpaired().empty());
            return later;
        };
        const auto after = play(true);
        CHECK(after.size() == 9);
        CHECK(after == play(false));
    }

    TEST_CASE("what the player does not read never takes back what is on its way")
    {
        // Each cut shows at the outputs as a Cut posted; a note that is cut and decided again is posted
        // twice.
        class Counting final : public MidiOutput {
        public:
            [[nodiscard]] const std::string& name() const noexcept override { return name_; }
            [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override
            {
                cuts += message.what == TimedMessage::What::Cut ? 1 : 0;
                return true;
            }
            void flush() noexcept override {}
            [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return Nanoseconds {0}; }
            [[nodiscard]] OutputReport report() const override { return {}; }
            int cuts = 0;

        private:
            std::string name_;
        };
        Session session(songOf({row("xxxx"), row("x.x.")}));
        Counting output;
        OutputTable table {};
        table[0] = &output;
        SyncSlot sync {nullptr};
        LiveQueues live;
        ScriptQueues scripts;
        ClockWork work(session.published(), table, sync, live, scripts, {});
        TimePoint now {1h};
        const auto cutsOf = [&](CommandWhat what) {
            REQUIRE(session.apply({std::move(what), "test", 0}));
            const int before = output.cuts;
            for (int i = 0; i < 20; ++i)
                work.run(now += 2ms);
            return output.cuts - before;
        };
        (void)cutsOf(Play {});
        CHECK(cutsOf(ArmTrack {1, true}) == 0);
        CHECK(cutsOf(SetRecording {{true, Recording::Mode::Replace, 50, 12.5}}) == 0);
        CHECK(cutsOf(Panic {}) == 0);
        CHECK(cutsOf(ToggleStep {{0, 0}, 2}) == 1);
        CHECK(cutsOf(ToggleMute {1}) == 1);
        CHECK(cutsOf(SetFill {true}) == 1);
        CHECK(cutsOf(ArmTrack {1, false}) == 0);
        CHECK(cutsOf(SetTempo {Tempo::clampedBpm(90)}) == 1);
        CHECK(cutsOf(LaunchScene {0, LaunchAt::Now, false}) == 1);
        CHECK(cutsOf(SetStopAfterBars {3}) == 1);
        ClockStatus status;
        work.fillStatus(status, now);
        CHECK(status.serial == 12);  // the newest is played all the same
    }

    TEST_CASE("recording is asked for within its limits")
    {
        LiveRig rig(songOf({row("x...")}));
        CHECK_FALSE(rig.send(ArmTrack {1, true}));
        CHECK_FALSE(rig.send(SetRecording {{true, {}, 101, 0.0}}));
        CHECK_FALSE(rig.send(SetRecording {{true, {}, 100, -1.0}}));
        CHECK_FALSE(rig.send(SetRecording {{true, {}, 100, 0.0 / 0.0}}));
        CHECK(rig.send(SetRecording {{true, {}, 0, 500.0}}));
        CHECK(rig.session.performance().recording.on);
    }
}
