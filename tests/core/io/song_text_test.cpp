#include "core/io/song_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace clave;

namespace {
Song smallSong()
{
    Pattern beat;
    beat.name = "beat";
    beat.steps[0].on = true;
    (void)beat.steps[0].notes.tryPush({36, 100, 100, Gate {}});
    beat.steps[4].on = true;
    (void)beat.steps[4].notes.tryPush({36, 120, 100, Gate::of(1680)});
    beat.steps[8].on = true;
    for (const int pitch : {60, 64, 67})
        (void)beat.steps[8].notes.tryPush({static_cast<std::uint8_t>(pitch), 70, 100, Gate {}});
    beat.steps[9].on = true;
    beat.steps[9].locks = {{Lock::Kind::Cc, 74, 12}};
    beat.steps[15].condition.cycle = CycleMask::aOfB(1, 4);
    Track track;
    track.id = 7;
    track.name = "Drums";
    track.destination.channel = Channel::from1to16(10);
    track.slots = {std::make_shared<const Pattern>(beat), nullptr};
    Song song;
    song.name = "Small";
    song.swing.percent = 62.0;
    song.tracks = {std::make_shared<const Track>(track)};
    song.scenes = {{"A", {0}, {}, {}, {}, LaunchAt::Bar}};
    return song;
}

constexpr std::string_view kSmallText = R"({
  "clave": 1,
  "name": "Small",
  "tempo": 120,
  "swing": 62,
  "tracks": [
    {
      "id": 7,
      "name": "Drums",
      "channel": 10,
      "patterns": [
        {
          "name": "beat",
          "steps": {
            "1": "C1",
            "5": {"note": "C1", "velocity": 120, "gate": 0.3333},
            "9": {"notes": ["C3", "E3", "G3"], "velocity": 70},
            "10": {"locks": [{"cc": 74, "value": 12}]},
            "16": {"on": false, "condition": "1:4"}
          }
        },
        null
      ]
    }
  ],
  "scenes": [
    {"name": "A", "slots": [1]}
  ]
}
)";

std::string readme()
{
    std::ifstream file(CLAVE_SOURCE_DIR "/core/io/README.md");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}
}  // namespace

TEST_SUITE("core/io/song_file")
{
    TEST_CASE("a song file has a line for each step and leaves out what is usual")
    {
        CHECK(songText(smallSong()) == kSmallText);
    }

    TEST_CASE("changing one step changes one line")
    {
        Song song = smallSong();
        Track track = *song.tracks[0];
        Pattern pattern = *track.slots[0];
        pattern.steps[4].notes[0].velocity = 90;
        track.slots[0] = std::make_shared<const Pattern>(pattern);
        song.tracks[0] = std::make_shared<const Track>(track);
        std::string expected(kSmallText);
        expected.replace(expected.find("120, \"gate\""), 3, "90");
        CHECK(songText(song) == expected);
    }

    TEST_CASE("the songs in the format's description load without a fault")
    {
        const std::string text = readme();
        int songs = 0;
        for (std::size_t at = text.find("```json\n"); at != std::string::npos;
            at = text.find("```json\n", at)) {
            at += 8;
            const std::string song = text.substr(at, text.find("```", at) - at);
            const auto loaded = parseSong(song, "core/io/README.md");
            CHECK_MESSAGE(loaded, (loaded ? "" : loaded.error().message));
            ++songs;
        }
        CHECK(songs >= 2);
    }
}
