#include "core/ports/recording_output.hpp"

#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace clave;

namespace {

using What = TimedMessage::What;

TimePoint at(std::int64_t ms)
{
    return TimePoint {std::chrono::milliseconds {ms}};
}

TimedMessage timed(std::int64_t ms, const Message& message, VoiceId voice, std::uint16_t track = 0)
{
    return {at(ms), voice, track, What::Send, message};
}
TimedMessage on(std::int64_t ms, int note, VoiceId voice, std::uint16_t track = 0)
{
    return timed(ms, Message::noteOn(Channel {}, note, 100), voice, track);
}
TimedMessage off(std::int64_t ms, int note, VoiceId voice, std::uint16_t track = 0)
{
    return timed(ms, Message::noteOff(Channel {}, note), voice, track);
}
TimedMessage order(What what, std::int64_t ms, std::uint16_t track)
{
    return {at(ms), 0, track, what, {}};
}

/// What left by `ms`, as notes: positive for on, negative for off.
std::vector<int> notesBy(RecordingOutput& output, std::int64_t ms)
{
    output.runUntil(at(ms));
    std::vector<int> notes;
    for (const RecordedMessage& recorded : output.take())
        if (recorded.message.isNoteOn() || recorded.message.isNoteOff())
            notes.push_back(recorded.message.isNoteOn() ? recorded.message.note() : -recorded.message.note());
    return notes;
}

void post(RecordingOutput& output, std::initializer_list<TimedMessage> messages)
{
    for (const TimedMessage& message : messages)
        REQUIRE(output.tryPost(message));
}

}  // namespace

