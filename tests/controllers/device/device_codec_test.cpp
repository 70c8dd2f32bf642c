#include "controllers/device/device_codec.hpp"

#include "controllers/device/byte_pattern.hpp"
#include "controllers/device/light_words.hpp"
#include "controllers/device/profile_file.hpp"
#include "controllers/midi/event_stream.hpp"

#include "tests/controllers/device/shipped_devices.hpp"
#include "tests/controllers/vectors.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

using namespace clave;
using Kind = SurfaceEvent::Kind;
using What = ControlInput::What;
using Messages = DeviceCodec::Messages;

namespace {
ProfilePtr profileOf(const std::string& body)
{
    auto profile = parseProfile("schema = 1\nid = \"test\"\nname = \"Test\"\n" + body, "test.toml");
    REQUIRE_MESSAGE(profile.has_value(), profile.error().message);
    return std::make_shared<const Profile>(std::move(*profile));
}

std::vector<ControlInput> heard(DeviceCodec& codec, const Messages& messages)
{
    EventStream stream;
    for (const Control& control : codec.profile().controls) {
        if (control.bits14 && control.in.kind == Kind::Cc)
            stream.declarePair(control.in.channel, static_cast<std::uint8_t>(control.in.number));
    }
    std::vector<ControlInput> inputs;
    for (const auto& message : messages) {
        stream.feed(message, {}, [&](const SurfaceEvent& event) {
            if (const auto input = codec.decode(event))
                inputs.push_back(*input);
        });
    }
    return inputs;
}

/// What the device says when the control is pressed, or moved to 64.
Messages touched(const Control& control)
{
    const auto channel = static_cast<std::uint8_t>(control.in.channel == 0 ? 4 : control.in.channel - 1);
    const auto number = static_cast<std::uint8_t>(control.in.number & 0x7FU);
    const auto status = [&](unsigned kind) { return static_cast<std::uint8_t>(kind | channel); };
    switch (control.in.kind) {
    case Kind::Cc:
        if (control.bits14)
            return {{status(0xB0), number, 64}, {status(0xB0), static_cast<std::uint8_t>(number + 32U), 1}};
        return {{status(0xB0), number, 65}};
    case Kind::Bend:
        return {{status(0xE0), 1, 64}};
    case Kind::Nrpn:
        return {{status(0xB0), 99, static_cast<std::uint8_t>(control.in.number >> 7U)},
            {status(0xB0), 98, number}, {status(0xB0), 6, 64}, {status(0xB0), 38, 1}};
    default:
        return {{status(0x90), number, 65}};
    }
}
}  // namespace

