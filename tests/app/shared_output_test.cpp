#include "app/shared_output.hpp"

#include "core/ports/recording_output.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace clave;

TEST_SUITE("app/SharedOutput")
{
    TEST_CASE("two ports of a song on one synth share its ledger and count only once")
    {
        const auto recorder = std::make_shared<RecordingOutput>();
        SharedOutput first {recorder, true};
        SharedOutput second {recorder, false};
        const TimePoint now {std::chrono::hours {1}};
        const auto channel = Channel::from1to16(1);
        TimedMessage note {now, 1, 0, TimedMessage::What::Send, Message::noteOn(channel, 60, 100)};
        REQUIRE(first.tryPost(note));
        note.voice = 2;
        note.message = Message::noteOn(channel, 64, 100);
        REQUIRE(second.tryPost(note));
        first.flush();
        recorder->runUntil(now);
        CHECK(recorder->recorded().size() == 2);
        CHECK(first.report().sounding == 2);
        CHECK(second.report().sounding == 0);
        CHECK(first.report().sent + second.report().sent == 2);
        CHECK(second.name() == recorder->name());
    }
}
