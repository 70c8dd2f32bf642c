#include "core/engine/command_json.hpp"

#include "core/engine/session.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace clave;
using namespace clave::test;

namespace {
std::string errorOf(std::string_view json, const Song* song = nullptr)
{
    const auto read = readCommand(json, song);
    return read ? "" : read.error().message;
}

/// What both say is the same, and so is what they do.
void checkRoundTrip(const CommandWhat& what, const Song& song)
{
    const std::string text = commandText(what);
    INFO(text);
    const auto read = readCommand(text);
    REQUIRE_MESSAGE(read, errorOf(text));
    CHECK(read->index() == what.index());
    CHECK(commandText(*read) == text);
    CHECK(text.find('\n') == std::string::npos);
    Session one(song);
    Session other(song);
    CHECK(one.apply({what, "test"}).has_value() == other.apply({*read, "test"}).has_value());
    CHECK(*one.song() == *other.song());
}
}  // namespace

TEST_SUITE("core/engine/command_json")
{
    TEST_CASE("every change of a song is the same after a trip through JSON")
    {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Dice dice(seed);
            const Song song = randomSong(seed);
            for (std::size_t kind = 0; kind < kEditKinds; ++kind)
                checkRoundTrip(randomEdit(dice, song, kind), song);
            for (int i = 0; i < 20; ++i)
                checkRoundTrip(randomPerformance(dice, song), song);
        }
    }

    TEST_CASE("commands that nothing was filled into yet go through JSON too")
    {
        EnterChord chord {{Note {}, Note {64, 1, 20, Gate::tied()}}};
        checkRoundTrip(chord, songOf({row("x...")}));
        checkRoundTrip(Play {Tick {kPpqn * 7 / 3}}, songOf({row("x...")}));
        checkRoundTrip(SetHooks {{{3, true}, {4, false}}}, songOf({row("x...")}));
        checkRoundTrip(
            SetEntryOptions {{4, EntryOptions::AtEnd::Grow, std::uint8_t {90}, Gate::infinite(), false}},
            songOf({row("x...")}));
        using Rest =
            std::variant<EnterKeyDown, EnterKeyUp, EnterRest, EnterTie, EnterSkip, EnterBack, Play, Continue,
                Stop, Seek, CancelLaunches, ToggleMute, ArmFill, Panic, SetCursor, SetStepIn, Undo, Redo>;
        const auto check = [](auto what) { checkRoundTrip(what, songOf({row("x...")})); };
        [&]<typename... What>(const std::variant<What...>*) { (check(What {}), ...); }(
            static_cast<const Rest*>(nullptr));
    }

    TEST_CASE("places count from 1, and a slot that is not named is the first")
    {
        const auto read = readCommand(R"({"do": "switch_step", "track": 2, "step": 5, "on": true})");
        REQUIRE(read);
        const auto* const command = std::get_if<SwitchStep>(&*read);
        REQUIRE(command != nullptr);
        CHECK(command->pattern == PatternPlace {1, 0});
        CHECK(command->step == 4);
        CHECK(command->on);
    }

    TEST_CASE("a track is found by its id, and by a name that only it has")
    {
        Song song = songOf({row("x..."), row("x..."), row("x...")});
        changeTrack(song, 0, [](Track& track) { track.name = "Drums"; });
        changeTrack(song, 1, [](Track& track) {
            track.name = "Bass";
            track.id = 70;
        });
        changeTrack(song, 2, [](Track& track) { track.name = "Drums"; });
        const auto trackOf = [&](const char* json) {
            const auto read = readCommand(json, &song);
            return read ? std::get<ToggleMute>(*read).track : 99;
        };
        CHECK(trackOf(R"({"do": "toggle_mute", "track": "Bass"})") == 1);
        CHECK(trackOf(R"({"do": "toggle_mute", "trackId": 70})") == 1);
        CHECK(errorOf(R"({"do": "toggle_mute", "track": "Drums"})", &song)
            == "toggle_mute: track is \"Drums\"; several tracks have this name, give the number.");
        CHECK(errorOf(R"({"do": "toggle_mute", "trackId": 9})", &song)
            == "toggle_mute: trackId is 9; no track has this id.");
        CHECK(errorOf(R"({"do": "toggle_mute", "track": "Bass"})")
            == "toggle_mute: track names a track, but no song is known here; give its number.");
    }

    TEST_CASE("what is wrong with a command is one sentence")
    {
        CHECK(errorOf(R"({"do": "togle_step"})")
            == "There is no command \"togle_step\"; did you mean \"toggle_step\"?");
        CHECK(errorOf(R"({"do": "toggle_step", "track": 1, "step": 300})")
            == "toggle_step: step is 300; allowed are 1 to 128.");
        CHECK(errorOf(R"({"do": "toggle_step", "track": 1})")
            == "toggle_step: it has no \"step\", which it needs.");
        CHECK(errorOf(R"({"do": "set_tempo", "valu": 120, "value": 120})")
            == "set_tempo: valu is not a key that Clave knows; did you mean \"value\"?");
        CHECK(errorOf(R"({"do": "set_step", "track": 1, "step": 1, "value": {"note": "H3"}})")
            == "set_step: value.note is \"H3\"; allowed are notes from \"C-2\" to \"G8\" (middle C is "
               "\"C3\") and 0 to 127.");
        CHECK(errorOf("[1]") == "A command is a JSON object with its name: {\"do\": \"toggle_step\", ...}.");
        CHECK(errorOf("{\"do\": ").starts_with("The command is no JSON: at character "));
        CHECK(errorOf(R"({"do": "set_lane", "track": 1, "lane": "velocty", "values": [1]})")
                  .find("did you mean \"velocity\"?")
            != std::string::npos);
    }

    TEST_CASE("the guide to commands lists those there are")
    {
        const std::string file = CLAVE_SOURCE_DIR "/core/engine/COMMANDS.md";
        if (std::getenv("CLAVE_WRITE_GUIDE") != nullptr)
            std::ofstream(file) << commandGuide();
        std::ifstream in(file);
        const std::string text {std::istreambuf_iterator<char> {in}, {}};
        CHECK_MESSAGE(text == commandGuide(),
            "write it anew: CLAVE_WRITE_GUIDE=1 clave_tests -ts=core/engine/command_json");
    }
}
