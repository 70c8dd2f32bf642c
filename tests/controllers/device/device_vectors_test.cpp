#include "controllers/device/byte_pattern.hpp"
#include "controllers/device/light_words.hpp"
#include "controllers/midi/event_stream.hpp"

#include "tests/controllers/device/shipped_devices.hpp"
#include "tests/controllers/vectors.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace clave;
using nlohmann::json;
using Messages = DeviceCodec::Messages;

namespace {
constexpr std::array<const char*, 5> kWhats {"press", "release", "move", "turn", "pressure"};

std::vector<std::string> hex(const Messages& messages)
{
    std::vector<std::string> all;
    for (const auto& message : messages)
        all.push_back(hexText(message));
    return all;
}

/// What a codec makes of the bytes, as the vectors write it: ["pad 1/1", "press", 88].
json meaningOf(const ProfilePtr& profile, const json& messages)
{
    DeviceCodec codec(profile, true);
    EventStream stream;
    json all = json::array();
    for (const std::string message : messages) {
        stream.feed(test::bytesOfHex(message), {}, [&](const SurfaceEvent& event) {
            const auto input = codec.decode(event);
            if (!input)
                return;
            json one {controlName(*profile, profile->controls[input->control]),
                kWhats[static_cast<std::size_t>(input->what)]};
            if (input->what == ControlInput::What::Turn)
                one.push_back(input->delta);
            else if (input->what != ControlInput::What::Release)
                one.push_back(input->value);
            all.push_back(one);
        });
    }
    return all;
}

/// A velocity or value that the vector leaves out is not compared.
bool isSame(const json& expected, json found)
{
    if (expected.size() != found.size())
        return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i].size() == 2 && found[i].size() == 3)
            found[i].erase(2);
        if (expected[i] != found[i])
            return false;
    }
    return true;
}

Messages lit(const ProfilePtr& profile, const json& light)
{
    const auto control = test::controlOf(*profile, light[0].get<std::string>());
    REQUIRE_MESSAGE(control.has_value(), light.dump());
    Messages out;
    DeviceCodec(profile).encode(*control,
        {hueOf(light[1].get<std::string>()).value(), motionOf(light[2].get<std::string>()).value(),
            static_cast<std::int16_t>(light.size() > 3 ? light[3].get<int>() : -1)},
        out);
    return out;
}

/// The messages of a light; before one that moves there may be darkness. Those of a parameter are all there.
bool endsAs(const Messages& sent, const std::vector<std::string>& expected)
{
    const std::vector<std::string> all = hex(sent);
    return all.size() >= expected.size()
        && std::equal(
            expected.begin(), expected.end(), all.end() - static_cast<std::ptrdiff_t>(expected.size()));
}

bool sends(const Messages& messages, const std::string& expected)
{
    const std::vector<std::string> all = hex(messages);
    return std::ranges::any_of(
        all, [&](const std::string& one) { return one.find(expected) != std::string::npos; });
}

void checkIn(const ProfilePtr& profile, const json& vector)
{
    const json& in = vector.at("in");
    if (vector.contains("means")) {
        const json found = meaningOf(profile, in);
        CHECK_MESSAGE(isSame(vector["means"], found), found.dump());
    }
    for (const std::string message : in) {
        const auto bytes = test::bytesOfHex(message);
        const auto takes = [&](const BytePattern& pattern) { return matches(pattern, bytes); };
        if (vector.contains("identity") && !profile->identity.parts.empty())
            CHECK(matches(profile->identity, bytes) == vector["identity"].get<bool>());
        if (vector.contains("repaint"))
            CHECK(std::ranges::any_of(profile->repaintOn, takes));
        if (vector.contains("pause"))
            CHECK(std::ranges::any_of(profile->pauseOn, takes));
    }
}

