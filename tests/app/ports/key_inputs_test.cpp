#include "app/ports/key_inputs.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace clave;

TEST_SUITE("app/ports/key_inputs")
{
    TEST_CASE(
        "without a name every hardware keyboard is played on, once; no loop, pads, program or port of ours")
    {
        PortList list;
        list.api = clave::MidiApi::Alsa;
        for (const char* name :
            {"Midi Through:Midi Through Port-0 14:0", "Keystation 49:Keystation MIDI 1 20:0",
                "Keystation 49:Keystation MIDI 1 20:0", "Launchpad X:Launchpad X MIDI 1 24:0",
                "Minilogue:Minilogue MIDI 1 28:0", "Clave:out 128:0", "FLUID Synth:port 129:0"})
            list.inputs.push_back(describePort(name, clave::MidiApi::Alsa));
        CHECK(hardwareKeyboards(list)
            == std::vector<std::string> {"Keystation 49:Keystation MIDI 1", "Minilogue:Minilogue MIDI 1"});
        CHECK(hardwareKeyboards({}).empty());
    }

    TEST_CASE("none opens nothing")
    {
        const auto none = openKeyInputs({kNoInput}, clave::MidiApi::Auto, "in");
        REQUIRE(none.has_value());
        CHECK(none->inputs.empty());
        CHECK(none->notices.empty());
    }
}
