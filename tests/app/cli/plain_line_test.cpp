#include "app/cli/plain_line.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace clave;

TEST_SUITE("app/cli/plain_line")
{
    TEST_CASE("a line tells bar, scene, tempo and how many messages were late")
    {
        Song song;
        song.scenes.resize(2);
        song.scenes[1].name = "Verse";
        ClockStatus status;
        status.bar = 2;
        status.scene = 1;
        std::vector<OutputReport> reports(2);
        CHECK(plainLine(song, status, reports) == "bar 3  Verse  120 bpm  late 0");
        reports[0].late = 2;
        reports[1].late = 3;
        status.tempo = Tempo::clampedBpm(133.37);
        CHECK(plainLine(song, status, reports) == "bar 3  Verse  133.37 bpm  late 5");
    }

    TEST_CASE("what is not well is added: dropped messages and stalls")
    {
        const Song song;
        ClockStatus status;
        status.refused = 1;
        status.skips = 2;
        std::vector<OutputReport> reports(1);
        reports[0].dropped = 3;
        CHECK(plainLine(song, status, reports) == "bar 1  120 bpm  late 0  dropped 4  stalls 2");
    }
}
