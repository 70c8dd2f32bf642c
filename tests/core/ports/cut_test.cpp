#include "core/ports/recording_output.hpp"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace clave;

namespace {

using What = TimedMessage::What;

TimePoint at(std::int64_t ms)
{
    return TimePoint {std::chrono::milliseconds {ms}};
}

TimedMessage on(std::int64_t ms, int note, VoiceId voice)
{
    return {at(ms), voice, 0, What::Send, Message::noteOn(Channel {}, note, 100)};
}
TimedMessage off(std::int64_t ms, int note, VoiceId voice)
{
    return {at(ms), voice, 0, What::Send, Message::noteOff(Channel {}, note)};
}
TimedMessage cutAt(std::int64_t ms)
{
    return {at(ms), 0, TimedMessage::kEveryTrack, What::Cut, {}};
}

void post(RecordingOutput& output, std::initializer_list<TimedMessage> messages)
{
    for (const TimedMessage& message : messages)
        REQUIRE(output.tryPost(message));
}

}  // namespace

TEST_SUITE("core/ports/cut")
{
    TEST_CASE("a note that went out before its cut was heard of ends soon when it is not decided again")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1), off(500, 60, 1)});
        output.runUntil(at(10));
        post(output, {cutAt(8)});
        output.runUntil(at(1000));
        CHECK(output.asMusic() == "10.000 ms  ch 1  note-on C3 100\n20.000 ms  ch 1  note-off C3 64\n");
    }

    TEST_CASE("a note that went out before its cut sounds on to its new end when it is decided again")
    {
        for (const std::int64_t end : {15, 300, 800}) {
            RecordingOutput output;
            post(output, {on(10, 60, 1), off(500, 60, 1)});
            output.runUntil(at(10));
            post(output, {cutAt(8), on(10, 60, 1)});
            output.runUntil(at(12));  // its end may be decided later
            post(output, {off(end, 60, 1)});
            output.runUntil(at(1000));
            REQUIRE(output.recorded().size() == 2);
            CHECK(output.recorded()[1].time == at(end));
        }
    }

    TEST_CASE("a second cut leaves the end of a note that slipped through the first")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1), off(500, 60, 1)});
        output.runUntil(at(10));
        post(output, {cutAt(8), cutAt(12)});
        output.runUntil(at(1000));
        CHECK_FALSE(findUnpairedNote(output.recorded()));
    }

    TEST_CASE("a note that began before the cut ends as it is decided anew")
    {
        RecordingOutput output;
        post(output, {on(10, 60, 1), off(500, 60, 1)});
        output.runUntil(at(10));
        post(output, {cutAt(11), off(200, 60, 1)});
        output.runUntil(at(1000));
        REQUIRE(output.recorded().size() == 2);
        CHECK(output.recorded()[1].time == at(200));
    }

    TEST_CASE("notes played by hand are not cut")
    {
        RecordingOutput output;
        TimedMessage live = on(10, 60, 1);
        live.track = TimedMessage::kLive;
        post(output, {live});
        output.runUntil(at(10));
        post(output, {cutAt(5)});
        output.runUntil(at(1000));
        CHECK(output.recorded().size() == 1);
    }
}
