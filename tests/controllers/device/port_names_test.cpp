#include "controllers/device/port_names.hpp"

#include "tests/controllers/device/shipped_devices.hpp"
#include "tests/controllers/vectors.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace clave;

TEST_SUITE("controllers/device")
{
    TEST_CASE("a port is found whatever the system adds to its name, and its neighbors are left alone")
    {
        const test::ShippedDevices shipped;
        for (const nlohmann::json& vector : test::vectors("port_names")) {
            CAPTURE(vector.dump());
            const std::string raw = vector.at("raw");
            const PortName plain = plainPortName(raw);
            CHECK(plain.name == vector.at("plain").get<std::string>());
            CHECK(plain.index == vector.at("index").get<int>());
            const ProfilePtr found = shipped.library.find(raw);
            if (vector.at("device").is_null())
                CHECK(found == nullptr);
            else
                CHECK((found != nullptr && found->id == vector["device"].get<std::string>()));
        }
    }

    TEST_CASE("a JACK client whose port does not repeat its name keeps both")
    {
        CHECK(plainPortName("MiniNova:out").name == "MiniNova out");
        CHECK(plainPortName("Midi-Bridge:Launchpad X 4:(capture_1) Launchpad X LPX MIDI In").name
            == "Launchpad X LPX MIDI In");
        CHECK(plainPortName("").name.empty());
    }

    TEST_CASE("stars and question marks take what they should, letters of any case")
    {
        const auto takes = [](const char* glob, const char* name) { return globTakes(glob, {name}); };
        CHECK(takes("*LPX MIDI*", "Launchpad X lpx midi In"));
        CHECK(takes("a*b*c", "a-b-b-c"));
        CHECK(takes("nano????ROL2", "nanoKONTROL2"));
        CHECK_FALSE(takes("Launchpad", "Launchpad X"));
        CHECK_FALSE(takes("a*b*c", "a-b-b"));
        CHECK_FALSE(takes("", "x"));
        CHECK_FALSE(globTakes("LPX MIDI#2", {"LPX MIDI", 1}));
        CHECK_FALSE(globTakes("LPX MIDI", {"LPX MIDI", 2}));
    }
}
