#include "core/io/midi_file.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

namespace clave {
namespace {
using Bytes = std::vector<std::uint8_t>;

MidiFileEvent randomEvent(test::Dice& dice, std::int64_t tick)
{
    const auto channel = Channel::from0to15(static_cast<int>(dice.below(16)));
    const auto data = [&] { return static_cast<int>(dice.below(128)); };
    switch (dice.below(7)) {
    case 0:
        return {tick, Message::noteOn(channel, data(), data())};
    case 1:
        return {tick, Message::noteOff(channel, data(), data())};
    case 2:
        return {tick, Message::controlChange(channel, data(), data())};
    case 3:
        return {tick, Message::programChange(channel, data())};
    case 4:
        return {tick, Message::pitchBend(channel, static_cast<int>(dice.below(16384)) - 8192)};
    case 5:
        return {tick, QuarterMicroseconds {static_cast<std::uint32_t>(1 + dice.below(0xFFFFFF))}};
    default:
        return {tick,
            Metre {static_cast<std::uint8_t>(1 + dice.below(32)),
                static_cast<std::uint8_t>(1U << dice.below(6))}};
    }
}

MidiFile randomFile(std::uint64_t seed)
{
    test::Dice dice(seed);
    MidiFile file;
    file.format = static_cast<std::uint8_t>(dice.below(3));
    file.division = static_cast<std::uint16_t>(1 + dice.below(0x7FFF));
    file.tracks.resize(1 + dice.below(5));
    for (MidiFileTrack& track : file.tracks) {
        track.name = dice.oneOf<const char*>({"", "Bass", "Grüße 鼓", "a"});
        for (std::size_t i = dice.below(30); i > 0; --i) {
            const auto gap = dice.oneOf<std::size_t>({1, 2, 128, 20000, 0x1000'0000, 0x4000'0000});
            track.end += static_cast<std::int64_t>(dice.below(gap));
            track.events.push_back(randomEvent(dice, track.end));
        }
        track.end += static_cast<std::int64_t>(dice.below(1000));
    }
    return file;
}

Bytes operator+(Bytes a, const Bytes& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Bytes chunk(const char* id, const Bytes& body, std::size_t length)
{
    const Bytes head {static_cast<std::uint8_t>(id[0]), static_cast<std::uint8_t>(id[1]),
        static_cast<std::uint8_t>(id[2]), static_cast<std::uint8_t>(id[3]), 0, 0,
        static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    return head + body;
}
Bytes chunk(const char* id, const Bytes& body)
{
    return chunk(id, body, body.size());
}
Bytes header(std::uint8_t format, std::uint16_t tracks, std::uint16_t division = 96)
{
    return chunk("MThd",
        {0, format, static_cast<std::uint8_t>(tracks >> 8), static_cast<std::uint8_t>(tracks),
            static_cast<std::uint8_t>(division >> 8), static_cast<std::uint8_t>(division)});
}

const Bytes kEnd {0, 0xFF, 0x2F, 0};
const Bytes kNote {0, 0x90, 60, 100, 48, 60, 0};  // its end is by running status, as a note-on of velocity 0

/// The file that these bytes must make, when they may be odd but not damaged.
MidiFile parsed(const Bytes& bytes)
{
    const auto file = parseMidiFile(bytes, "song.mid");
    REQUIRE_MESSAGE(file.has_value(), (file ? std::string {} : file.error().message));
    return *file;
}

std::string sentence(const Bytes& bytes)
{
    const auto file = parseMidiFile(bytes, "song.mid");
    REQUIRE_FALSE(file.has_value());
    return file.error().message;
}
}  // namespace

TEST_SUITE("core/io/midi_file")
{
    TEST_CASE("what is written to a MIDI file is read back the same")
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            CAPTURE(seed);
            const MidiFile file = randomFile(seed);
            REQUIRE(parsed(midiFileBytes(file)) == file);
        }
    }

