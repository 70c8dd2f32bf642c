#include "tests/controllers/device/shipped_devices.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("controllers/device")
{
    TEST_CASE(
        "in every picture the buttons beside the pads lie in the pads' rows, those above in their columns")
    {
        const test::ShippedDevices shipped;
        int checked = 0;
        for (const ProfilePtr& profile : shipped.library.profiles()) {
            CAPTURE(profile->id);
            const auto first = test::controlOf(*profile, "pad 1/1");
            if (!first || profile->rows != 8 || profile->cols != 8)
                continue;
            const Control& corner = profile->controls[*first];
            for (const Control& control : profile->controls) {
                if (control.group == "side") {
                    CHECK(control.y == doctest::Approx(corner.y + static_cast<float>(control.index)));
                    ++checked;
                } else if (control.group == "line" && profile->id.starts_with("launchpad")
                    && control.index < 8) {
                    CHECK(control.x == doctest::Approx(corner.x + static_cast<float>(control.index)));
                    ++checked;
                }
            }
        }
        CHECK(checked >= 100);
    }
}
