#include "controllers/device/profile_file.hpp"

#include "controllers/device/toml_reading.hpp"

#include "tests/controllers/device/shipped_devices.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace clave;

namespace {
std::string textOf(const std::string& path)
{
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The example of the guide.
std::string example()
{
    const std::string guide = textOf(CLAVE_SOURCE_DIR "/controllers/README.md");
    const std::size_t begin = guide.find("```toml\n") + 8;
    return guide.substr(begin, guide.find("```", begin) - begin);
}

constexpr const char* kHead = "schema = 1\nid = \"x\"\nname = \"X\"\n";

/// Of a file with this below the head, whose lines are 1 to 3.
std::vector<std::string> faults(const std::string& body)
{
    return profileFaults(kHead + body, "x.toml");
}

bool says(const std::string& body, const std::string& sentence)
{
    const auto found = faults(body);
    if (found.size() == 1 && found.front() == sentence)
        return true;
    for (const std::string& each : found)
        MESSAGE(each);
    return false;
}
}  // namespace

TEST_SUITE("controllers/device")
{
    TEST_CASE("every device that comes with Clave loads, and nothing about it is odd")
    {
        const test::ShippedDevices shipped;
        REQUIRE_MESSAGE(shipped.faults.empty(), shipped.faults.front());
        CHECK(shipped.library.profiles().size() >= 35);
        for (const ProfilePtr& profile : shipped.library.profiles()) {
            const auto odd = lint(*profile);
            // Chosen by hand; and a device that cannot be told to forget what it was set up for.
            const bool isKnown = profile->id == "keyboard" || profile->id == "pads_by_note"
                || profile->id == "quneo_grid" || profile->id == "beatstep";
            CHECK_MESSAGE(odd.empty() != isKnown, (odd.empty() ? profile->id : odd.front()));
        }
    }

    TEST_CASE("the example of the guide is a device that works")
    {
        const auto profile = parseProfile(example(), "boxy_16.toml");
        REQUIRE_MESSAGE(profile.has_value(), profile.error().message);
        CHECK(lint(*profile).empty());
        CHECK(profile->rows == 2);
        CHECK(profile->cols == 8);
        const auto pad = test::controlOf(*profile, "pad 2/1");
        REQUIRE(pad);
        CHECK(addressText(profile->controls[*pad].in) == "note 36 on channel 10");
        CHECK(profile->controls[*pad].y == doctest::Approx(2.0));
        CHECK(test::controlOf(*profile, "play"));
        CHECK(test::controlOf(*profile, "knob 4"));
        CHECK(test::controlOf(*profile, "line 8"));
    }

    TEST_CASE("a fault in a device file has its line, its column and its cure")
    {
        CHECK(says("[[grid]]\nrows = 2\nchanel = 3\nnote = 1\n",
            "x.toml:6:1: unknown key \"chanel\" in [[grid]]; did you mean \"channel\"?"));
        CHECK(says("[[fader]]\ncc = \"74\"\n",
            "x.toml:5:6: cc is \"74\", a text; allowed are whole numbers from 0 to 127, without quotes."));
        CHECK(
            says("[[fader]]\ncc = 128\n", "x.toml:5:6: cc is 128; allowed are whole numbers from 0 to 127."));
        CHECK(says("[[fader]]\ncount = 9\ncc = 120\n",
            "x.toml:4:1: fader 9: its number would be 128; allowed are 0 to 127."));
        CHECK(says("[[button]]\nname = \"play\"\ncc = 1\nled = \"gren\"\n[led.green]\non = 1\n",
            "x.toml:7:7: there is no [led.gren]; did you mean \"green\"?"));
        CHECK(says("[led.a]\nhues = { yelow = 3, red = 1 }\n",
            "x.toml:5:10: unknown key \"yelow\" in hues; did you mean \"yellow\"?"));
        CHECK(says("[led.a]\nclock = true\n",
            "x.toml:4:1: [led.a] has no colors; write palette = \"novation\", hues = { red = 5 } or on = "
            "127."));
        CHECK(says("[take]\nsend = [\"F0 00 20\"]\n", "x.toml:5:8: send: a SysEx message must end with F7."));
        CHECK(says("[[button]]\nname = \"a\"\ncc = 5\n[[button]]\nname = \"b\"\ncc = 5\n",
            "x.toml:7:1: a and b have the same address, cc 5 on channel 1."));
        CHECK(says("[[grid]]\nrows = 1\ncols = 4\nnote = 1\n[[fader]]\nat = [3.5, 0]\ncc = 1\n",
            "x.toml:8:1: pad 1/4 and fader are drawn over each other; move one with at = [x, y]."));
        CHECK(says("[[encoder]]\ncc = 1\nrelative = \"twos_compliment\"\n",
            "x.toml:6:12: relative is \"twos_compliment\"; did you mean \"twos_complement\"?"));
        CHECK(says("[[encoder]]\nnrpn = \"6032\"\n",
            "x.toml:5:8: nrpn is \"6032\"; write msb and lsb as in \"60:32\"."));
        CHECK(says("[[strip]]\ngroup = \"a\"\ncount = 3\nccs = [1, 2]\n",
            "x.toml:7:7: ccs has 2 numbers for 3 controls."));
        CHECK(says("[[strip]]\ngroup = \"a\"\n",
            "x.toml:4:1: [[strip]] needs the first number: note, cc, nrpn or bend."));
        CHECK(says("[match]\nidentity = \"F0 (3|13)\"\n",
            "x.toml:5:12: identity: \"(3|13)\" is no byte; write 7F, ??, * or (03|13)."));
        CHECK(says("[led.a]\non = 1\nbulk = { sysex = \"F0 {specs} F7\", spec = \"{value}\", most = 8 }\n",
            "x.toml:6:42: spec is \"{value}\"; it must have a place for {led}."));
    }

    TEST_CASE("one wrong number that moves a whole group is one fault")
    {
        CHECK(says("[[grid]]\nrows = 2\ncols = 8\nnote = 1\n[[strip]]\ngroup = \"a\"\ncount = 8\nnote = 2\n",
            "x.toml:8:1: pad 1/2 and a 1 have the same address, note 2 on channel 1."));
    }

    TEST_CASE("a name that any port has is doubted")
    {
        const auto profile = parseProfile(kHead + std::string("[match]\nports = [\"*\"]\n"), "x.toml");
        REQUIRE(profile);
        const auto doubts = lint(*profile);
        CHECK(std::ranges::any_of(doubts, [](const std::string& doubt) {
            return doubt.find("it would take every input there is") != std::string::npos;
        }));
    }

    TEST_CASE("a light that is told its color has palette and places, or neither")
    {
        const std::string sysEx = "[led.a.steady]\nsysex = \"F0 {led} {red} {green} {blue} F7\"\n";
        const std::string fader = "[[fader]]\ncc = 9\nled = \"a\"\n";
        const auto profile =
            parseProfile(kHead + std::string("[led.a]\npalette = \"rgb\"\n") + sysEx + fader, "x.toml");
        REQUIRE_MESSAGE(profile, profile.error().message);
        const DeviceCodec codec(std::make_shared<const Profile>(*profile));
        DeviceCodec::Messages sent;
        codec.encode(0, {Hue::Orange, Motion::Steady, -1}, sent);
        codec.encode(0, {}, sent);
        CHECK(sent == DeviceCodec::Messages {{0xF0, 9, 127, 50, 0, 0xF7}, {0xF0, 9, 0, 0, 0, 0xF7}});
        CHECK(says("[led.a]\npalette = \"novation\"\n" + sysEx,
            "x.toml:4:1: [led.a]: palette = \"rgb\" and places for {red}, {green} and {blue} in sysex belong "
            "together."));
    }

    TEST_CASE("what is no TOML, no device or cut short is refused with a place")
    {
        CHECK(profileFaults("schema = ", "y.toml").front().starts_with("y.toml:1:"));
        CHECK(parseProfile("", "y.toml").error().message.find("schema must be given") != std::string::npos);
        CHECK(loadProfile("/nowhere/y.toml").error().message
            == "/nowhere/y.toml cannot be read: No such file or directory.");
        for (const char* garbage : {"\x7F"
                                    "ELF\xFF",
                 "\xFF\xFE"
                 "a"})
            CHECK(profileFaults(garbage, "y.toml").front().find("y.toml:1:1: this is no text in UTF-8") == 0);
        // What the parser would not survive.
        CHECK(profileFaults("id = [\"\"]\n[\n", "y.toml").front()
            == "y.toml:2:2: a table needs a name after [.");
        CHECK(profileFaults("id = [}", "y.toml").front()
            == "y.toml:1:7: this bracket closes another kind than was opened last.");
        CHECK(profileFaults("id = 1979-05-27 9", "y.toml").front()
            == "y.toml:1:6: there is no use for a date.");
        const auto two = parseProfile("schema = 2\nid = \"X\"\n", "y.toml");
        CHECK(two.error().message
            == "y.toml:1:10: schema is 2; allowed are whole numbers from 1 to 1. (and 2 more)");
    }

    TEST_CASE("brackets in strings and comments are no brackets")
    {
        for (const char* text : {"a=\"\"\"x\"\"\"\"\"\nb=1", "a='''[}'''\n[b]", "a=[ #]}\n 1,\n]\n[\"x]\"]\n",
                 "a={b=[{c=1}]}", "[ a . \"b\" ]", "[[ a ]]\nx='\\'\n[c]", "a=\"\\\"]\"\n[x]"}) {
            CAPTURE(text);
            TomlFaults faults("y.toml");
            CHECK(parseToml(text, "y.toml", faults));
        }
    }

    TEST_CASE("a device file with any part cut out or doubled is taken or refused, and nothing else happens")
    {
        const std::uint64_t seed = 7'311'406;
        CAPTURE(seed);
        test::Dice dice(seed);
        const std::string whole =
            example() + textOf(CLAVE_SOURCE_DIR "/controllers/devices/push2.toml").substr(200);
        int refused = 0;
        for (int round = 0; round < 1500; ++round) {
            std::string text = dice.chance(50) ? example() : whole;
            for (std::size_t edits = 1 + dice.below(4); edits > 0; --edits) {
                const std::size_t at = dice.below(text.size());
                const std::size_t count = dice.below(30);
                if (dice.chance(50))
                    text.erase(at, count);
                else
                    text.insert(at, text.substr(dice.below(text.size()), count));
            }
            const auto profile = parseProfile(text, "cut.toml");
            refused += profile ? 0 : 1;
            if (profile)
                DeviceCodec codec(std::make_shared<const Profile>(*profile), true);
            else
                CHECK(profile.error().message.starts_with("cut.toml:"));
        }
        CHECK(refused > 500);
    }
}
