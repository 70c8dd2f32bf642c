#include "controllers/map/params.hpp"

#include "controllers/map/key_layout.hpp"
#include "core/model/validate.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace clave;

TEST_SUITE("controllers/map")
{
    TEST_CASE("Every param is known by its word, and a knob goes through all of its values and back")
    {
        for (const std::string_view word : paramWords()) {
            CAPTURE(word);
            const auto param = parseParam(word);
            REQUIRE(param);
            double last = -1e9;
            for (int place = 0; place <= 127; ++place) {
                const double value = valueAt(*param, place / 127.0);
                CHECK(value > last);
                last = value;
                CHECK(std::lround(wayOf(*param, value) * 127.0) == place);
                CHECK(rangeOf(*param).has(value));
            }
            for (int pad = 1; pad < 8; ++pad)
                CHECK(barValue(*param, pad, 8) > barValue(*param, pad - 1, 8));
        }
        CHECK_FALSE(parseParam("cc 120"));
        CHECK_FALSE(parseParam("cc"));
        CHECK_FALSE(parseParam("cc x"));
    }

    TEST_CASE("What is set in a step is what is read from it")
    {
        for (const std::string_view word : paramWords()) {
            const auto param = parseParam(word);
            if (!param->isOfSteps())
                continue;
            CAPTURE(word);
            Step step = test::stepOf(60);
            for (int pad = 0; pad < 8; ++pad) {
                const double wanted = barValue(*param, pad, 8);
                setValue(step, *param, wanted);
                REQUIRE(valueOf(*param, step));
                CHECK(*valueOf(*param, step) == doctest::Approx(wanted).epsilon(0.01));
            }
            CHECK(faultsOf(step).empty());
        }
    }

    TEST_CASE("Keys count the notes of the scale from its root, octave by octave")
    {
        const Scale minor {9, *scaleNotes("minor")};  // A
        CHECK(keyPitch(0, minor, 0) == 45);
        CHECK(keyPitch(2, minor, 0) == 48);
        CHECK(keyPitch(7, minor, 0) == 57);
        CHECK(keyPitch(7, minor, -1) == 45);
        CHECK(keyPitch(-1, minor, 0) == 43);
        CHECK_FALSE(keyPitch(0, minor, -4));
        for (int key = -20; key < 60; ++key) {
            if (const auto pitch = keyPitch(key, minor, 0))
                CHECK(minor.has(*pitch));
        }
    }
}
