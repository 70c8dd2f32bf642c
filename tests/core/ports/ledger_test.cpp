#include "core/ports/ledger.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace clave;

namespace {

const Channel kFirst = Channel::from1to16(1);
const Channel kTenth = Channel::from1to16(10);

/// A port that keeps what it is sent, or refuses everything.
struct Port {
    std::vector<Message> sent;
    bool refuses = false;

    bool operator()(const Message& message) noexcept
    {
        if (!refuses)
            sent.push_back(message);
        return !refuses;
    }
};

TimedMessage timed(const Message& message, VoiceId voice = 0, std::uint16_t track = 0)
{
    TimedMessage result;
    result.message = message;
    result.voice = voice;
    result.track = track;
    return result;
}

const auto kOn = Message::noteOn(kFirst, 60, 100);
const auto kOff = Message::noteOff(kFirst, 60);

}  // namespace

TEST_SUITE("core/ports/ledger")
{
    TEST_CASE("a note sounds from its note-on to its note-off")
    {
        NoteLedger ledger;
        Port port;
        CHECK(ledger.put(timed(kOn, 7), port) == NoteLedger::Outcome::Sent);
        CHECK(ledger.sounding() == 1);
        CHECK(ledger.put(timed(kOff, 7), port) == NoteLedger::Outcome::Sent);
        CHECK(ledger.sounding() == 0);
        CHECK(port.sent == std::vector {kOn, kOff});
    }

    TEST_CASE("a key played again while it sounds is ended first")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(kOn, 7), port);
        ledger.put(timed(kOn, 8), port);
        CHECK(port.sent == std::vector {kOn, kOff, kOn});
        CHECK(ledger.sounding() == 1);

        SUBCASE("and the old note's end does not cut the new note")
        {
            CHECK(ledger.put(timed(kOff, 7), port) == NoteLedger::Outcome::Dropped);
            CHECK(ledger.sounding() == 1);
            CHECK(ledger.put(timed(kOff, 8), port) == NoteLedger::Outcome::Sent);
        }
    }

    TEST_CASE("a step decided again does not sound twice")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(kOn, 7), port);
        CHECK(ledger.put(timed(kOn, 7), port) == NoteLedger::Outcome::Dropped);
        ledger.put(timed(kOff, 7), port);
        CHECK(ledger.put(timed(kOn, 7), port) == NoteLedger::Outcome::Dropped);
        CHECK(ledger.put(timed(kOff, 7), port) == NoteLedger::Outcome::Dropped);
        CHECK(port.sent == std::vector {kOn, kOff});
    }

    TEST_CASE("after everything was ended the same step may sound again")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(kOn, 7), port);
        ledger.endAll(port);
        CHECK(ledger.put(timed(kOn, 7), port) == NoteLedger::Outcome::Sent);
    }

    TEST_CASE("a note without identity always sounds, and its end matches whatever sounds")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(kOn), port);
        ledger.put(timed(kOn), port);
        CHECK(port.sent == std::vector {kOn, kOff, kOn});
        ledger.put(timed(kOn, 9), port);
        CHECK(ledger.put(timed(kOff), port) == NoteLedger::Outcome::Sent);
        CHECK(ledger.sounding() == 0);
    }

    TEST_CASE("an end for a silent key is not sent, and a note-on of velocity 0 is an end")
    {
        NoteLedger ledger;
        Port port;
        CHECK(ledger.put(timed(kOff), port) == NoteLedger::Outcome::Dropped);
        ledger.put(timed(kOn), port);
        CHECK(ledger.put(timed(Message::noteOn(kFirst, 60, 0)), port) == NoteLedger::Outcome::Sent);
        CHECK(ledger.sounding() == 0);
    }

    TEST_CASE("the end of a track ends its notes one by one, and no other track's")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(Message::noteOn(kFirst, 67, 100), 1, 3), port);
        ledger.put(timed(Message::noteOn(kFirst, 64, 100), 2, 4), port);
        ledger.put(timed(Message::noteOn(kFirst, 60, 100), 3, 3), port);
        port.sent.clear();
        ledger.endTrack(3, port);
        CHECK(port.sent == std::vector {Message::noteOff(kFirst, 60), Message::noteOff(kFirst, 67)});
        CHECK(ledger.sounding() == 1);
    }

    TEST_CASE(
        "the end of everything sends each note's end, then pedal up and all notes off on the channels used")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(Message::noteOn(kTenth, 36, 100), 1), port);
        ledger.put(timed(kOn, 2), port);
        port.sent.clear();
        ledger.endAll(port);
        CHECK(port.sent
            == std::vector {kOff, Message::noteOff(kTenth, 36),
                Message::controlChange(kFirst, kSustainPedal, 0),
                Message::controlChange(kFirst, kAllNotesOff, 0),
                Message::controlChange(kTenth, kSustainPedal, 0),
                Message::controlChange(kTenth, kAllNotesOff, 0)});
        CHECK(ledger.sounding() == 0);
    }

    TEST_CASE("an end the port refuses stays owed until the port takes it")
    {
        NoteLedger ledger;
        Port port;
        ledger.put(timed(kOn, 7), port);
        port.refuses = true;
        CHECK(ledger.put(timed(kOff, 7), port) == NoteLedger::Outcome::Refused);
        CHECK(ledger.put(timed(kOn, 8), port) == NoteLedger::Outcome::Refused);
        CHECK(ledger.owed() == 1);
        CHECK(ledger.sounding() == 1);
        port.refuses = false;
        ledger.retryOwed(port);
        CHECK(port.sent == std::vector {kOn, kOff});
        CHECK(ledger.owed() == 0);
        CHECK(ledger.sounding() == 0);
    }

    TEST_CASE("a voice is known again among the last 1024 and forgotten after")
    {
        RecentVoices voices;
        for (VoiceId voice = 1; voice <= 5000; ++voice) {
            CHECK_FALSE(voices.contains(voice));
            voices.add(voice);
        }
        for (VoiceId voice = 1; voice <= 5000; ++voice)
            CHECK(voices.contains(voice) == (voice > 5000 - RecentVoices::kCapacity));
        voices.clear();
        CHECK_FALSE(voices.contains(5000));
    }
}
