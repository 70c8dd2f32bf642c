#include "app/net/osc_book.hpp"
#include "app/net/osc_message.hpp"
#include "core/model/validate.hpp"

#include "tests/app/net/osc_rig.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;
using namespace clave::test;

namespace {
std::vector<std::byte> randomBytes(Dice& dice, std::size_t most)
{
    std::vector<std::byte> bytes(dice.below(most));
    for (std::byte& byte : bytes)
        byte = static_cast<std::byte>(dice.below(256));
    return bytes;
}

std::vector<std::byte> goodPacket(Dice& dice)
{
    const std::vector<OscMessage> messages {{"/clave/track/1/step/2", {i(1)}},
        {"/clave/track/1/velocity", {i(1), 2.0, i(3), i(4)}},
        {"/clave/do", {std::string(R"({"do": "toggle_step", "track": 1, "step": 2})")}},
        {"/clave/tempo", {99.0}}};
    return dice.chance(50) ? oscBytes(messages[dice.below(messages.size())]) : oscBundles(messages)[0];
}

/// Cut somewhere within its last message: what is left is no packet any more.
std::vector<std::byte> cut(Dice& dice)
{
    auto bytes = goodPacket(dice);
    bytes.resize(bytes.size() - 1 - dice.below(7));
    return bytes;
}

/// Says that it holds more than it does: a bundle's part, a blob, a text without an end.
std::vector<std::byte> liar(Dice& dice)
{
    std::vector<std::byte> bytes = oscBundles(std::vector<OscMessage> {{"/clave/track/1/step/2", {i(1)}}})[0];
    for (std::size_t at = 16; at < 20; ++at)
        bytes[at] = static_cast<std::byte>(128 + dice.below(128));
    return bytes;
}

OscValue wrongValue(Dice& dice)
{
    switch (dice.below(5)) {
    case 0:
        return std::string("H\n\x7f\"{[") + dice.name();
    case 1:
        return 1e300;
    case 2:
        return std::int64_t {INT64_MIN} + static_cast<std::int64_t>(dice.below(1000));
    case 3:
        return std::monostate {};
    default:
        return std::string(dice.below(5000), '[');
    }
}

/// An address that exists, or nearly, with values that no lane, knob or switch takes.
OscMessage nonsense(Dice& dice)
{
    OscMessage message {
        dice.oneOf<const char*>({"/clave/tempo", "/clave/seek", "/clave/track/1/step/1/pitch",
            "/clave/track/99999999999999999999/mute", "/clave/track/*/step/200/velocity",
            "/clave/track/1/pattern/0/velocity", "/clave/track/{,/solo", "/clave/do",
            "/clave/track/1/step/1/set", "/clave/track/1/set", "/clave/track/1/launch", "/clave/scene/-1",
            "/clave/", "/clave//////////////////", "/clave/subscribe", "/clave/track/1/transpose",
            "/clave/get/track/1/step/x/set", "/clave/track/-/cc/999"}),
        {}};
    for (std::size_t count = 1 + dice.below(3); count > 0; --count)
        message.values.push_back(wrongValue(dice));
    if (message.path.ends_with("pitch") || message.path.ends_with("/set"))
        message.values[0] = std::string("H");
    return message;
}

void obeyAll(OscRig& rig, std::span<const std::byte> packet)
{
    if (const auto messages = readOscPacket(packet)) {
        for (const TimedOscMessage& one : *messages)
            (void)obeyOsc(one.message, rig);
    }
}
}  // namespace

TEST_SUITE("app/net/osc_fuzz")
{
    TEST_CASE("100,000 malformed packets change nothing")
    {
        OscRig rig(songOf({row("x...x...x...x..."), row("x...")}));
        const Song before = *rig.session.song();
        Dice dice(1);
        for (int i = 0; i < 25'000; ++i) {
            obeyAll(rig, randomBytes(dice, 200));
            CHECK_FALSE(readOscPacket(cut(dice)));
            CHECK_FALSE(readOscPacket(liar(dice)));
            const OscMessage message = nonsense(dice);
            CAPTURE(message.path);
            const auto done = obeyOsc(message, rig);
            CHECK_FALSE(done);
            CHECK(done.error().message.size() < 1000);
        }
        CHECK(rig.sent.empty());
        CHECK(rig.lease == 0.0);
        CHECK(*rig.session.song() == before);
    }

    TEST_CASE("packets with flipped bits do what they say or nothing, and never harm")
    {
        OscRig rig(songOf({row("x...x...x...x...")}));
        Dice dice(2);
        for (int i = 0; i < 20'000; ++i) {
            auto bytes = goodPacket(dice);
            for (std::size_t flips = 1 + dice.below(4); flips > 0; --flips)
                bytes[dice.below(bytes.size())] ^= static_cast<std::byte>(1U << dice.below(8));
            obeyAll(rig, bytes);
        }
        CHECK(faultsOf(*rig.session.song()).empty());
        CHECK(rig.refusals.empty());
    }
}