TEST_SUITE("core/ports/output_stage")
{
    TEST_CASE("messages leave at their due time, whatever the order of posting")
    {
        RecordingOutput output;
        post(output, {off(20, 60, 1), on(10, 60, 1), on(30, 62, 2)});
        CHECK(notesBy(output, 9).empty());
        CHECK(notesBy(output, 10) == std::vector {60});
        CHECK(notesBy(output, 29) == std::vector {-60});
        CHECK(notesBy(output, 30) == std::vector {62});
    }

    TEST_CASE("messages of the same time leave in the order of posting")
    {
        RecordingOutput output;
        std::vector<int> posted;
        for (int note = 100; note > 20; --note) {
            post(output, {on(10, note, static_cast<VoiceId>(note))});
            posted.push_back(note);
        }
        CHECK(notesBy(output, 10) == posted);
    }

    TEST_CASE("a cut forgets a track's messages from its time on, and what is decided anew follows")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1, 5), off(40, 60, 1, 5), on(50, 64, 2, 5), on(50, 30, 3, 6)});
        CHECK(notesBy(output, 20) == std::vector {60});
        post(output, {order(What::Cut, 40, 5), off(35, 60, 1, 5), on(50, 67, 4, 5)});
        CHECK(notesBy(output, 100) == std::vector {-60, 30, 67});
    }

    TEST_CASE("a cut that comes late drops the second decision of what has gone out")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1), off(40, 60, 1)});
        CHECK(notesBy(output, 20) == std::vector {60});
        post(output, {order(What::Cut, 5, 0), on(10, 60, 1), off(60, 60, 1)});
        CHECK(notesBy(output, 50).empty());
        CHECK(notesBy(output, 60) == std::vector {-60});
    }

    TEST_CASE("a cut of every track leaves notes played by hand alone")
    {
        RecordingOutput output;
        post(output, {on(5, 70, 0, TimedMessage::kLive), on(5, 60, 1, 2)});
        notesBy(output, 5);
        post(output,
            {off(10, 70, 0, TimedMessage::kLive), off(10, 60, 1, 2),
                order(What::Cut, 8, TimedMessage::kEveryTrack)});
        CHECK(notesBy(output, 10) == std::vector {-70});
    }

    TEST_CASE("the end of a track comes after what it has before, and ends what sounds then")
    {
        RecordingOutput output;
        post(output, {order(What::EndTrack, 30, 1), on(20, 60, 1, 1), on(20, 61, 2, 2), on(40, 62, 3, 1)});
        CHECK(notesBy(output, 50) == std::vector {60, 61, -60, 62});
    }

    TEST_CASE("the end of everything ends every note and sends pedal up and all notes off")
    {
        RecordingOutput output;
        post(
            output, {on(10, 60, 1, 1), on(10, 61, 2, 2), order(What::EndAll, 20, TimedMessage::kEveryTrack)});
        output.runUntil(at(20));
        REQUIRE(output.recorded().size() == 6);
        CHECK(output.recorded()[4].message == Message::controlChange(Channel {}, 64, 0));
        CHECK(output.recorded()[5].message == Message::controlChange(Channel {}, 123, 0));
        CHECK(output.report().sounding == 0);
    }

    TEST_CASE("after a stall stale note-ons are dropped, but controllers and ends are sent")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1)});
        notesBy(output, 10);
        post(output, {on(100, 62, 2), off(110, 62, 2), off(120, 60, 1), on(900, 64, 3)});
        post(output, {timed(130, Message::controlChange(Channel {}, 74, 9), 0)});
        output.runUntil(at(1000));
        CHECK(output.report().dropped == 1);
        CHECK(output.report().late == 3);
        REQUIRE(output.recorded().size() == 3);
        CHECK(output.recorded()[0].message.isNoteOff());
        CHECK(output.recorded()[1].message == Message::controlChange(Channel {}, 74, 9));
        CHECK(output.recorded()[2].message.note() == 64);
    }

    TEST_CASE("when room runs out note-ons are refused, and every end still fits")
    {
        OutputStage stage;
        std::size_t taken = 0;
        while (stage.tryPost(on(10, 60, ++taken))) {}
        CHECK(taken > 4000);
        CHECK_FALSE(stage.tryPost(on(10, 61, 1'000'000)));
        for (int i = 0; i < 1500; ++i)
            CHECK(stage.tryPost(off(20, 60, static_cast<VoiceId>(i))));
        CHECK(stage.report().dropped == 2);
    }

    TEST_CASE("when even ends find no room, nothing is left sounding")
    {
        OutputStage stage {256};
        std::vector<RecordedMessage> left;
        auto sink = [&left](const Message& message, TimePoint due) noexcept {
            left.push_back({due, message});
            return true;
        };
        REQUIRE(stage.tryPost(on(1, 60, 1)));
        stage.run(at(1), sink);
        REQUIRE(stage.report().sounding == 1);
        for (int i = 0; i < 100'000 && stage.tryPost(off(1000, 60, 1)); ++i) {}
        stage.run(at(2), sink);
        CHECK(stage.report().sounding == 0);
        CHECK_FALSE(stage.nextDue().has_value());
        CHECK_FALSE(findUnpairedNote(left).has_value());
    }

    TEST_CASE("a port that takes nothing for a while gets the ends it missed when it is back")
    {
        OutputStage stage;
        bool takes = true;
        std::vector<RecordedMessage> left;
        auto sink = [&](const Message& message, TimePoint due) noexcept {
            if (takes)
                left.push_back({due, message});
            return takes;
        };
        REQUIRE(stage.tryPost(on(1, 60, 1)));
        REQUIRE(stage.tryPost(off(2, 60, 1)));
        REQUIRE(stage.tryPost(on(3, 62, 2)));
        stage.run(at(1), sink);
        takes = false;
        stage.run(at(3), sink);
        CHECK(stage.report().sounding == 1);
        REQUIRE(stage.nextDue().has_value());
        CHECK(*stage.nextDue() == at(13));
        takes = true;
        stage.run(at(13), sink);
        CHECK(stage.report().sounding == 0);
        CHECK(left.size() == 2);
        CHECK_FALSE(findUnpairedNote(left).has_value());
    }

    TEST_CASE("closing ends everything, also while messages wait")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1), off(900, 60, 1), on(20, 62, 2)});
        output.runUntil(at(10));
        output.close(at(15));
        output.runUntil(at(2000));
        CHECK(output.asMusic()
            == "10.000 ms  ch 1  note-on C3 100\n15.000 ms  ch 1  note-off C3 64\n"
               "15.000 ms  ch 1  cc 64 0\n15.000 ms  ch 1  cc 123 0\n");
    }

    TEST_CASE("posting and sending never touch the heap or a lock, also when room runs out")
    {
        OutputStage stage;
        std::size_t left = 0;
        auto sink = [&left](const Message&, TimePoint) noexcept { return ++left % 7 != 0; };
        test::RealtimeGuard guard;
        for (int round = 0; round < 3; ++round) {
            VoiceId voice = 0;
            while (stage.tryPost(on(10 + round, 60 + static_cast<int>(voice % 40), voice + 1)))
                ++voice;
            (void)stage.tryPost(order(What::Cut, 12, 0));
            (void)stage.tryPost(order(What::EndTrack, 12, 0));
            stage.run(at(5), sink);
            stage.run(at(100 + round), sink);
            (void)stage.tryPost(order(What::EndAll, 12, 0));
            stage.run(at(200), sink);
        }
        stage.endEverything(at(300), sink);
        guard.stop();
        CHECK(guard.heapCalls() == 0);
        CHECK(guard.locks() == 0);
        CHECK(left > 1000);
    }

    TEST_CASE("random notes, cuts, ends and refusals leave each note-on with exactly one note-off")
    {
        const unsigned seed = std::random_device {}();
        CAPTURE(seed);
        std::mt19937 random {seed};
        const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        OutputStage stage {512};
        std::vector<RecordedMessage> left;
        bool takes = true;
        auto sink = [&](const Message& message, TimePoint due) noexcept {
            if (takes)
                left.push_back({due, message});
            return takes;
        };
        VoiceId voice = 0;
        for (std::int64_t now = 0; now < 20'000; now += below(30)) {
            for (int i = below(8); i > 0; --i) {
                const auto track = static_cast<std::uint16_t>(below(4));
                const std::int64_t due = now - 20 + below(100);
                const int note = 60 + below(6);
                const VoiceId id = below(4) == 0 ? voice / 2 : ++voice;
                switch (below(12)) {
                case 0:
                    (void)stage.tryPost(order(What::Cut, due, track));
                    break;
                case 1:
                    (void)stage.tryPost(order(What::EndTrack, due, track));
                    break;
                case 2:
                    (void)stage.tryPost(order(What::EndAll, due, track));
                    break;
                case 3:
                    (void)stage.tryPost(off(due, note, below(2) == 0 ? 0 : id, track));
                    break;
                default:
                    (void)stage.tryPost(on(due, note, id, track));
                    (void)stage.tryPost(off(due + below(60), note, id, track));
                }
            }
            takes = below(5) != 0;
            stage.run(at(now), sink);
        }
        takes = true;
        stage.endEverything(at(30'000), sink);
        CHECK(stage.report().sounding == 0);
        CHECK(left.size() > 1000);
        CHECK(findUnpairedNote(left).value_or("") == "");
    }
}