TEST_SUITE("controllers/device")
{
    TEST_CASE("every control of every device is heard as itself")
    {
        const test::ShippedDevices shipped;
        std::size_t count = 0;
        for (const ProfilePtr& profile : shipped.library.profiles()) {
            DeviceCodec codec(profile, true);
            for (std::size_t i = 0; i < profile->controls.size() && !profile->isOsc; ++i) {
                const Control& control = profile->controls[i];
                if (control.kind == Control::Kind::Light)
                    continue;
                CAPTURE(profile->id);
                CAPTURE(controlName(*profile, control));
                const auto inputs = heard(codec, touched(control));
                REQUIRE_FALSE(inputs.empty());
                CHECK(inputs.back().control == i);
                ++count;
            }
        }
        CHECK(count > 1000);
    }

    TEST_CASE("every light of every device, sent back to it, is the control it belongs to")
    {
        const test::ShippedDevices shipped;
        std::size_t count = 0;
        for (const ProfilePtr& profile : shipped.library.profiles()) {
            DeviceCodec codec(profile, true);
            for (std::size_t i = 0; i < profile->controls.size(); ++i) {
                const Control& control = profile->controls[i];
                if (control.dialect < 0 || control.in != control.out || control.kind == Control::Kind::Light
                    || profile->isOsc)
                    continue;
                const LightDialect& dialect = profile->dialects[static_cast<std::size_t>(control.dialect)];
                const std::uint8_t steady = dialect.channels[0];
                if (dialect.alsoStep != 0 || !dialect.sysEx[0].empty()
                    || (steady != 0 && steady != control.in.channel))
                    continue;
                CAPTURE(profile->id);
                CAPTURE(controlName(*profile, control));
                Messages sent;
                codec.encode(static_cast<std::uint16_t>(i), {Hue::White, Motion::Steady, 64}, sent);
                const auto inputs = heard(codec, sent);
                REQUIRE_FALSE(inputs.empty());
                CHECK(inputs.front().control == i);
                ++count;
            }
        }
        CHECK(count > 500);
    }

    TEST_CASE("any form of release is one")
    {
        DeviceCodec codec(
            profileOf("[[grid]]\nrows = 1\ncols = 2\nnote = 60\n[[button]]\nname = \"play\"\ncc = 5\n"));
        const auto whats = [&](const Messages& messages) {
            std::vector<What> all;
            for (const ControlInput& input : heard(codec, messages))
                all.push_back(input.what);
            return all;
        };
        CHECK(whats({{0x90, 60, 9}, {0x90, 60, 0}}) == std::vector {What::Press, What::Release});
        CHECK(whats({{0x90, 61, 9}, {0x80, 61, 127}}) == std::vector {What::Press, What::Release});
        CHECK(whats({{0xB0, 5, 127}, {0xB0, 5, 0}}) == std::vector {What::Press, What::Release});
        CHECK(whats({{0xA0, 60, 33}}) == std::vector {What::Pressure});
        CHECK(whats({{0x91, 60, 9}, {0x90, 62, 9}, {0xB0, 6, 1}}).empty());
    }

    TEST_CASE("a parameter of fourteen bits waits for its other half, but not for long")
    {
        DeviceCodec codec(profileOf("[[encoder]]\ngroup = \"tempo\"\nnrpn = \"2:63\"\nbits = 14\n"));
        auto inputs = heard(codec, {{0xB0, 99, 2, 0xB0, 98, 63, 0xB0, 6, 1, 0xB0, 38, 46}});
        REQUIRE(inputs.size() == 1);
        CHECK(inputs[0].value == 174);
        CHECK_FALSE(codec.late(TimePoint {std::chrono::seconds(1)}));

        CHECK(heard(codec, {{0xB0, 99, 2, 0xB0, 98, 63, 0xB0, 6, 1}}).empty());
        CHECK_FALSE(codec.late(TimePoint {std::chrono::milliseconds(9)}));
        const auto late = codec.late(TimePoint {std::chrono::milliseconds(10)});
        REQUIRE(late);
        CHECK(late->value == 128);
        CHECK_FALSE(codec.late(TimePoint {std::chrono::seconds(1)}));
    }

    TEST_CASE("a pad that says on and off in turn is pressed and let go each time")
    {
        DeviceCodec codec(profileOf("[[grid]]\nrows = 1\ncols = 8\nnrpn = \"60:32\"\ntoggles = true\nled = "
                                    "\"x\"\n[led.x]\non = 127\n"));
        const auto inputs =
            heard(codec, {{0xB0, 99, 60, 0xB0, 98, 33, 0xB0, 6, 127, 0xB0, 38, 0, 0xB0, 6, 0}});
        REQUIRE(inputs.size() == 2);
        CHECK(inputs[0].what == What::Press);
        CHECK(inputs[1].what == What::Press);
        CHECK(inputs[1].control == 1);
        const auto release = codec.late({});
        REQUIRE(release);
        CHECK(release->what == What::Release);
        CHECK(release->control == 1);
        CHECK_FALSE(codec.late(TimePoint {std::chrono::seconds(1)}));
    }

    TEST_CASE("what is only guessed is not heard until it is asked for")
    {
        const ProfilePtr profile = profileOf("[[fader]]\ncc = 3\nconfidence = \"guessed\"\n");
        DeviceCodec careful(profile);
        DeviceCodec bold(profile, true);
        CHECK(heard(careful, {{0xB0, 3, 9}}).empty());
        CHECK(heard(bold, {{0xB0, 3, 9}}).size() == 1);
    }

    TEST_CASE("a whole Launchpad X is painted by one message of SysEx, and no light is lost on the way")
    {
        const test::ShippedDevices shipped;
        const ProfilePtr profile = shipped.library.byId("launchpad_x");
        REQUIRE(profile != nullptr);
        std::vector<DeviceCodec::Change> changes;
        for (std::uint16_t i = 0; i < profile->controls.size(); ++i)
            changes.push_back({i, {Hue::Green, i == 5 ? Motion::Flash : Motion::Steady}});
        Messages sent;
        DeviceCodec(profile).encode(changes, sent);
        REQUIRE(sent.size() == 1);
        CHECK(parseMidiMessage(hexText(sent[0])).has_value());
        CHECK(sent[0].size() == 8 + 80 * 3 + 4);
        CHECK(hexText(sent[0]).find("01 56 15 00") != std::string::npos);

        changes.insert(changes.end(), changes.begin(), changes.end());
        sent.clear();
        DeviceCodec(profile).encode(changes, sent);
        CHECK(sent.size() == 2);
    }

    TEST_CASE("whatever colors a device has, red is not green and dim is not bright")
    {
        using enum Hue;
        const test::ShippedDevices shipped;
        for (const ProfilePtr& profile : shipped.library.profiles()) {
            for (const LightDialect& dialect : profile->dialects) {
                CAPTURE(profile->id);
                CAPTURE(dialect.name);
                const auto value = [&](Hue hue) {
                    const auto i = static_cast<std::size_t>(hue);
                    return std::pair {dialect.values[i], dialect.alsoValues[i]};
                };
                if (dialect.isRing)
                    continue;
                for (const Hue hue : {Red, Green, Blue, White, Orange, Yellow, Cyan, Pink})
                    CHECK(value(hue) != value(Off));
                CHECK(value(Green) != value(GreenDim));
                CHECK(value(Red) != value(RedDim));
                if (value(Red) != value(White))
                    CHECK(value(Red) != value(Green));
            }
        }
    }

    TEST_CASE("knobs of every kind, bends and parameters are heard as MIDI has them")
    {
        const ProfilePtr profile =
            profileOf("[[encoder]]\ngroup = \"twos_complement\"\ncc = 1\nrelative = \"twos_complement\"\n"
                      "[[encoder]]\ngroup = \"binary_offset\"\ncc = 2\nrelative = \"binary_offset\"\n"
                      "[[encoder]]\ngroup = \"sign_magnitude\"\ncc = 3\nrelative = \"sign_magnitude\"\n"
                      "[[fader]]\ngroup = \"bend\"\nbend = true\nbits = 14\n"
                      "[[button]]\nname = \"lit\"\nnrpn = \"60:32\"\nled = \"on\"\n[led.on]\non = 127\n");
        DeviceCodec codec(profile);
        for (const auto& vector : test::vectors("midi_basics")) {
            CAPTURE(vector.dump());
            const auto control = test::controlOf(*profile, vector.at("control").get<std::string>());
            REQUIRE(control.has_value());
            if (vector.contains("lit")) {
                Messages sent;
                codec.encode(*control, {Hue::White}, sent);
                std::vector<std::string> all;
                for (const auto& message : sent)
                    all.push_back(hexText(message));
                CHECK(all == vector["lit"].get<std::vector<std::string>>());
                continue;
            }
            const auto inputs = heard(codec, {test::bytesOfHex(vector.at("in").get<std::string>())});
            const int value = vector.at("value");
            const bool isTurn = profile->controls[*control].relative != Relative::Absolute;
            // A turn by nothing is none.
            REQUIRE(inputs.size() == (isTurn && value == 0 ? 0 : 1));
            for (const ControlInput& input : inputs) {
                CHECK(input.control == *control);
                CHECK((isTurn ? input.delta : input.value) == value);
            }
        }
    }

    TEST_CASE("hearing a device takes no memory, whatever it says")
    {
        const test::ShippedDevices shipped;
        const std::uint64_t seed = 20'261'121;
        CAPTURE(seed);
        test::Dice dice(seed);
        for (const ProfilePtr& profile : shipped.library.profiles()) {
            DeviceCodec codec(profile, true);
            std::vector<SurfaceEvent> events;
            for (int i = 0; i < 2000; ++i) {
                SurfaceEvent event;
                event.kind = static_cast<Kind>(dice.below(static_cast<std::size_t>(Kind::SysEx)));
                event.channel = static_cast<std::uint8_t>(1 + dice.below(16));
                event.number = static_cast<std::uint16_t>(dice.below(128));
                if (dice.chance(50) && !profile->controls.empty()) {
                    const Address& in = profile->controls[dice.below(profile->controls.size())].in;
                    event.kind = in.kind;
                    event.channel = std::max<std::uint8_t>(in.channel, 1);
                    event.number = in.number;
                }
                event.value = static_cast<std::uint16_t>(dice.below(16384));
                event.complete = dice.chance(50);
                events.push_back(event);
            }
            std::size_t heardInputs = 0;
            test::RealtimeGuard guard;
            for (const SurfaceEvent& event : events) {
                while (codec.late(event.time))
                    ++heardInputs;
                heardInputs += codec.decode(event) ? 1U : 0U;
            }
            guard.stop();
            CAPTURE(profile->id);
            CHECK(guard.heapCalls() == 0);
            CHECK(guard.locks() == 0);
            CHECK((heardInputs > 0) == (profile->id != "keyboard" && !profile->isOsc));
        }
    }
}
