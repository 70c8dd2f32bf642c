#include "controllers/device/profile_file.hpp"

#include "tests/controllers/device/shipped_devices.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

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