void checkLights(const ProfilePtr& profile, const json& vector, const std::vector<std::string>& out)
{
    if (vector.contains("lights")) {
        const json& lights = vector["lights"];
        const std::size_t each = out.size() / lights.size();
        for (std::size_t i = 0; i < lights.size(); ++i) {
            const Messages sent = lit(profile, lights[i]);
            const auto begin = out.begin() + static_cast<std::ptrdiff_t>(i * each);
            CHECK_MESSAGE(endsAs(sent, {begin, begin + static_cast<std::ptrdiff_t>(each)}),
                fmt::format("{}", fmt::join(hex(sent), ", ")));
        }
    }
    for (const json& light : vector.value("among", json::array())) {
        const std::vector<std::string> sent = hex(lit(profile, light));
        CHECK_MESSAGE(std::ranges::find(out, sent.back()) != out.end(), sent.back());
    }
    if (vector.contains("seq"))
        CHECK(hex(lit(profile, vector["seq"])) == out);
    if (vector.contains("shape")) {
        const std::string sent = hex(lit(profile, vector["shape"])).back();
        CHECK(sent.substr(0, 6) == out.back().substr(0, 6));
    }
    if (vector.contains("bulk")) {
        std::vector<DeviceCodec::Change> changes;
        for (const json& light : vector["bulk"])
            changes.push_back({test::controlOf(*profile, light[0].get<std::string>()).value(),
                {hueOf(light[1].get<std::string>()).value()}});
        Messages sent;
        DeviceCodec(profile).encode(changes, sent);
        CHECK(hex(sent) == out);
    }
}

void checkOut(const ProfilePtr& profile, const json& vector)
{
    const auto out = vector.at("out").get<std::vector<std::string>>();
    checkLights(profile, vector, out);
    for (const std::string& message : out) {
        if (vector.contains("take"))
            CHECK(sends(profile->take, message));
        if (vector.contains("release"))
            CHECK(sends(profile->release, message));
        if (vector.contains("take_or_release"))
            CHECK((sends(profile->take, message) || sends(profile->release, message)));
        if (vector.contains("probe"))
            CHECK(hexText(profile->probe) == message);
    }
    if (!vector.contains("never"))
        return;
    for (std::size_t i = 0; i < profile->controls.size(); ++i) {
        Messages sent;
        DeviceCodec(profile, true).encode(static_cast<std::uint16_t>(i), {Hue::White}, sent);
        CHECK_FALSE(endsAs(
            {sent.begin(),
                sent.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(sent.size(), out.size()))},
            out));
    }
}
}  // namespace

TEST_SUITE("controllers/device")
{
    TEST_CASE("every device says and is told what its maker and other drivers say")
    {
        const test::ShippedDevices shipped;
        REQUIRE_MESSAGE(shipped.faults.empty(), shipped.faults.front());
        std::map<std::string, int> without;
        int facts = 0;
        for (const json& vector : test::vectors("devices")) {
            CAPTURE(vector.dump());
            for (const std::string message : vector.value("in", vector.value("out", json::array())))
                CHECK(parseMidiMessage(message).has_value());
            facts += vector.contains("fact") ? 1 : 0;
            const ProfilePtr profile = shipped.library.byId(vector.at("device").get<std::string>());
            if (profile == nullptr) {
                ++without[vector["device"].get<std::string>()];
                continue;
            }
            if (vector.contains("in"))
                checkIn(profile, vector);
            else
                checkOut(profile, vector);
        }
        for (const auto& [device, count] : without)
            std::printf("no profile: %s (%d vectors)\n", device.c_str(), count);
        std::printf("%d vectors are about what Clave does not use\n", facts);
        CHECK(without.size() <= 2);
    }

    TEST_CASE("a monome's keys are the pads of its profile, and its lights have sixteen levels")
    {
        const test::ShippedDevices shipped;
        const ProfilePtr grid = shipped.library.byId("monome");
        REQUIRE(grid != nullptr);
        int seen = 0;
        for (const json& vector : test::vectors("osc")) {
            const std::string address = vector.at("address");
            if (address != "/seq/grid/key" && address != "/seq/grid/led/level/set")
                continue;
            const json& args = vector.at("args");
            const std::string name = fmt::format("pad {}/{}", args[1].get<int>() + 1, args[0].get<int>() + 1);
            const auto control = test::controlOf(*grid, name);
            REQUIRE(control.has_value());
            const auto dialect = static_cast<std::size_t>(grid->controls[*control].dialect);
            if (address.ends_with("set"))
                CHECK(grid->dialects[dialect].values[static_cast<std::size_t>(Hue::White)] == args[2]);
            ++seen;
        }
        CHECK(seen == 3);
    }
}
