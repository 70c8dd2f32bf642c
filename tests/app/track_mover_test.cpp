#include "app/track_mover.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace clave;

namespace {
Song threeTracks()
{
    Song song;
    for (std::uint32_t id = 1; id <= 3; ++id) {
        Track track;
        track.id = id;
        song.tracks.push_back(std::make_shared<const Track>(track));
    }
    return song;
}

PortInfo port(std::string name, PortKind kind = PortKind::Hardware)
{
    return {std::move(name), kind, MidiApi::Alsa};
}
}  // namespace

TEST_SUITE("app/TrackMover")
{
    TEST_CASE("tracks that were moved last time go to their synth, through a port of the song")
    {
        const auto song = withTracksOn(threeTracks(), "Minilogue", {1, 3, 99});
        REQUIRE(song.ports.size() == 1);
        CHECK(song.ports[0].match == "Minilogue");
        CHECK(song.tracks[0]->destination.port == "Minilogue");
        CHECK(song.tracks[1]->destination.port.empty());
        CHECK(song.tracks[2]->destination.port == "Minilogue");
    }

    TEST_CASE("a port that the song has for the synth is used, whatever the song calls it")
    {
        auto song = threeTracks();
        song.ports = {{"", "Minilogue", 0.0, 0.0}, {"bass", "Minilogue", 0.0, 0.0}};
        const auto moved = withTracksOn(song, "Minilogue", {2});
        CHECK(moved.ports.size() == 2);
        CHECK(moved.tracks[1]->destination.port == "bass");
    }

    TEST_CASE("a song without those tracks, or without room for a port, stays as it is")
    {
        CHECK(withTracksOn(threeTracks(), "Minilogue", {7}) == threeTracks());
        auto full = threeTracks();
        for (std::size_t i = 0; i < kMaxPorts; ++i)
            full.ports.push_back({"port " + std::to_string(i), "x", 0.0, 0.0});
        CHECK(withTracksOn(full, "Minilogue", {1}) == full);
    }

    TEST_CASE(
        "the remembered synth is offered, else the first one; never the main output nor what is no hardware")
    {
        const std::vector<PortInfo> outputs {port("Midi Through", PortKind::LoopBack), port("Volca"),
            port("Minilogue"), port("Launchpad", PortKind::Controller)};
        const auto name = [&](const std::string& remembered, const std::string& main) {
            const auto* const offer = synthToOffer(outputs, remembered, main);
            return offer == nullptr ? std::string {} : offer->name;
        };
        CHECK(name("", "built-in synth") == "Volca");
        CHECK(name("Minilogue", "built-in synth") == "Minilogue");
        CHECK(name("Minilogue", "Minilogue") == "Volca");
        CHECK(name("gone", "Volca") == "Minilogue");
        CHECK(name("Launchpad", "") == "Volca");
        CHECK(synthToOffer({}, "", "") == nullptr);
    }
}
