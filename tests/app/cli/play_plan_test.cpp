#include "app/cli/play_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;

namespace {
Song threeScenes()
{
    Song song;
    song.scenes.resize(3);
    song.scenes[0].name = "Intro";
    song.scenes[1].name = "Verse";
    song.scenes[2].name = "Chorus";
    song.scenes[2].tempo = Tempo::clampedBpm(90.0);
    return song;
}

Song arranged()
{
    Song song = threeScenes();
    song.arrangement = {{0, 1}, {2, 2}};
    return song;
}

PlayPlan plan(const PlayCommand& command, const Song& song, Face face, bool isDemo = false)
{
    const auto result = planPlay(command, song, face, isDemo);
    REQUIRE(result.has_value());
    CHECK(std::holds_alternative<Play>(result->commands.back()));
    return *result;
}

template <typename What>
const What* find(const PlayPlan& plan)
{
    const auto found = std::ranges::find_if(
        plan.commands, [](const CommandWhat& what) { return std::holds_alternative<What>(what); });
    return found == plan.commands.end() ? nullptr : &std::get<What>(*found);
}

bool followsArrangement(const PlayPlan& plan)
{
    return find<SetSongMode>(plan)->on;
}
bool loops(const PlayPlan& plan)
{
    return find<SetLoop>(plan)->on;
}
}  // namespace

TEST_SUITE("app/cli/play_plan")
{
    TEST_CASE("in a pipe a song without arrangement plays every scene once and ends")
    {
        const auto once = plan({}, threeScenes(), Face::Plain);
        CHECK(once.song.arrangement.size() == 3);
        CHECK(followsArrangement(once));
        CHECK_FALSE(loops(once));
        CHECK(once.quitsAtEnd);
    }

    TEST_CASE("at a terminal a song without arrangement goes round its first scene until told otherwise")
    {
        const auto live = plan({}, threeScenes(), Face::Terminal);
        CHECK(live.song.arrangement.empty());
        CHECK_FALSE(followsArrangement(live));
        CHECK_FALSE(live.quitsAtEnd);
    }

    TEST_CASE("an arrangement plays once, or for ever with --loop; the demo loops at a terminal only")
    {
        CHECK_FALSE(loops(plan({}, arranged(), Face::Terminal)));
        CHECK_FALSE(loops(plan({}, arranged(), Face::Plain)));
        CHECK_FALSE(loops(plan({}, arranged(), Face::Plain, true)));
        CHECK(loops(plan({}, arranged(), Face::Terminal, true)));
        PlayCommand looped;
        looped.loop = true;
        CHECK(loops(plan(looped, arranged(), Face::Terminal)));
        CHECK(loops(plan(looped, arranged(), Face::Plain)));
    }

    TEST_CASE("--bars ends playing after so many bars, and goes round until then")
    {
        PlayCommand command;
        command.bars = 8;
        for (const Face face : {Face::Plain, Face::Terminal}) {
            const auto limited = plan(command, arranged(), face);
            REQUIRE(find<SetStopAfterBars>(limited));
            CHECK(find<SetStopAfterBars>(limited)->bars == 8);
            CHECK(loops(limited));
            CHECK(limited.quitsAtEnd);
        }
        CHECK(find<SetStopAfterBars>(plan({}, arranged(), Face::Plain)) == nullptr);
    }

    TEST_CASE("--scene plays that scene: once in a pipe, round and round at a terminal")
    {
        PlayCommand command;
        command.scene = "chorus";
        const auto once = plan(command, arranged(), Face::Plain);
        CHECK(once.song.arrangement == std::vector<ArrangementEntry> {{2, 1}});
        CHECK_FALSE(loops(once));
        const auto live = plan(command, arranged(), Face::Terminal);
        REQUIRE(find<LaunchScene>(live));
        CHECK(find<LaunchScene>(live)->scene == 2);
        CHECK_FALSE(followsArrangement(live));
    }

    TEST_CASE("a scene is found by number from 1 or by name in any case, else all are listed")
    {
        CHECK(findScene(threeScenes(), "3").value() == 2);
        CHECK(findScene(threeScenes(), "vErse").value() == 1);
        for (const auto* wanted : {"0", "4", "Bridge", "", "-1"}) {
            CAPTURE(wanted);
            const auto missing = findScene(threeScenes(), wanted);
            REQUIRE_FALSE(missing.has_value());
            CHECK(missing.error().message.find("1 Intro, 2 Verse, 3 Chorus") != std::string::npos);
        }
    }

    TEST_CASE("--tempo holds for scenes with a tempo of their own, too")
    {
        PlayCommand command;
        command.tempo = 133.37;
        const auto fast = plan(command, threeScenes(), Face::Terminal);
        CHECK(fast.song.tempo.bpm() == 133.37);
        CHECK_FALSE(fast.song.scenes[2].tempo);
        CHECK(plan({}, threeScenes(), Face::Terminal).song.scenes[2].tempo);
    }
}
