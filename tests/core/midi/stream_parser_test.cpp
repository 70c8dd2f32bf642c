#include "core/midi/stream_parser.hpp"

#include "core/midi/names.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace clave;
using test::Dice;

namespace {
using Bytes = std::vector<std::uint8_t>;

std::vector<Message> parsed(const Bytes& bytes)
{
    std::vector<Message> messages;
    StreamParser parser;
    parser.feed(bytes, [&](const Message& message) { messages.push_back(message); });
    return messages;
}

std::vector<Message> parsedInPieces(const Bytes& bytes, Dice& dice)
{
    std::vector<Message> messages;
    StreamParser parser;
    for (std::size_t from = 0; from < bytes.size();) {
        const std::size_t size = std::min(dice.below(4), bytes.size() - from);
        const std::span piece {bytes.data() + from, size};
        parser.feed(piece, [&](const Message& message) { messages.push_back(message); });
        from += size;
    }
    return messages;
}

std::string words(const std::vector<Message>& messages)
{
    std::string text;
    for (const Message& message : messages)
        text += (text.empty() ? "" : ", ") + inWords(message);
    return text;
}

Message randomChannelMessage(Dice& dice)
{
    const Channel channel = Channel::from0to15(static_cast<int>(dice.below(3)));
    const int a = static_cast<int>(dice.below(128));
    const int b = static_cast<int>(dice.below(128));
    switch (dice.below(5)) {
    case 0:
        return Message::noteOn(channel, a, b);
    case 1:
        return Message::noteOff(channel, a, b);
    case 2:
        return Message::programChange(channel, a);
    case 3:
        return Message::channelPressure(channel, a);
    default:
        return Message::pitchBend(channel, a * b);
    }
}

/// A cable's bytes and the messages in them, with everything that may stand between and inside messages.
struct Cable {
    explicit Cable(std::uint64_t seed) : dice(seed) {}

    void add(const Message& message)
    {
        const bool channelMessage = message.bytes[0] < 0xF0;
        const bool running = channelMessage && message.bytes[0] == status && dice.chance(70);
        for (std::size_t i = running ? 1 : 0; i < message.size; ++i) {
            if (dice.chance(20))
                addRealTime();
            bytes.push_back(message.bytes[i]);
        }
        status = channelMessage ? message.bytes[0] : std::uint8_t {0};
        messages.push_back(message);
    }
    void addRealTime()
    {
        const auto byte = dice.oneOf<std::uint8_t>({0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF});
        bytes.push_back(byte);
        if (byte != 0xF9 && byte != 0xFD)
            messages.push_back(Message {{byte, 0, 0}, 1});
    }
    /// What a parser skips: it, and data bytes up to the next status.
    void addGarbage()
    {
        bytes.push_back(dice.oneOf<std::uint8_t>({0xF0, 0xF4, 0xF5, 0xF7}));
        for (std::size_t i = dice.below(20); i > 0; --i) {
            if (dice.chance(10))
                addRealTime();
            bytes.push_back(static_cast<std::uint8_t>(dice.below(128)));
        }
        if (dice.chance(50))
            bytes.push_back(0xF7);
        status = 0;
    }
    /// A message whose end never comes.
    void addBroken()
    {
        const Message message = randomChannelMessage(dice);
        bytes.insert(bytes.end(), message.bytes.begin(), message.bytes.begin() + message.size - 1);
        status = 0;  // what comes next has a status of its own
    }

    Dice dice;
    std::uint8_t status = 0;
    Bytes bytes;
    std::vector<Message> messages;
};
}  // namespace

