#include "scripts/host/ring.hpp"

#include "core/time/steady_clock.hpp"
#include "scripts/host/script_channel.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

using clave::RingControl;
using clave::RingReader;
using clave::RingRecord;
using clave::RingWriter;
using clave::ScriptChannel;

namespace {

constexpr std::uint32_t kRecords = 20'000;

/// Record `i` as it must arrive: its length and every byte follow from i.
std::vector<std::byte> bytesOf(std::uint32_t i)
{
    return std::vector<std::byte>(i * 7 % 3000, static_cast<std::byte>(i));
}

void writeAll(RingWriter& writer)
{
    for (std::uint32_t i = 0; i < kRecords; ++i) {
        const auto bytes = bytesOf(i);
        const std::span all {bytes};
        const std::size_t half = all.size() / 2;
        while (!writer.tryPush(i, all.first(half), all.subspan(half)))
            std::this_thread::yield();
    }
}

/// How many records came as they were written, in order, before one that did not.
std::uint32_t readAll(RingReader& reader)
{
    RingRecord record;
    for (std::uint32_t i = 0; i < kRecords; ++i) {
        RingReader::Taken taken {};
        while ((taken = reader.take(record)) == RingReader::Taken::None)
            std::this_thread::yield();
        if (taken == RingReader::Taken::Broken || record.kind != i || record.bytes != bytesOf(i))
            return i;
    }
    return kRecords;
}

struct Ring {
    RingControl control;
    std::vector<std::byte> data = std::vector<std::byte>(2 * clave::kMaxRecordBytes);
};
}  // namespace

TEST_SUITE("scripts/host")
{
    TEST_CASE("Records go through a ring from one thread to another, whole and in order")
    {
        Ring ring;
        RingWriter writer {ring.control, ring.data};
        RingReader reader {ring.control, ring.data};
        std::thread other {[&] { writeAll(writer); }};
        CHECK(readAll(reader) == kRecords);
        other.join();
        CHECK(reader.isEmpty());
    }

    TEST_CASE("Records go through a ring from one process to another, whole and in order")
    {
        auto channel = ScriptChannel::make();
        REQUIRE(channel);
        const pid_t child = ::fork();
        if (child == 0) {
            auto same = ScriptChannel::open(clave::FileHandle {::dup(channel->file())});
            RingWriter writer {same->block().up, same->up()};
            writeAll(writer);
            ::_exit(0);
        }
        RingReader reader {channel->block().up, channel->up()};
        CHECK(readAll(reader) == kRecords);
        CHECK(::waitpid(child, nullptr, 0) == child);
    }

    TEST_CASE("A full ring takes no more, and goes on when there is room")
    {
        Ring ring;
        RingWriter writer {ring.control, ring.data};
        RingReader reader {ring.control, ring.data};
        const std::vector<std::byte> big(clave::kMaxRecordBytes);
        CHECK_FALSE(writer.tryPush(1, std::vector<std::byte>(clave::kMaxRecordBytes + 1)));
        CHECK(writer.tryPush(1, big));
        CHECK_FALSE(writer.tryPush(2, big));  // the heads take room too
        RingRecord record;
        CHECK(reader.take(record) == RingReader::Taken::One);
        CHECK(record.bytes.size() == big.size());
        CHECK(writer.tryPush(2, big));
        CHECK_FALSE(writer.isBroken());
    }

    TEST_CASE("Nothing that the other side scribbles into a ring is believed")
    {
        std::mt19937_64 dice {1};
        int tooBig = 0;
        int endless = 0;
        for (int round = 0; round < 20'000; ++round) {
            Ring ring;
            RingWriter writer {ring.control, ring.data};
            RingReader reader {ring.control, ring.data};
            for (int i = 0; i < 5; ++i)
                static_cast<void>(writer.tryPush(1, std::vector<std::byte>(dice() % 100)));
            // The reader's end: a place that cannot be, or lengths of any size.
            if (round % 2 == 0) {
                ring.control.written.store(dice() >> dice() % 64, std::memory_order_relaxed);
            } else {
                const auto junk = static_cast<std::uint32_t>(dice());
                std::memcpy(ring.data.data() + 8 * (dice() % 16), &junk, sizeof(junk));
            }
            RingRecord record;
            int taken = 0;
            while (reader.take(record) == RingReader::Taken::One && taken < 100'000) {
                ++taken;
                tooBig += record.bytes.size() > clave::kMaxRecordBytes ? 1 : 0;
            }
            endless += taken == 100'000 ? 1 : 0;
            // The writer's end.
            ring.control.taken.store(dice() >> dice() % 64, std::memory_order_relaxed);
            for (int i = 0; i < 5; ++i)
                static_cast<void>(writer.tryPush(1, std::vector<std::byte>(dice() % 100)));
        }
        CHECK(tooBig == 0);
        CHECK(endless == 0);
    }

    TEST_CASE("A reader that is about to sleep is woken, once")
    {
        Ring ring;
        RingWriter writer {ring.control, ring.data};
        RingReader reader {ring.control, ring.data};
        REQUIRE(writer.tryPush(1, {}));
        CHECK_FALSE(writer.mustWake());
        reader.setAsleep(true);
        CHECK_FALSE(reader.isEmpty());
        CHECK(writer.mustWake());
        CHECK_FALSE(writer.mustWake());
    }

    TEST_CASE("A reader that sleeps is let sleep while there is nothing for it")
    {
        Ring ring;
        RingWriter writer {ring.control, ring.data};
        RingReader reader {ring.control, ring.data};
        RingRecord record;
        REQUIRE(writer.tryPush(1, {}));
        REQUIRE(reader.take(record) == RingReader::Taken::One);
        reader.setAsleep(true);
        CHECK_FALSE(writer.mustWake());
        REQUIRE(writer.tryPush(1, {}));
        CHECK(writer.mustWake());
    }
}
