#include "app/timing/loop_ports.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace clave;

namespace {

const char* const kThrough = "Midi Through:Midi Through Port-0 14:0";
const char* const kOne = "UM-ONE:UM-ONE MIDI 1 20:0";
const char* const kZyn = "ZynAddSubFX:ZynAddSubFX 130:0";

PortList alsa(const std::vector<const char*>& outputs, const std::vector<const char*>& inputs)
{
    PortList list;
    list.api = clave::MidiApi::Alsa;
    for (const char* const name : outputs)
        list.outputs.push_back(describePort(name, list.api));
    for (const char* const name : inputs)
        list.inputs.push_back(describePort(name, list.api));
    return list;
}

std::string refusal(const LoopWish& wish, const PortList& list)
{
    const auto choice = chooseLoop(wish, list);
    return choice ? "chosen" : choice.error().message;
}

}  // namespace

TEST_SUITE("app/timing/loop_ports")
{
    TEST_CASE("without names it loops over Midi Through on ALSA, and over ports of its own on JACK")
    {
        const auto choice = chooseLoop({}, alsa({kOne, kThrough}, {kThrough, kOne}));
        REQUIRE(choice.has_value());
        CHECK(choice->out.name == "Midi Through:Midi Through Port-0");
        CHECK(choice->in.name == choice->out.name);
        CHECK_FALSE(choice->overCable());
        PortList jack;
        for (const auto api : {clave::MidiApi::Jack, clave::MidiApi::JackRtMidi}) {
            jack.api = api;
            REQUIRE(chooseLoop({}, jack).has_value());
            CHECK(chooseLoop({}, jack)->isOwn);
            CHECK_FALSE(chooseLoop({}, jack)->overCable());
        }
    }

    TEST_CASE("one name is enough for an interface with a cable from its output to its input")
    {
        const auto list = alsa({kOne, kThrough}, {kThrough, kOne});
        for (const LoopWish& wish : {LoopWish {"um-one", "", {}}, LoopWish {"", "um-one", {}}}) {
            const auto choice = chooseLoop(wish, list);
            REQUIRE(choice.has_value());
            CHECK(choice->out.name == "UM-ONE:UM-ONE MIDI 1");
            CHECK(choice->in.name == "UM-ONE:UM-ONE MIDI 1");
            CHECK(choice->overCable());
        }
        const auto two = chooseLoop({"um-one", "through", {}}, list);
        REQUIRE(two.has_value());
        CHECK_FALSE(two->overCable());
    }

    TEST_CASE("when there is nothing to loop over, one sentence says why and what to do")
    {
        CHECK(refusal({}, alsa({kZyn}, {}))
            == "There is nothing to loop over, not even Midi Through: put a cable from an output to an "
               "input and name them with --out and --in.");
        PortList none;
        none.trouble = "There is no MIDI here.";
        CHECK(refusal({}, none) == "There is nothing to loop over: There is no MIDI here.");
        CHECK(refusal({"synth", "", {}}, alsa({kOne}, {kOne}))
                .starts_with("Nothing comes back from \"synth\": put a cable"));
        CHECK(refusal({"zyn", "", {}}, alsa({kZyn}, {kOne}))
            == "There is no input \"zyn\"; there is \"UM-ONE:UM-ONE MIDI 1\".");
        CHECK(refusal({"zyn", "", {}}, alsa({}, {kOne})) == "There is no output \"zyn\"; there is none.");
    }
}
