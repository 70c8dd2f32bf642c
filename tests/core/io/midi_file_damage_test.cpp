#include "core/io/midi_import.hpp"
#include "core/model/validate.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/core/io/midi_tune.hpp"

#include <doctest/doctest.h>

#include <chrono>

namespace clave {
namespace {
using Bytes = std::vector<std::uint8_t>;

Bytes smallFile()
{
    MidiFile file = test::fileOf({{}, test::trackOf({{{0}, 1, 60, 100}, {{5040}, 1, 64, 90}}, "Lead"),
        test::trackOf({{{0}, 10, 36, 127}, {{20160}, 10, 38, 127}}, "Drums")});
    file.tracks[0].events = {
        {0, QuarterMicroseconds {}}, {0, Metre {7, 8}}, {80640, QuarterMicroseconds {400'000}}};
    file.tracks[1].events.push_back({10080, Message::controlChange(Channel::from1to16(1), 74, 3)});
    file.tracks[2].events.insert(
        file.tracks[2].events.begin(), {0, Message::programChange(Channel::from1to16(10), 1)});
    return midiFileBytes(file);
}

/// Reads and imports; whatever comes of it must be right, or one sentence.
bool isReadOrRefused(const Bytes& bytes)
{
    const auto file = parseMidiFile(bytes, "song.mid");
    if (!file)
        return file.error().message.starts_with("song.mid") && file.error().message.ends_with(".");
    const auto imported = importMidi(*file, "song.mid");
    if (!imported)
        return imported.error().message == "song.mid has no notes to import.";
    return faultsOf(imported->song).empty();
}

std::chrono::milliseconds timeOf(const auto& work)
{
    const SteadyClock clock;
    const TimePoint begin = clock.now();
    work();
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock.now() - begin);
}
}  // namespace

TEST_SUITE("core/io/midi_file_damage")
{
    TEST_CASE("a file cut at any byte is refused, unless whole tracks are left")
    {
        const Bytes whole = smallFile();
        std::size_t accepted = 0;
        for (std::size_t size = 0; size < whole.size(); ++size) {
            CAPTURE(size);
            const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            REQUIRE(isReadOrRefused(cut));
            const auto file = parseMidiFile(cut, "song.mid");
            if (file) {
                ++accepted;
                CHECK(file->oddities.size() == 1);  // "says that it has 3 tracks"
            }
        }
        CHECK(accepted == 2);
    }

    TEST_CASE("a file with any one byte changed is read or refused, and what is read makes a valid song")
    {
        const Bytes whole = smallFile();
        for (std::size_t i = 0; i < whole.size(); ++i) {
            for (const int mask : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF, 0x7F}) {
                CAPTURE(i);
                CAPTURE(mask);
                Bytes flipped = whole;
                flipped[i] = static_cast<std::uint8_t>(flipped[i] ^ mask);
                REQUIRE(isReadOrRefused(flipped));
            }
        }
    }

    TEST_CASE("fifty thousand notes on one tick make a valid song in a second")
    {
        std::vector<test::HeardNote> notes;
        for (int i = 0; i < 50'000; ++i)
            notes.push_back({{0}, 1, i % 128, 100});
        const Bytes bytes = midiFileBytes(test::fileOf({test::trackOf(notes)}));
        CHECK(timeOf([&] { CHECK(isReadOrRefused(bytes)); }) < std::chrono::seconds {1});
    }

    TEST_CASE("a thousand tracks make a song of as many as it can hold, and a note says so")
    {
        std::vector<MidiFileTrack> tracks;
        for (int i = 0; i < 1000; ++i)
            tracks.push_back(test::trackOf({{{0}, 1 + i % 16, 60, 100}}, "Track"));
        const auto imported = importMidi(test::fileOf(tracks), "big");
        REQUIRE(imported.has_value());
        CHECK(imported->song.tracks.size() == kMaxTracks);
        CHECK(faultsOf(imported->song).empty());
        REQUIRE(imported->notes.size() == 2);
        CHECK(imported->notes[0]
            == "872 notes were left out: there was no step, track or scene left for more.");
        CHECK(imported->notes[1] == "872 channels of tracks were left out: a song has at most 128 tracks.");
    }

    TEST_CASE("a note after hours of silence makes a song in a second")
    {
        for (const std::int64_t at : {std::int64_t {0x0FFF'FFFF}, kMaxMidiFileTick - kPpqn}) {
            MidiFile file = test::fileOf({test::trackOf({{{0}, 1, 60, 100}, {{at}, 1, 60, 100}})});
            file.division = 96;
            CHECK(timeOf([&] { CHECK(isReadOrRefused(midiFileBytes(file))); }) < std::chrono::seconds {1});
        }
    }
}
}  // namespace clave
