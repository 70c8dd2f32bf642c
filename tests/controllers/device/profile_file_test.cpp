#include "controllers/device/profile_file.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;

TEST_SUITE("controllers/device")
{
    TEST_CASE("a Launchpad X has 64 pads, a line above, a side beside and a logo")
    {
        const auto profile = loadProfile(CLAVE_SOURCE_DIR "/controllers/devices/launchpad_x.toml");
        REQUIRE_MESSAGE(profile.has_value(), profile.error().message);
        CHECK(profile->controls.size() == 81);
        CHECK(profile->rows == 8);
        CHECK(profile->cols == 8);
    }
}
