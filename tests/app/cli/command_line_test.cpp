#include "app/cli/command_line.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace clave;

namespace {
std::vector<std::string> words(const std::string& line)
{
    std::istringstream stream {line};
    std::vector<std::string> result;
    for (std::string word; stream >> word;)
        result.push_back(word);
    return result;
}

template <typename What>
What parsed(const std::string& line)
{
    CAPTURE(line);
    const auto command = parseCommandLine(words(line));
    REQUIRE(command.has_value());
    REQUIRE(std::holds_alternative<What>(*command));
    return std::get<What>(*command);
}

std::string refusal(const std::string& line)
{
    const auto command = parseCommandLine(words(line));
    if (command.has_value())
        return "accepted";
    CHECK(command.error().status == kWrongUsage);
    CHECK(command.error().text.find("--help") != std::string::npos);
    return command.error().text.substr(0, command.error().text.find('\n'));
}
}  // namespace

TEST_SUITE("app/cli/command_line")
{
    TEST_CASE("without a word the demo song is played")
    {
        CHECK(parsed<PlayCommand>("").song.empty());
    }

    TEST_CASE("what is played on is named as often as there are keyboards, or is nothing")
    {
        CHECK(parsed<PlayCommand>("play --in Keystation my.clave --in nano").ins
            == std::vector<std::string> {"Keystation", "nano"});
        CHECK(parsed<PlayCommand>("--in none").ins == std::vector<std::string> {"none"});
        CHECK(refusal("play --in none --in Keystation") == "clave: --in none stands alone.");
    }

    TEST_CASE("OSC is reached on this machine, elsewhere when that is asked for, or not at all")
    {
        CHECK(parsed<PlayCommand>("").osc.address == OscAddress {0x7F000001, 9170});
        CHECK(parsed<PlayCommand>("play --osc 9000").osc.address == OscAddress {0x7F000001, 9000});
        CHECK(parsed<PlayCommand>("play --osc 0.0.0.0:9000").osc.address == OscAddress {0, 9000});
        CHECK_FALSE(parsed<PlayCommand>("play --osc off").osc.on);
        CHECK(refusal("play --osc loud")
            == "clave: --osc must be a port such as 9170, an address and a port such as 0.0.0.0:9170, or "
               "off, not "
               "\"loud\".");
    }

    TEST_CASE("play takes every option, outputs more than once, in any order")
    {
        const auto play = parsed<PlayCommand>("play --out Minilogue my.clave --tempo 133.37 --out bass=Volca "
                                              "--bars 3 --scene 2 --loop --midi-api jack");
        CHECK(play.song == "my.clave");
        CHECK(play.out == "Minilogue");
        CHECK(play.portOuts == std::map<std::string, std::string> {{"bass", "Volca"}});
        CHECK(play.tempo == 133.37);
        CHECK(play.bars == 3);
        CHECK(play.scene == "2");
        CHECK(play.loop);
        CHECK(play.api == MidiApi::Jack);
        CHECK(play.timing.empty());
        CHECK(play.ins.empty());
        CHECK(parsed<PlayCommand>("play --timing - my.clave").timing == "-");
    }

    TEST_CASE("timing takes the two ends of a loop")
    {
        const auto timing =
            parsed<TimingCommand>("timing --out UM-ONE --in Keystation --midi-api alsa --json");
        CHECK(timing.loop.out == "UM-ONE");
        CHECK(timing.loop.in == "Keystation");
        CHECK(timing.loop.api == MidiApi::Alsa);
        CHECK(timing.json);
        CHECK(parsed<TimingCommand>("timing").loop.out.empty());
        CHECK(refusal("timing UM-ONE") == "clave: \"UM-ONE\" is not expected here.");
    }

    TEST_CASE("render wants exactly one form, and - is a file name")
    {
        const auto render = parsed<RenderCommand>("render my.clave --bars 4 --seed 7 --text -");
        CHECK(render.form == RenderCommand::Form::Text);
        CHECK(render.file == "-");
        CHECK(render.bars == 4);
        CHECK(render.seed == 7);
        CHECK(parsed<RenderCommand>("render my.clave --wav my.wav").form == RenderCommand::Form::Wav);
        CHECK(refusal("render my.clave") == "clave: render needs exactly one of --text, --midi and --wav.");
        CHECK(refusal("render my.clave --text - --midi x.mid")
            == "clave: render needs exactly one of --text, --midi and --wav.");
    }

    TEST_CASE("the other commands")
    {
        CHECK(parsed<PortsCommand>("ports --json").json);
        CHECK(parsed<CheckCommand>("check my.clave").song == "my.clave");
        CHECK(parsed<NewCommand>("new my.clave").song == "my.clave");
        const auto import = parsed<ImportCommand>("import my.mid my.clave");
        CHECK(import.midiFile == "my.mid");
        CHECK(import.song == "my.clave");
    }

    TEST_CASE("options without a command are for playing the demo")
    {
        const auto play = parsed<PlayCommand>("--bars 4 --tempo 96");
        CHECK(play.song.empty());
        CHECK(play.bars == 4);
        CHECK(play.tempo == 96.0);
    }

    TEST_CASE("wrong usage is answered with one sentence that names the word and what is allowed")
    {
        CHECK(refusal("dance") == "clave: \"dance\" is no command.");
        CHECK(refusal("--bogus") == "clave: \"--bogus\" is not expected here.");
        CHECK(refusal("play a.clave b.clave") == "clave: \"b.clave\" is not expected here.");
        CHECK(refusal("play --out a --out b") == "clave: --out names the main output twice.");
        CHECK(refusal("play --out a=b --out a=c") == "clave: --out names \"a\" twice.");
        CHECK(refusal("play --out a=") == "clave: --out must be NAME or PORT=NAME, not \"a=\".");
        CHECK(refusal("play --sync-in Volca") == "clave: --sync-in is for --sync midi.");
        CHECK(
            refusal("play --sync midi --link-start-stop") == "clave: --link-start-stop is for --sync link.");
        CHECK(refusal("play --sync link --clock-loss go-on") == "clave: --clock-loss is for --sync midi.");
        CHECK(refusal("check") == "clave: SONG is required.");
        CHECK(refusal("play a.clave --bars") == "clave: --bars needs one value.");
        CHECK(refusal("ports --midi-api oss")
            == "clave: --midi-api must be alsa, auto, jack or jack-rtmidi, not \"oss\".");
    }

    TEST_CASE("numbers outside their limits, and what is no number, are refused")
    {
        CHECK(
            refusal("play --tempo 19.9") == "clave: --tempo must be a number from 20 to 999, not \"19.9\".");
        for (const auto* line : {"play --tempo 999.1", "play --tempo nan", "play --tempo inf",
                 "play --tempo 1,5", "play --tempo 120x", "play --bars 0", "play --bars -1",
                 "play --bars 1.5", "play --bars 99999999999", "render a --text - --seed -1",
                 "render a --text - --seed 18446744073709551616"}) {
            CAPTURE(line);
            CHECK(refusal(line).find(" must be a ") != std::string::npos);
        }
        CHECK(parsed<PlayCommand>("play --tempo 20").tempo == 20.0);
        CHECK(parsed<PlayCommand>("play --tempo 999").tempo == 999.0);
        CHECK(parsed<RenderCommand>("render a --text - --seed 18446744073709551615").seed == UINT64_MAX);
    }

    TEST_CASE("help and version are no failure, and a command's help is about that command")
    {
        for (const auto* line : {"--help", "-h", "--version", "play --help", "render -h"}) {
            CAPTURE(line);
            const auto command = parseCommandLine(words(line));
            REQUIRE_FALSE(command.has_value());
            CHECK(command.error().status == kDone);
            CHECK(command.error().text.ends_with("\n"));
        }
        CHECK(
            parseCommandLine(words("render --help")).error().text.find("clave render") != std::string::npos);
    }
}
