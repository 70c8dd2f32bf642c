#include "app/surfaces/controller_wish.hpp"

#include "controllers/device/port_names.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;

namespace {
ProfileLibrary ours()
{
    ProfileLibrary library;
    CHECK(library.addFolder(CLAVE_SOURCE_DIR "/controllers/devices").empty());
    return library;
}

std::string deviceOf(const ControllerWish& wish, const std::string& port)
{
    const auto profile = wantedProfile(wish, ours(), {port, {}, port, {}});
    return profile == nullptr ? "none" : profile->id;
}

ControllerWish named(std::vector<std::string> names)
{
    ControllerWish wish;
    wish.names = std::move(names);
    return wish;
}
}  // namespace

TEST_SUITE("app/surfaces/controller_wish")
{
    TEST_CASE("nothing said: what is known by its name is taken, and a synth is none")
    {
        CHECK(deviceOf({}, "Launchpad X:LPX MIDI Out") == "launchpad_x");
        CHECK(deviceOf({}, "Minilogue:Minilogue MIDI 1") == "none");
    }

    TEST_CASE("names choose among them; none means none")
    {
        CHECK(deviceOf(named({"none"}), "Launchpad X:LPX MIDI Out") == "none");
        CHECK(deviceOf(named({"lpx"}), "Launchpad X:LPX MIDI Out") == "launchpad_x");
        CHECK(deviceOf(named({"launchpad_x"}), "Launchpad X:LPX MIDI Out") == "launchpad_x");
        CHECK(deviceOf(named({"push"}), "Launchpad X:LPX MIDI Out") == "none");
    }

    TEST_CASE("a port that no device is known by can be told which it is")
    {
        CHECK(deviceOf(named({"MPD=launchpad_x"}), "MPD:pads") == "launchpad_x");
        CHECK(deviceOf(named({"MPD=nonsense"}), "MPD:pads") == "none");
    }

    TEST_CASE("what is played as a controller is claimed, by the system's name of its port")
    {
        const auto claims = claimedPorts({}, ours());
        CHECK(claims("Launchpad X:Launchpad X LPX MIDI In"));
        CHECK(!claims("Keystation:Keystation MIDI 1"));
        CHECK(!claimedPorts(named({"none"}), ours())("Launchpad X:Launchpad X LPX MIDI In"));
    }

    TEST_CASE("what no file describes is a device without controls, found again by its own name")
    {
        const auto profile = unknownDevice({"My Box MIDI 1 (2)", "key", "My Box:My Box MIDI 1 (2)", {}});
        CHECK(profile.id == "my_box_midi_1_2_");
        CHECK(profile.controls.empty());
        CHECK(globTakes(profile.ports.at(0), plainPortName("My Box:My Box MIDI 1 24:0")));
    }
}
