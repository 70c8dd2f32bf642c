#include "controllers/midi/byte_stream.hpp"

#include "tests/controllers/vectors.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace clave;
using test::bytesOfHex;
using test::Dice;

namespace {
using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> fed(ByteStream& stream, std::span<const std::uint8_t> bytes)
{
    std::vector<Bytes> messages;
    stream.feed(bytes, [&](std::span<const std::uint8_t> message) {
        messages.emplace_back(message.begin(), message.end());
    });
    return messages;
}

std::vector<Bytes> parsed(std::span<const std::uint8_t> bytes)
{
    ByteStream stream;
    return fed(stream, bytes);
}

/// So many bytes, F0 and F7 included.
Bytes sysExOf(std::size_t size)
{
    Bytes bytes(size, 0x11);
    bytes.front() = 0xF0;
    bytes.back() = 0xF7;
    return bytes;
}

/// Mostly what confuses: status bytes of all sorts, few data bytes.
Bytes noise(Dice& dice, std::size_t size)
{
    Bytes bytes;
    while (bytes.size() < size) {
        const std::uint8_t status = dice.oneOf<std::uint8_t>(
            {0x80, 0x93, 0xB0, 0xC1, 0xE0, 0xF0, 0xF0, 0xF1, 0xF2, 0xF4, 0xF7, 0xF8, 0xF9, 0xFD, 0xFE});
        bytes.push_back(dice.chance(60) ? static_cast<std::uint8_t>(dice.below(128)) : status);
    }
    return bytes;
}
}  // namespace

TEST_SUITE("controllers/midi")
{
    TEST_CASE("what comes out of a cable is what the MIDI specification says")
    {
        for (const auto& vector : test::vectors("midi_stream")) {
            CAPTURE(vector.at("name").get<std::string>());
            ByteStream stream;
            std::vector<Bytes> messages;
            for (const auto& chunk : vector.at("chunks")) {
                const std::vector<Bytes> more = fed(stream, bytesOfHex(chunk));
                messages.insert(messages.end(), more.begin(), more.end());
            }
            std::vector<Bytes> expected;
            for (const auto& message : vector.at("expect"))
                expected.push_back(bytesOfHex(message));
            CHECK(messages == expected);
        }
    }

    TEST_CASE("a clock inside a system exclusive message comes out first and is no part of it")
    {
        CHECK(parsed(bytesOfHex("F0 7E F8 01 FA F7"))
            == std::vector<Bytes> {{0xF8}, {0xFA}, {0xF0, 0x7E, 0x01, 0xF7}});
    }

    TEST_CASE("a system exclusive message that another message breaks off is forgotten, the other is not")
    {
        ByteStream stream;
        CHECK(fed(stream, bytesOfHex("F0 7E 01 90 3C 64 F0 01 F7"))
            == std::vector<Bytes> {{0x90, 0x3C, 0x64}, {0xF0, 0x01, 0xF7}});
        CHECK(stream.brokenOff() == 1);
        CHECK(fed(stream, bytesOfHex("F0 01 F0 02 F7")) == std::vector<Bytes> {{0xF0, 0x02, 0xF7}});
        CHECK(stream.brokenOff() == 2);
        CHECK(fed(stream, bytesOfHex("F0 01 F6 02 F7")) == std::vector<Bytes> {{0xF6}});
        CHECK(stream.brokenOff() == 3);
    }

    TEST_CASE("the longest system exclusive message that fits comes out whole, a longer one not at all")
    {
        ByteStream stream;
        const Bytes longest = sysExOf(ByteStream::kMostSysEx);
        CHECK(fed(stream, longest) == std::vector<Bytes> {longest});
        CHECK(fed(stream, sysExOf(ByteStream::kMostSysEx + 1)).empty());
        CHECK(fed(stream, sysExOf(100'000)).empty());
        CHECK(stream.tooLong() == 2);
        CHECK(stream.brokenOff() == 0);
        CHECK(fed(stream, bytesOfHex("F0 01 F7")) == std::vector<Bytes> {{0xF0, 0x01, 0xF7}});
    }

    TEST_CASE("where the stream is cut makes no difference")
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            const Bytes bytes = noise(dice, 200 + 2000 * dice.below(2));
            ByteStream stream;
            std::vector<Bytes> messages;
            for (std::size_t from = 0; from < bytes.size();) {
                const std::size_t size = std::min(dice.below(6), bytes.size() - from);
                for (Bytes& message : fed(stream, std::span(bytes).subspan(from, size)))
                    messages.push_back(std::move(message));
                from += size;
            }
            REQUIRE(messages == parsed(bytes));
        }
    }

    TEST_CASE("whatever comes, each message is a whole one and the next good one comes through")
    {
        Dice dice(7);
        ByteStream stream;
        std::size_t whole = 0;
        bool sound = true;
        for (int round = 0; round < 2000; ++round) {
            const Bytes bytes = noise(dice, 64);
            const test::RealtimeGuard guard;
            stream.feed(bytes, [&](std::span<const std::uint8_t> message) {
                ++whole;
                const bool sysEx = message[0] == 0xF0;
                const std::size_t last = message.size() - 1;
                for (std::size_t i = 0; i < message.size(); ++i)
                    sound = sound && (message[i] >= 0x80) == (i == 0 || (sysEx && i == last));
                sound = sound && (sysEx || message.size() <= 3);
            });
            sound = sound && guard.heapCalls() == 0 && guard.locks() == 0;
        }
        CHECK(sound);
        CHECK(whole > 10'000);
        CHECK(fed(stream, bytesOfHex("90 3C 64")).back() == Bytes {0x90, 0x3C, 0x64});
    }
}
