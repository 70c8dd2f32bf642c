#include "controllers/midi/relative.hpp"
#include "controllers/midi/takeover.hpp"

#include "tests/controllers/vectors.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

using namespace clave;
using namespace std::chrono_literals;
using test::Dice;

namespace {

TimePoint at(Nanoseconds time)
{
    return TimePoint {time};
}

/// What each turn makes of the parameter, with so much time between turns that every change has arrived.
std::vector<int> pickedUp(const nlohmann::json& vector)
{
    int parameter = vector.at("param_start");
    TakeoverKnob knob(Takeover::Pickup, 0, 127, vector.at("tolerance"));
    knob.rebind(parameter);
    std::vector<int> after;
    TimePoint now {};
    for (const auto& input : vector.at("input")) {
        now += 200ms;
        if (input.contains("external")) {
            parameter = input.at("external");
        } else if (input.contains("rebind")) {
            parameter = input.at("rebind");
            knob.rebind(parameter);
        } else {
            knob.see(parameter, now);
            parameter = knob.move(input, now).value_or(parameter);
        }
        after.push_back(parameter);
    }
    return after;
}

std::vector<int> turned(const nlohmann::json& vector, Relative encoding)
{
    int parameter = vector.at("param_start");
    std::vector<int> after;
    for (const int value : vector.at("input"))
        after.push_back(parameter += relativeDelta(encoding, value));
    return after;
}
}  // namespace

TEST_SUITE("controllers/midi")
{
    TEST_CASE("knobs take parameters over as the vectors say")
    {
        for (const auto& vector : test::vectors("takeover")) {
            CAPTURE(vector.at("name").get<std::string>());
            const std::string mode = vector.at("mode");
            const std::vector<int> got = mode == "pickup" ? pickedUp(vector)
                : mode == "relative_binary_offset"        ? turned(vector, Relative::BinaryOffset)
                                                          : turned(vector, Relative::SignMagnitude);
            CHECK(got == vector.at("param_after").get<std::vector<int>>());
        }
    }

    TEST_CASE("each encoding has its own one to the left and says every turn it has room for")
    {
        CHECK(relativeDelta(Relative::TwosComplement, 0x7F) == -1);
        CHECK(relativeDelta(Relative::TwosComplement, 0x40) == -64);
        CHECK(relativeDelta(Relative::BinaryOffset, 0x3F) == -1);
        CHECK(relativeDelta(Relative::SignMagnitude, 0x41) == -1);
        CHECK(relativeDelta(Relative::SignMagnitude, 0x7F) == -63);
        for (const Relative encoding :
            {Relative::TwosComplement, Relative::BinaryOffset, Relative::SignMagnitude}) {
            for (int delta = -63; delta <= 63; ++delta)
                CHECK(relativeDelta(encoding, relativeValue(encoding, delta)) == delta);
            CHECK(relativeDelta(encoding, relativeValue(encoding, 1000)) == 63);
        }
    }

    TEST_CASE("an encoder turned fast counts for more, also backwards, but not as it changes direction")
    {
        const Acceleration fast {.clicksPerSecond = 20.0, .factor = 4};
        TurnSpeed speed;
        CHECK(speed.accelerated(1, at(0ms), fast) == 1);
        CHECK(speed.accelerated(1, at(100ms), fast) == 1);
        CHECK(speed.accelerated(1, at(150ms), fast) == 4);
        CHECK(speed.accelerated(-1, at(160ms), fast) == -1);
        CHECK(speed.accelerated(-1, at(170ms), fast) == -4);
        CHECK(speed.accelerated(-1, at(180ms), {}) == -1);
    }

    TEST_CASE("jump goes where the knob is, relative as far as it moves")
    {
        TakeoverKnob jump(Takeover::Jump, 0, 127);
        jump.rebind(100);
        CHECK(jump.move(3, at(0ms)) == 3);
        TakeoverKnob along(Takeover::Relative, 0, 127);
        along.rebind(100);
        CHECK(along.move(3, at(0ms)) == std::nullopt);
        CHECK(along.move(10, at(1ms)) == 107);
        along.rebind(50);
        CHECK(along.move(9, at(2ms)) == 49);
        CHECK(along.move(127, at(3ms)) == 127);
    }

    TEST_CASE("a knob that scales brings its parameter to the end as it gets there itself, and never jumps")
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            TakeoverKnob knob(Takeover::Scale, 0, 127);
            int parameter = static_cast<int>(dice.below(128));
            knob.rebind(parameter);
            int place = 1 + static_cast<int>(dice.below(126));
            parameter = knob.move(place, at(0ms)).value_or(parameter);
            const int end = dice.chance(50) ? 127 : 0;
            while (place != end) {
                place += place < end ? 1 : -1;
                const int before = parameter;
                parameter = knob.move(place, at(0ms)).value_or(parameter);
                const bool towards = end == 127 ? parameter >= before : parameter <= before;
                REQUIRE(towards);
            }
            REQUIRE(parameter == end);
            REQUIRE(knob.caught());
        }
    }

    TEST_CASE("a knob's own changes that are still on their way do not let go of it")
    {
        TakeoverKnob knob(Takeover::Pickup, 0, 127);
        knob.rebind(64);
        CHECK(knob.move(64, at(0ms)) == 64);
        CHECK(knob.move(80, at(10ms)) == 80);
        knob.see(64, at(15ms));
        CHECK(knob.move(90, at(20ms)) == 90);
        knob.see(64, at(130ms));
        CHECK(knob.move(95, at(140ms)) == std::nullopt);
    }

    TEST_CASE("a knob with few steps picks up within one of its own steps")
    {
        TakeoverKnob knob(Takeover::Pickup, 0, 16383, 128);
        knob.rebind(8200);
        CHECK(knob.move(64 * 128, at(0ms)) == 8192);
    }
}