    TEST_CASE("events are written in order of time, equal times as they were")
    {
        MidiFile file;
        const auto channel = Channel::from1to16(1);
        file.tracks = {{"",
            {{50, Message::noteOff(channel, 60)}, {10, Message::noteOn(channel, 60, 1)},
                {50, Message::noteOn(channel, 61, 1)}},
            0}};
        const auto events = parsed(midiFileBytes(file)).tracks[0].events;
        REQUIRE(events.size() == 3);
        CHECK(events[0].tick == 10);
        CHECK(std::get<Message>(events[1].what).isNoteOff());
        CHECK(std::get<Message>(events[2].what).note() == 61);
    }

    TEST_CASE("a tempo of 133.37 bpm survives a file that counts microseconds")
    {
        for (const double bpm : {120.0, 133.37, 20.0, 999.0, 87.5, 240.0})
            CHECK(QuarterMicroseconds::of(Tempo::clampedBpm(bpm)).tempo().bpm() == bpm);
    }

    TEST_CASE("running status is followed, also over system exclusive and meta events")
    {
        const Bytes track =
            Bytes {0, 0x90, 60, 100, 0, 0xF0, 2, 0x7E, 0xF7, 0, 0xFF, 1, 1, 'x', 9, 60, 0} + kEnd;
        const MidiFile file = parsed(header(0, 1) + chunk("MTrk", track));
        REQUIRE(file.tracks[0].events.size() == 2);
        CHECK(file.tracks[0].events[1].tick == 9);
        CHECK(std::get<Message>(file.tracks[0].events[1].what).isNoteOff());
        CHECK(file.oddities.empty());
    }

    TEST_CASE("formats 0, 1 and 2 are read")
    {
        for (const std::uint8_t format : {std::uint8_t {0}, std::uint8_t {1}, std::uint8_t {2}})
            CHECK(parsed(header(format, 1) + chunk("MTrk", kNote + kEnd)).format == format);
    }

    TEST_CASE("unknown chunks are skipped")
    {
        const Bytes track = chunk("MTrk", kNote + kEnd);
        const MidiFile file = parsed(
            header(1, 2) + chunk("XFIH", {1, 2, 3}) + track + chunk("abcd", {}) + track + chunk("tail", {1}));
        CHECK(file.tracks.size() == 2);
        CHECK(file.oddities.empty());
    }

    TEST_CASE("a file wrapped in RIFF is read")
    {
        const Bytes inner = header(0, 1) + chunk("MTrk", kNote + kEnd);
        Bytes riff {
            'R', 'I', 'F', 'F', 99, 0, 0, 0, 'R', 'M', 'I', 'D', 'L', 'I', 'S', 'T', 1, 0, 0, 0, 'x', 0};
        riff = riff + Bytes {'d', 'a', 't', 'a', static_cast<std::uint8_t>(inner.size()), 0, 0, 0} + inner;
        CHECK(parsed(riff).tracks[0].events.size() == 2);
    }

    TEST_CASE("a wrong track count, chunk length or missing end is read and named")
    {
        const Bytes track = chunk("MTrk", kNote + kEnd);
        const auto oddity = [](const Bytes& bytes) {
            const MidiFile file = parsed(bytes);
            CHECK(file.tracks.back().events.size() == 2);
            return file.oddities.size() == 1 ? file.oddities[0] : std::string {"not one oddity"};
        };
        CHECK(oddity(header(1, 65535) + track) == "song.mid says that it has 65535 tracks; 1 were there.");
        CHECK(oddity(header(1, 2) + chunk("MTrk", kNote) + track)
            == "song.mid has no end in track 1; its last event was taken for it.");
        for (const std::size_t wrong : {std::size_t {3}, std::size_t {20}, std::size_t {60000}})
            CHECK(oddity(header(1, 2) + chunk("MTrk", kNote + kEnd, wrong) + track)
                == "song.mid has a wrong length in track 1; its end event was taken for it.");
        CHECK(oddity(header(1, 1) + track + chunk("MTrk", {0x24, 0x24, 0x00, 0x10}))
            == "song.mid has something that is no music after its 1 tracks; it was left out.");
        CHECK(parsed(header(1, 1) + track + track).tracks.size() == 2);
    }

