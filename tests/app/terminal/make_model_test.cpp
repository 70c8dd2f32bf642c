#include "app/terminal/make_model.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
using Cell = TerminalModel::Cell;
using Sound = TerminalModel::Track::Sound;

SongPtr twoTracks(bool soloSecond = false)
{
    auto song = std::make_shared<Song>();
    song->name = "Night bus";
    song->ports = {{"bass", "Minilogue", 0.0, 0.0}};
    for (std::uint32_t i = 0; i < 2; ++i) {
        Pattern pattern;
        pattern.first = 1;
        pattern.last = 14;
        pattern.steps[0].on = pattern.steps[4].on = true;
        Track track;
        track.id = i + 1;
        track.solo = soloSecond && i == 1;
        track.slots = {nullptr, std::make_shared<const Pattern>(pattern)};
        if (i == 1)
            track.destination.port = "bass";
        song->tracks.push_back(std::make_shared<const Track>(track));
    }
    song->scenes.resize(2);
    song->scenes[0].slots = {1, 1};
    song->scenes[1].name = "Chorus";
    return song;
}

TerminalModel model(const SongPtr& song, const ClockStatus& status, Performance performance = {})
{
    const std::vector<std::string> names {"built-in synth", "Minilogue"};
    const std::vector<OutputReport> reports(2);
    return makeModel(makeSnapshot(song, std::move(performance), 1), status, names, reports, {});
}

ClockStatus playingFirstScene()
{
    ClockStatus status;
    status.playing = true;
    status.scene = 0;
    status.trackCount = 2;
    status.tracks[0].slot = status.tracks[1].slot = 1;
    status.tracks[0].step = 4;
    status.tracks[0].fired = true;
    return status;
}
}  // namespace

TEST_SUITE("app/terminal/make_model")
{
    TEST_CASE("steps are off, on, or outside the part that is played; the playing one is marked")
    {
        const auto shown = model(twoTracks(), playingFirstScene());
        REQUIRE(shown.tracks.size() == 2);
        const auto& track = shown.tracks[0];
        REQUIRE(track.cells.size() == 16);
        CHECK(track.cells[0] == Cell::Outside);
        CHECK(track.cells[1] == Cell::Off);
        CHECK(track.cells[4] == Cell::On);
        CHECK(track.cells[15] == Cell::Outside);
        CHECK(track.playing == 4);
        CHECK(track.fired);
        CHECK(track.pattern == "pattern 2");
        CHECK(shown.tracks[1].playing == -1);
    }

    TEST_CASE("before the first start the patterns of the first scene are shown, and no step plays")
    {
        const auto shown = model(twoTracks(), {});
        CHECK(shown.tracks[0].cells.size() == 16);
        CHECK(shown.tracks[0].playing == -1);
    }

    TEST_CASE("a stopped song shows no playing step and the song's own tempo")
    {
        auto status = playingFirstScene();
        status.playing = false;
        status.tempo = Tempo::clampedBpm(99.0);
        const auto shown = model(twoTracks(), status);
        CHECK(shown.tracks[0].playing == -1);
        CHECK(shown.tempo.bpm() == 120.0);
    }

    TEST_CASE("mutes made while playing, and tracks left out by a solo, are shown as such")
    {
        Performance performance;
        performance.tracks.resize(2);
        performance.tracks[0].mute = LiveMute::Muted;
        CHECK(model(twoTracks(), playingFirstScene(), performance).tracks[0].sound == Sound::Muted);
        CHECK(model(twoTracks(), playingFirstScene(), performance).tracks[1].sound == Sound::On);
        CHECK(model(twoTracks(true), playingFirstScene()).tracks[0].sound == Sound::LeftOut);
    }

    TEST_CASE("each track is shown on the output that it plays on")
    {
        const auto shown = model(twoTracks(), playingFirstScene());
        CHECK(shown.output == "built-in synth");
        CHECK(shown.tracks[0].output == "built-in synth");
        CHECK(shown.tracks[1].output == "Minilogue");
    }

    TEST_CASE("a queued scene says in how many bars it comes, counting the one that has begun")
    {
        auto status = playingFirstScene();
        CHECK(queuedSceneText(*twoTracks(), status).empty());
        status.queuedScene = 1;
        const Tick bar = status.metre.bar();
        status.queuedSceneAt = bar * 4;
        status.position = bar * 2;
        CHECK(queuedSceneText(*twoTracks(), status) == "Chorus in 2 bars");
        status.position = bar * 2 + Tick {1};
        CHECK(queuedSceneText(*twoTracks(), status) == "Chorus in 2 bars");
        status.position = bar * 3;
        CHECK(queuedSceneText(*twoTracks(), status) == "Chorus in 1 bar");
        status.queuedSceneAt = kNever;
        CHECK(queuedSceneText(*twoTracks(), status) == "Chorus next");
    }

    TEST_CASE("a scene without a name is called by its number")
    {
        CHECK(sceneLabel(*twoTracks(), 0) == "scene 1");
        CHECK(sceneLabel(*twoTracks(), 1) == "Chorus");
        CHECK(sceneLabel(*twoTracks(), 2).empty());
        CHECK(sceneLabel(*twoTracks(), -1).empty());
    }
}
