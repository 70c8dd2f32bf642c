#include "app/ports/choice.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace clave;

namespace {

using What = PortChoice::What;

const char* const kMinilogue = "minilogue:minilogue MIDI 1 20:0";
const char* const kMiniNova = "MiniNova:MiniNova MIDI 1 24:0";
const char* const kThrough = "Midi Through:Midi Through Port-0 14:0";
const char* const kOwn = "Clave:out 129:0";
const char* const kLaunchpad = "Launchpad Mini MK3:LPMiniMK3 MIDI 28:1";
const char* const kZyn = "ZynAddSubFX:ZynAddSubFX 130:0";

PortList portsOf(const std::vector<const char*>& names)
{
    PortList list;
    list.api = MidiApi::Alsa;
    for (const char* const name : names)
        list.outputs.push_back(describePort(name, MidiApi::Alsa));
    return list;
}

PortList noMidi()
{
    PortList list;
    list.trouble = "There is no MIDI here.";
    return list;
}

const PortList kAll = portsOf({kThrough, kOwn, kMinilogue, kMiniNova, kLaunchpad, kZyn});

}  // namespace

TEST_SUITE("app/ports/choice")
{
    TEST_CASE("without --out the best there is is taken, and never a loop-back, an own port or a controller")
    {
        struct Row {
            const char* says;
            PortList list;
            bool audio;
            What what;
            const char* port;
            const char* offered;
        };
        const Row rows[] {
            {"the synth, if audio opens", noMidi(), true, What::Synth, "", ""},
            {"the synth, and the hardware is offered", portsOf({kThrough, kMinilogue}), true, What::Synth, "",
                "minilogue:minilogue MIDI 1"},
            {"the only hardware", portsOf({kThrough, kOwn, kLaunchpad, kMinilogue, kZyn}), false, What::Port,
                "minilogue:minilogue MIDI 1", ""},
            {"two synths: nobody knows which", portsOf({kMinilogue, kMiniNova}), false, What::Virtual, "",
                "minilogue:minilogue MIDI 1"},
            {"only Midi Through", portsOf({kThrough}), false, What::Virtual, "", ""},
            {"only a controller and our own port", portsOf({kLaunchpad, kOwn}), false, What::Virtual, "", ""},
            {"only a program", portsOf({kZyn}), false, What::Virtual, "", ""},
            {"no port at all", portsOf({}), false, What::Virtual, "", ""},
            {"no audio and no MIDI", noMidi(), false, What::Silent, "", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.says);
            const auto choice = chooseOutput({}, row.list, row.audio);
            REQUIRE(choice.has_value());
            CHECK(choice->what == row.what);
            CHECK(choice->port.name == row.port);
            CHECK(choice->offered == row.offered);
        }
    }

    TEST_CASE("silence, and a choice that nobody can make, are said")
    {
        CHECK(chooseOutput({}, portsOf({kMinilogue, kMiniNova}), false)->notice
            == "There is no audio and more than one synth: choose one in the window's Settings or with --out "
               "(\"minilogue:minilogue MIDI 1\", \"MiniNova:MiniNova MIDI 1\").");
        CHECK(chooseOutput({}, noMidi(), false)->notice.find("Nothing can be heard") == 0);
    }

    TEST_CASE("--out names a port by part of its name in any case, or one of three words")
    {
        struct Row {
            const char* out;
            What what;
            const char* port;
        };
        const Row rows[] {
            {"MINILOGUE", What::Port, "minilogue:minilogue MIDI 1"},
            {"through", What::Port, "Midi Through:Midi Through Port-0"},
            {"launchpad", What::Port, "Launchpad Mini MK3:LPMiniMK3 MIDI"},
            {"zyn", What::Port, "ZynAddSubFX:ZynAddSubFX"},
            {"Synth", What::Synth, ""},
            {"virtual", What::Virtual, ""},
            {"none", What::Silent, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.out);
            const auto choice = chooseOutput({row.out, "mininova"}, kAll, true);
            REQUIRE(choice.has_value());
            CHECK(choice->what == row.what);
            CHECK(choice->port.name == row.port);
        }
    }

    TEST_CASE("an exact name wins over one that contains it")
    {
        auto list = kAll;
        list.outputs.push_back(describePort("minilogue:minilogue MIDI 1 extra 21:0", MidiApi::Alsa));
        CHECK(findPort("Minilogue:Minilogue MIDI 1", list.outputs)->name == "minilogue:minilogue MIDI 1");
    }

    TEST_CASE("a missing or ambiguous --out is one sentence that lists what there is")
    {
        CHECK(chooseOutput({"moog", ""}, portsOf({kMinilogue, kOwn}), true).error().message
            == "There is no output \"moog\"; there is \"minilogue:minilogue MIDI 1\", synth, virtual, none.");
        CHECK(chooseOutput({"mini", ""}, portsOf({kMinilogue, kMiniNova}), true).error().message
            == "More than one output is called \"mini\": \"minilogue:minilogue MIDI 1\", "
               "\"MiniNova:MiniNova MIDI 1\"; give more of the name.");
        CHECK_FALSE(chooseOutput({"synth", ""}, kAll, false).has_value());
        CHECK_FALSE(chooseOutput({"virtual", ""}, noMidi(), true).has_value());
    }

    TEST_CASE("the song's own port comes before the synth, and its absence is said")
    {
        const auto found = chooseOutput({"", "mininova"}, kAll, true);
        CHECK(found->what == What::Port);
        CHECK(found->port.name == "MiniNova:MiniNova MIDI 1");

        const auto missing = chooseOutput({"", "Prophet"}, portsOf({kMinilogue}), true);
        CHECK(missing->what == What::Synth);
        CHECK(missing->notice.find("The song asks for \"Prophet\".") == 0);
    }
}