    TEST_CASE("names become text that a song may hold")
    {
        const auto name = [](const Bytes& text) {
            const Bytes meta = Bytes {0, 0xFF, 3, static_cast<std::uint8_t>(text.size())} + text;
            return parsed(header(1, 1) + chunk("MTrk", meta + kEnd)).tracks[0].name;
        };
        CHECK(name({' ', 'L', 'e', 'a', 'd', 0, '\n', ' '}) == "Lead");
        CHECK(name({'G', 'r', 0xFC, 'n'}) == "Grün");
        CHECK(name({'G', 'r', 0xC3, 0xBC, 'n'}) == "Grün");
    }

    TEST_CASE("a tempo of no time and a metre of no beats are passed over")
    {
        const Bytes track = Bytes {0, 0xFF, 0x51, 3, 0, 0, 0, 0, 0xFF, 0x58, 4, 0, 2, 24, 8} + kNote + kEnd;
        CHECK(parsed(header(1, 1) + chunk("MTrk", track)).tracks[0].events.size() == 2);
    }

    TEST_CASE("what is no MIDI file, or damaged, is refused with one sentence and the byte")
    {
        CHECK(sentence({}) == "song.mid is no MIDI file: it does not begin with \"MThd\".");
        CHECK(sentence({'h', 'e', 'l', 'l', 'o'})
            == "song.mid is no MIDI file: it does not begin with \"MThd\".");
        CHECK(
            sentence(header(3, 1)) == "song.mid, byte 8: formats are 0 to 2, not 3; export the file again.");
        CHECK(sentence(header(1, 1, 0))
            == "song.mid, byte 12: a quarter note cannot have 0 ticks; export the file again.");
        CHECK(sentence(header(1, 1, 0xE728))
            == "song.mid, byte 12: times are in SMPTE frames, which have no bars; export the file with ticks "
               "per "
               "quarter note.");
        CHECK(sentence(header(1, 1)) == "song.mid, byte 14: there is no track in it; export the file again.");
        CHECK(sentence(header(1, 1) + chunk("MTrk", {0, 0x90, 60, 0xF5}))
            == "song.mid, track 1, byte 25: F5 stands inside a channel message; export the file again.");
        CHECK(sentence(header(1, 1) + chunk("MTrk", {0, 60, 60}))
            == "song.mid, track 1, byte 23: 3C stands where an event must begin; export the file again.");
        CHECK(sentence(header(1, 1) + chunk("MTrk", {0, 0xF1, 60}))
            == "song.mid, track 1, byte 23: F1 is no event of a MIDI file; export the file again.");
        CHECK(sentence(header(1, 1) + chunk("MTrk", {0xFF, 0xFF, 0xFF, 0xFF, 0, 0x90, 60, 60}))
            == "song.mid, track 1, byte 22: a time or length has more than four bytes; export the file "
               "again.");
        CHECK(sentence(header(1, 1) + chunk("MTrk", {0, 0xF0, 0xFF, 0xFF, 0xFF, 0x7F, 1}))
            == "song.mid, track 1, byte 28: the track ends in the middle of an event; export the file "
               "again.");
    }

    TEST_CASE("a file of the longest waits is refused before its times overflow")
    {
        Bytes body;
        for (int i = 0; i < 5000; ++i)
            body = std::move(body) + Bytes {0xFF, 0xFF, 0xFF, 0x7F, 0xC0, 1};
        const auto message = sentence(header(1, 1) + chunk("MTrk", body + kEnd));
        CHECK(message.find("the times add up to more than a song can last") != std::string::npos);
    }
}
}  // namespace clave