TEST_SUITE("core/midi/StreamParser")
{
    TEST_CASE("a note may leave out the status it shares with the one before")
    {
        CHECK(words(parsed({0x90, 60, 100, 62, 100, 64, 0}))
            == "note-on C3 100, note-on D3 100, note-off E3 0");
    }

    TEST_CASE("a clock inside a chord comes out before the note it interrupts")
    {
        CHECK(words(parsed({0x90, 0xF8, 60, 0xFA, 100, 62, 0xF8, 100}))
            == "clock, start, note-on C3 100, clock, note-on D3 100");
    }

    TEST_CASE("a clock inside system exclusive comes out, the rest is skipped")
    {
        CHECK(words(parsed({0xF0, 0x7E, 0xF8, 1, 2, 0xF7, 0xFC})) == "clock, stop");
    }

    TEST_CASE("the next note works after system exclusive that never ends")
    {
        Bytes bytes(70'000, 0x11);
        bytes[0] = 0xF0;
        bytes.insert(bytes.end(), {0xF0, 1, 0x91, 60, 100});
        CHECK(parsed(bytes) == std::vector {Message::noteOn(Channel::from1to16(2), 60, 100)});
    }

    TEST_CASE("song position, song select, time code and tune request have no running status")
    {
        CHECK(
            parsed({0x90, 60, 1, 0xF2, 16, 1, 5, 6, 0xF3, 4, 4, 0xF1, 3, 3, 0xF6, 7, 0xF4, 1, 0xF5, 2}).size()
            == 5);
        CHECK(words(parsed({0xF2, 16, 0, 0xFB})) == "song position 16, continue");
        CHECK(parsed({0xF2, 127, 127}).front().songPosition() == 16383);
    }

    TEST_CASE("data that belongs to nothing is skipped")
    {
        CHECK(parsed({1, 2, 3, 0xF7, 4, 0xF9, 0xFD, 5}).empty());
    }

    TEST_CASE("a message that is cut short gives way to the next")
    {
        CHECK(words(parsed({0x90, 60, 0xC0, 4})) == "program 5");
    }

    TEST_CASE("every song position comes back from its bytes")
    {
        for (int sixteenths = 0; sixteenths <= 16383; ++sixteenths) {
            const Message message = Message::songPosition(sixteenths);
            REQUIRE(parsed({message.bytes.begin(), message.bytes.end()}) == std::vector {message});
            REQUIRE(message.songPosition() == sixteenths);
        }
        CHECK(Message::songPosition(-1).songPosition() == 0);
        CHECK(Message::songPosition(20000).songPosition() == 16383);
    }

    TEST_CASE("exactly the messages sent come out, whatever is between them and wherever the stream is cut")
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            CAPTURE(seed);
            Cable cable {seed};
            for (int i = 0; i < 100; ++i) {
                switch (cable.dice.below(8)) {
                case 0:
                    cable.addGarbage();
                    break;
                case 1:
                    cable.addRealTime();
                    break;
                case 2:
                    cable.addBroken();
                    break;
                case 3:
                    cable.add(Message::songPosition(static_cast<int>(cable.dice.below(16384))));
                    break;
                default:
                    cable.add(randomChannelMessage(cable.dice));
                }
            }
            REQUIRE(words(parsed(cable.bytes)) == words(cable.messages));
            REQUIRE(parsedInPieces(cable.bytes, cable.dice) == cable.messages);
        }
    }

    TEST_CASE("noise gives the same messages however it is cut, and each is whole")
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            CAPTURE(seed);
            Dice dice {seed};
            Bytes bytes(500);
            for (std::uint8_t& byte : bytes)
                byte = static_cast<std::uint8_t>(dice.below(256));
            const std::vector<Message> whole = parsed(bytes);
            REQUIRE(parsedInPieces(bytes, dice) == whole);
            for (const Message& message : whole) {
                REQUIRE(message.size >= 1);
                REQUIRE(message.bytes[0] >= 0x80);
                REQUIRE((message.bytes[1] | message.bytes[2]) < 0x80);
            }
        }
    }

    TEST_CASE("after a reset nothing is left of what was begun")
    {
        StreamParser parser;
        Message message;
        CHECK_FALSE(parser.take(0x90, message));
        CHECK_FALSE(parser.take(60, message));
        parser.reset();
        CHECK_FALSE(parser.take(100, message));
    }
}
