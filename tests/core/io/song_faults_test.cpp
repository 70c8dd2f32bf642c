#include "core/io/song_file.hpp"
#include "core/model/validate.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;

namespace {
/// The error of a song with this in the place of its keys after "clave".
std::string errorOf(const std::string& keys)
{
    const auto song = parseSong("{\"clave\": 1,\n" + keys + "}", "x.clave");
    return song ? "no error" : song.error().message;
}

std::string stepError(const std::string& step)
{
    return errorOf("\"tracks\": [{\"patterns\": [{\"steps\":\n{\"5\": " + step + "}}]}]");
}

std::string patternError(const std::string& keys)
{
    return errorOf("\"tracks\": [{\"patterns\": [\n{" + keys + "}]}]");
}

std::string errorOfText(const std::string& text)
{
    const auto song = parseSong(text, "x.clave");
    return song ? "no error" : song.error().message;
}
}  // namespace

TEST_SUITE("core/io/song_file faults")
{
    TEST_CASE("a number out of range is told with its place and what is allowed")
    {
        CHECK(stepError("{\"note\": \"C3\", \"velocity\": 300}")
            == "x.clave:3:22: tracks[0].patterns[0].steps.5.velocity is 300; allowed are 0 to 127.");
        CHECK(stepError("{\"note\": \"C3\", \"velocity\": 1.5}")
            == "x.clave:3:22: tracks[0].patterns[0].steps.5.velocity is 1.5; allowed are whole numbers from "
               "0 to 127.");
        CHECK(stepError("{\"nudge\": 1}")
            == "x.clave:3:8: tracks[0].patterns[0].steps.5.nudge is 1; allowed are more than -1 and less "
               "than 1 step.");
        CHECK(errorOf("\"tempo\": 1e99") == "x.clave:2:1: tempo is 1e99; allowed are 20 to 999.");
        CHECK(errorOf("\"seed\": -1") == "x.clave:2:1: seed is -1; allowed are 0 to 18446744073709551615.");
    }

    TEST_CASE("a number that is none, or that nothing can hold, is told by name")
    {
        CHECK(errorOf("\"tempo\": NaN") == "x.clave:2:10: tempo is NaN, which is no number.");
        CHECK(errorOf("\"tempo\": -Infinity") == "x.clave:2:10: tempo is -Infinity, which is no number.");
        CHECK(errorOf("\"tempo\": 1e400")
            == "x.clave:2:10: tempo is \"1e400\", which is too large to be kept.");
        CHECK(errorOf("\"chance\": 99999999999999999999")
            == "x.clave:2:1: chance is 99999999999999999999; allowed are 0 to 100.");
    }

    TEST_CASE("a newer file asks for a newer Clave, and nothing else is said about it")
    {
        const std::string newer = "was written by a newer Clave (format 3, this one reads 1); update Clave.";
        CHECK(errorOfText("{\"clave\": 3, \"wings\": 2}") == "x.clave:1:2: " + newer);
        CHECK(errorOfText("{\"clave\": 99999999999999999999999}").find("newer Clave") != std::string::npos);
        CHECK(errorOfText("{\"clave\": 0}") == "x.clave:1:2: clave is 0; allowed is 1.");
        CHECK(errorOfText("{\"clave\": \"1\"}") == "x.clave:1:2: clave is \"1\"; allowed is 1.");
        CHECK(errorOfText("{}") == "x.clave:1:1: this is not a Clave song: \"clave\": 1 is missing.");
        CHECK(errorOfText("[]") == "x.clave:1:1: this is not a Clave song, which is an object in {braces}.");
    }

    TEST_CASE("a key that is there twice or unknown is told, with what was probably meant")
    {
        CHECK(errorOf("\"tempo\": 100, \"tempo\": 110") == "x.clave:2:15: tempo is there twice.");
        CHECK(errorOf("\"temp\": 100")
            == "x.clave:2:1: temp is not a key that Clave knows; did you mean \"tempo\"?");
        CHECK(errorOf("\"xyzzy\": 100") == "x.clave:2:1: xyzzy is not a key that Clave knows.");
    }

    TEST_CASE("a text that is no JSON is told with the place where it goes wrong")
    {
        CHECK(errorOfText("") == "x.clave:1:1: the file ends too early; it is empty or was cut.");
        CHECK(errorOfText("{\"clave\": 1, \"tracks\": [{}, ")
            == "x.clave:1:29: the file ends too early, at tracks[1]; it was cut.");
        CHECK(errorOfText("{\"clave\": 1,\n\"name\": 'x'}").starts_with("x.clave:2:9: this is not JSON: "));
        CHECK(errorOfText("{\"clave\": 1,}").starts_with("x.clave:1:13: this is not JSON: "));
        CHECK(errorOfText("{\"clave\": 1} x").starts_with("x.clave:1:14: this is not JSON: "));
        CHECK(errorOf("\"name\": \"\xC3(\"").starts_with("x.clave:2:11: this is not JSON: "));
    }

    TEST_CASE("columns count letters, not bytes")
    {
        CHECK(errorOf("\"name\": \"äöü鼓\", \"chance\": 101")
            == "x.clave:2:17: chance is 101; allowed are 0 to 100.");
    }

    TEST_CASE("endless brackets and more values than any song has are refused")
    {
        CHECK(errorOfText(std::string(100000, '['))
            == "x.clave:1:65: there are more than 64 brackets in one another.");
        CHECK(errorOfText("{\"clave\":1,\"x\":" + std::string(63, '[') + std::string(63, ']') + "}")
                  .find("x is not a key")
            != std::string::npos);
        std::string many = "[0";
        for (int i = 0; i < 4'000'000; ++i)
            many += ",0";
        CHECK(errorOfText(many).find("more than 4000000 values") != std::string::npos);
    }

    TEST_CASE("a file larger than any song is refused unread")
    {
        const std::string large(kMaxSongBytes + 1, ' ');
        CHECK(errorOfText(large) == "x.clave:1:1: the file is larger than 64 MiB, which no song is.");
    }

    TEST_CASE("what a pattern cannot be is told")
    {
        CHECK(patternError("\"length\": 129").find("length is 129; allowed are 1 to 128.")
            != std::string::npos);
        CHECK(patternError("\"steps\": {\"17\": \"C3\"}")
                  .find("steps.17 is beyond the pattern's length of 16 steps.")
            != std::string::npos);
        CHECK(patternError("\"steps\": {\"05\": \"C3\"}").find("is not the number of a step")
            != std::string::npos);
        CHECK(patternError("\"first\": 9, \"last\": 8")
            == "x.clave:3:2: tracks[0].patterns[0].first is step 9, after the last, 8.");
        CHECK(patternError("\"last\": 17").find("last is step 17 of 16.") != std::string::npos);
        CHECK(patternError("\"loops\": {\"gate\": {\"first\": 9, \"length\": 9}}")
                  .find("loops.gate covers steps 9 to 17 of 16.")
            != std::string::npos);
        CHECK(patternError("\"bank\": 5").find("bank needs a program.") != std::string::npos);
        CHECK(patternError("\"groove\": \"x\"").find("groove is \"x\"; the song has no groove of that name.")
            != std::string::npos);
        CHECK(patternError("\"direction\": \"up\"").find("allowed are \"forward\", \"backward\"")
            != std::string::npos);
    }

    TEST_CASE("what a step cannot be is told")
    {
        CHECK(stepError("true").find("steps.5 is true; a note, a list of notes or an object is needed.")
            != std::string::npos);
        CHECK(stepError("\"H3\"").find("steps.5 is \"H3\"; allowed are notes from \"C-2\"")
            != std::string::npos);
        CHECK(stepError("{\"velocity\": 5}").find("belongs to a note, and the step has none")
            != std::string::npos);
        CHECK(stepError("{\"note\": \"C3\", \"notes\": []}").find("has both \"note\" and \"notes\"")
            != std::string::npos);
        CHECK(stepError("[1,2,3,4,5,6,7,8,9]").find("steps.5[8] is one too many; allowed are 8.")
            != std::string::npos);
        CHECK(stepError("{\"locks\": [{\"cc\": 1}]}").find("needs a \"value\"") != std::string::npos);
        CHECK(stepError("{\"locks\": [{\"value\": 1}]}").find("needs one of \"cc\"") != std::string::npos);
        CHECK(stepError("{\"locks\": [{\"cc\": 120, \"value\": 1}]}")
                  .find("locks[0].cc is 120; allowed are 0 to 119.")
            != std::string::npos);
        CHECK(stepError("{\"condition\": \"4:3\"}").find("condition is \"4:3\"; allowed are \"1:1\" to")
            != std::string::npos);
        CHECK(stepError("{\"retrig\": {\"rate\": \"1/7\"}}").find("rate is \"1/7\"; allowed are")
            != std::string::npos);
        CHECK(stepError("{\"retrig\": {\"count\": 2, \"length\": \"infinite\"}}")
                  .find("only a retrig by rate may be")
            != std::string::npos);
        CHECK(stepError("{\"note\": \"=\"}").find("has an empty expression") != std::string::npos);
    }

    TEST_CASE("a name that nothing in the song has is told where it is used")
    {
        CHECK(errorOf("\"tracks\": [{\"port\": \"x\"}]")
            == "x.clave:2:13: tracks[0].port is \"x\"; the song has no port of that name.");
        CHECK(errorOf("\"tracks\": [{\"id\": 3}, {\"id\": 3}]")
            == "x.clave:2:24: tracks[1].id is 3, which another track has.");
        CHECK(errorOf("\"tracks\": [{\"id\": 0}]").find("tracks[0].id is 0; allowed are 1 to")
            != std::string::npos);
        CHECK(
            errorOf("\"scenes\": [{\"slots\": [1]}]").find("scenes[0].slots holds 1; the song has 0 tracks.")
            != std::string::npos);
        CHECK(errorOf("\"tracks\": [{\"patterns\": [null]}], \"scenes\": [{\"slots\": [2]}]")
                  .find("scenes[0].slots[0] is 2; track 1 has 1 patterns.")
            != std::string::npos);
        CHECK(errorOf("\"arrangement\": [{\"scene\": 1}]")
            == "x.clave:2:18: arrangement[0].scene is 1; the song has 0 scenes.");
        CHECK(errorOf("\"ports\": [{\"name\": \"a\"}, {\"name\": \"a\"}]")
                  .find("ports[1].name \"a\" is there twice.")
            != std::string::npos);
    }

    TEST_CASE("every fault is found, in the order of the file, and counted in the sentence")
    {
        const std::string text = "{\"clave\": 1,\n\"chance\": 101,\n\"tempo\": 5,\n\"scenes\": [{\"bars\": "
                                 "0}],\n\"metre\": \"4/5\"}";
        const auto faults = checkSong(text);
        REQUIRE(faults.size() == 4);
        CHECK(sentence(faults[0], "x") == "x:2:1: chance is 101; allowed are 0 to 100.");
        CHECK(sentence(faults[1], "x") == "x:3:1: tempo is 5; allowed are 20 to 999.");
        CHECK(sentence(faults[2], "x") == "x:4:13: scenes[0].bars is 0; allowed are 1 to 1024.");
        CHECK(sentence(faults[3], "x").starts_with("x:5:1: metre is 4/5; allowed are"));
        CHECK(errorOfText(text).ends_with("(And 3 more; clave check shows all.)"));
    }

    TEST_CASE("a thousand faults are enough")
    {
        std::string many;
        for (int i = 0; i < 3000; ++i)
            many += (i > 0 ? "," : "") + std::string("\"k") + std::to_string(i) + "\": 1";
        CHECK(checkSong("{\"clave\": 1, " + many + "}").size() == kMaxFaults);
    }
}
