#include "app/render/rendering_midi.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace clave;

namespace {
constexpr Tick kBar {kPpqn * 4};

struct Take {
    Take()
    {
        song.name = "Night bus";
        for (const auto* name : {"Drums", "Bass"}) {
            Track track;
            track.name = name;
            song.tracks.push_back(std::make_shared<const Track>(track));
        }
        rendering.marks = {{Position {}, Tempo::clampedBpm(133.37), Metre {}, 0}};
        rendering.end = kBar * 2;
    }
    void add(Position at, std::uint16_t track, Message message)
    {
        rendering.messages.push_back({at, Nanoseconds {0}, track, 0, message});
    }
    Song song;
    Rendering rendering;
};

const Channel kOne = Channel::from1to16(1);
}  // namespace

TEST_SUITE("app/render/rendering_midi")
{
    TEST_CASE("there is a track of tempos and then one of each name, all as long as the music")
    {
        const Take take;
        const auto file = renderingMidi(take.rendering, take.song);
        CHECK(file.format == 1);
        CHECK(file.division == 20160);
        REQUIRE(file.tracks.size() == 3);
        CHECK(file.tracks[0].name == "Night bus");
        CHECK(file.tracks[1].name == "Drums");
        CHECK(file.tracks[2].name == "Bass");
        for (const auto& track : file.tracks)
            CHECK(track.end == (kBar * 2).count);
    }

    TEST_CASE("tempo and metre are told where they change and nowhere else")
    {
        Take take;
        const Tempo tempo = take.rendering.marks[0].tempo;
        take.rendering.marks.push_back({kBar, tempo, Metre {}, 1});
        take.rendering.marks.push_back({kBar * 2, tempo, Metre {7, 8}, 2});
        const auto file = renderingMidi(take.rendering, take.song);
        const std::vector<MidiFileEvent> expected {
            {0, Metre {}}, {0, QuarterMicroseconds::of(tempo)}, {(kBar * 2).count, Metre {7, 8}}};
        CHECK(file.tracks[0].events == expected);
    }

    TEST_CASE("messages stand in their track at the nearest tick, in the order they leave")
    {
        Take take;
        take.add(Position::fromTicks(10.4), 1, Message::controlChange(kOne, 74, 3));
        take.add(Position::fromTicks(10.4), 1, Message::noteOn(kOne, 60, 100));
        take.add(Position::fromTicks(99.6), 0, Message::noteOff(kOne, 60));
        const auto file = renderingMidi(take.rendering, take.song);
        const std::vector<MidiFileEvent> bass {
            {10, Message::controlChange(kOne, 74, 3)}, {10, Message::noteOn(kOne, 60, 100)}};
        CHECK(file.tracks[2].events == bass);
        CHECK(file.tracks[1].events == std::vector<MidiFileEvent> {{100, Message::noteOff(kOne, 60)}});
    }

    TEST_CASE("clicks get a track of their own, only if there are any")
    {
        Take take;
        take.add(Position {}, 0xFFFD, Message::noteOn(kOne, 76, 100));
        const auto file = renderingMidi(take.rendering, take.song);
        REQUIRE(file.tracks.size() == 4);
        CHECK(file.tracks[3].name == "metronome");
        CHECK(file.tracks[3].events.size() == 1);
    }

    TEST_CASE("the file can be read back")
    {
        Take take;
        take.add(kBar, 0, Message::noteOn(kOne, 60, 100));
        take.add(kBar + Tick {5040}, 0, Message::noteOff(kOne, 60));
        const auto file = renderingMidi(take.rendering, take.song);
        const auto again = parseMidiFile(midiFileBytes(file), "test");
        REQUIRE(again.has_value());
        CHECK(*again == file);
    }
}
