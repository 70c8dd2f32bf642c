#include "app/surfaces/port_pairs.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
PortList listOf(
    const std::vector<std::string>& inputs, const std::vector<std::string>& outputs, clave::MidiApi api)
{
    PortList list;
    for (const auto& name : inputs)
        list.inputs.push_back(describePort(name, api));
    for (const auto& name : outputs)
        list.outputs.push_back(describePort(name, api));
    list.api = api;
    return list;
}
}  // namespace

TEST_SUITE("app/surfaces/port_pairs")
{
    TEST_CASE("a device's output is found by its name, whatever the system says of the direction")
    {
        const auto jack =
            pairPorts(listOf({"Launchpad X:LPX MIDI Out", "a2j:nanoKONTROL2 [24] (capture): MIDI 1"},
                {"a2j:nanoKONTROL2 [24] (playback): MIDI 1", "Launchpad X:LPX MIDI In", "Minilogue:in"},
                clave::MidiApi::Jack));
        REQUIRE(jack.size() == 2);
        CHECK(jack[0].input == "Launchpad X:LPX MIDI Out");
        CHECK(jack[0].output == "Launchpad X:LPX MIDI In");
        CHECK(jack[1].output == "a2j:nanoKONTROL2 [24] (playback): MIDI 1");

        const auto alsa = pairPorts(listOf({"Launchpad X:Launchpad X LPX MIDI In 24:1"},
            {"Launchpad X:Launchpad X LPX DAW In 24:0", "Launchpad X:Launchpad X LPX MIDI In 24:1"},
            clave::MidiApi::Alsa));
        REQUIRE(alsa.size() == 1);
        CHECK(alsa[0].name == "Launchpad X LPX MIDI In");
        CHECK(alsa[0].output == "Launchpad X:Launchpad X LPX MIDI In");
    }

    TEST_CASE("a device is the same one when it is plugged in again under other numbers")
    {
        const auto key = [](const std::string& name, clave::MidiApi api) {
            return pairPorts(listOf({name}, {}, api)).front().key;
        };
        CHECK(key("Launchpad X:Launchpad X LPX MIDI In 24:1", clave::MidiApi::Alsa)
            == key("Launchpad X:Launchpad X LPX MIDI In 32:1", clave::MidiApi::Alsa));
        CHECK(key("a2j:nanoKONTROL2 [24] (capture): MIDI 1", clave::MidiApi::Jack)
            == key("a2j:nanoKONTROL2 [28] (capture): MIDI 1", clave::MidiApi::Jack));
        CHECK(key("Launchpad X:LPX MIDI Out", clave::MidiApi::Jack)
            != key("Launchpad X:LPX DAW Out", clave::MidiApi::Jack));
    }

    TEST_CASE("two equal devices are two, each with its own output, and stay who they are")
    {
        const std::string one = "Launchpad Mini:Launchpad Mini MIDI 1";
        const auto both = pairPorts(listOf({one, one + " (2)"}, {one, one + " (2)"}, clave::MidiApi::Alsa));
        REQUIRE(both.size() == 2);
        CHECK(both[1].name == "Launchpad Mini MIDI 1 (2)");
        CHECK(both[0].output == one);
        CHECK(both[1].output == one + " (2)");
        const auto left = pairPorts(listOf({one + " (2)"}, {one + " (2)"}, clave::MidiApi::Alsa));
        REQUIRE(left.size() == 1);
        CHECK(left[0] == both[1]);
    }

    TEST_CASE("a device without an output is one all the same; our own ports are none")
    {
        const auto pairs = pairPorts(
            listOf({"Foot:Foot MIDI 1 20:0", "Clave:in 128:0"}, {"Clave:out 128:1"}, clave::MidiApi::Alsa));
        REQUIRE(pairs.size() == 1);
        CHECK(pairs[0].input == "Foot:Foot MIDI 1");
        CHECK(pairs[0].output.empty());
    }
}
