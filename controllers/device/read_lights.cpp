#include "controllers/device/byte_template.hpp"
#include "controllers/device/light_words.hpp"
#include "controllers/device/profile_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace clave {
namespace {
constexpr Range kValue {0, 127};
constexpr Range kMost {1, 1000};

struct HueValue {
    Hue hue;
    std::uint8_t value;
};

/// The colors of Novation's table of 128 (Launchpad MK2 and later), which Akai has taken over.
constexpr std::array<HueValue, kHueCount> kNovation {
    {{Hue::Off, 0}, {Hue::DarkGrey, 1}, {Hue::Grey, 2}, {Hue::White, 3}, {Hue::Red, 5}, {Hue::RedDim, 7},
        {Hue::Orange, 9}, {Hue::OrangeDim, 11}, {Hue::Yellow, 13}, {Hue::YellowDim, 15}, {Hue::Lime, 17},
        {Hue::Green, 21}, {Hue::GreenDim, 23}, {Hue::Mint, 29}, {Hue::Cyan, 37}, {Hue::CyanDim, 39},
        {Hue::Azure, 41}, {Hue::Blue, 45}, {Hue::BlueDim, 47}, {Hue::Violet, 49}, {Hue::VioletDim, 51},
        {Hue::Magenta, 53}, {Hue::Pink, 57}, {Hue::PinkDim, 59}}};
/// "rgb": lights that are told red, green and blue have every hue, and its number is their value.
constexpr std::array<std::string_view, 2> kPalettes {"novation", "rgb"};

using Values = std::array<std::uint8_t, kHueCount>;

/// What a device has, hue by hue, before the others are filled in.
struct Given {
    std::array<bool, kHueCount> has {};
    Values values {};

    void set(Hue hue, std::int64_t value)
    {
        has[static_cast<std::size_t>(hue)] = true;
        values[static_cast<std::size_t>(hue)] = static_cast<std::uint8_t>(value);
    }
    [[nodiscard]] bool isEmpty() const
    {
        return std::ranges::none_of(has, [](bool each) { return each; });
    }
    [[nodiscard]] Values filled(std::uint8_t off) const
    {
        const std::array<Hue, kHueCount> nearest = nearestHues(has);
        Values all {};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = nearest[i] == Hue::Off && !has[0] ? off : values[static_cast<std::size_t>(nearest[i])];
        return all;
    }
};

void readHues(TomlFields& fields, Given& given)
{
    const toml::table* const table = fields.table("hues");
    if (table == nullptr)
        return;
    TomlFields hues(*table, "hues", fields.faults());
    for (const std::string_view word : hueWords()) {
        if (const auto value = hues.whole(word, kValue))
            given.set(hueOf(word).value_or(Hue::Off), *value);
    }
    hues.done();
}

Given readValues(TomlFields& fields, bool palettes)
{
    Given given;
    if (const auto palette = palettes ? fields.word("palette", kPalettes) : std::nullopt) {
        for (const HueValue& each : kNovation)
            given.set(each.hue, *palette == 0 ? each.value : static_cast<std::int64_t>(each.hue));
    }
    if (const auto on = fields.whole("on", kValue)) {
        for (std::size_t i = 1; i < kHueCount; ++i) {
            if (!isDim(static_cast<Hue>(i)))
                given.set(static_cast<Hue>(i), *on);
        }
    }
    readHues(fields, given);
    return given;
}

/// A template of its text, checked; empty when there is none.
std::string readTemplate(
    TomlFields& fields, std::string_view key, bool (*isRight)(const ByteTemplate&), std::string_view rule)
{
    const auto text = fields.text(key);
    if (!text)
        return {};
    const auto made = ByteTemplate::parse(*text);
    if (!made)
        fields.fault(key, fmt::format("{}: {}", key, made.error().message));
    else if (!isRight(*made))
        fields.fault(key, fmt::format("{} is \"{}\"; {}", key, *text, rule));
    else
        return *text;
    return {};
}

bool isLightSysEx(const ByteTemplate& made)
{
    return made.isFramed() && made.hasLed() && !made.hasSpecs();
}

bool isBulkSysEx(const ByteTemplate& made)
{
    return made.isFramed() && made.hasSpecs() && !made.hasLed();
}

bool isSpec(const ByteTemplate& made)
{
    return made.hasLed() && !made.hasSpecs();
}

void readMotion(LightDialect& light, TomlFields& fields, Motion motion)
{
    const auto index = static_cast<std::size_t>(motion);
    const toml::table* const table = fields.table(motionWords()[index]);
    if (table == nullptr)
        return;
    TomlFields its(*table, std::string(motionWords()[index]), fields.faults());
    light.hasMotion[index] = true;
    light.channels[index] =
        static_cast<std::uint8_t>(its.whole("channel", range::kChannel).value_or(light.channels[0]));
    light.sysEx[index] = readTemplate(
        its, "sysex", isLightSysEx, "it must begin with F0, end with F7 and have a place for {led}");
    if (const Given given = readValues(its, false); !given.isEmpty()) {
        if (motion == Motion::Steady)
            its.fault("the hues of steady stand one level higher, in the led itself");
        light.motionValues[index] = given.filled(light.values[0]);
    }
    its.done();
}

void readBulk(LightDialect& light, TomlFields& fields)
{
    const toml::table* const table = fields.table("bulk");
    if (table == nullptr)
        return;
    constexpr std::string_view kSpecRule = "it must have a place for {led}";
    TomlFields bulk(*table, "bulk", fields.faults());
    if (!bulk.has("sysex") || !bulk.has("spec") || !bulk.has("most"))
        bulk.fault("bulk needs sysex, spec and most");
    light.bulkSysEx = readTemplate(
        bulk, "sysex", isBulkSysEx, "it must begin with F0, end with F7 and have a place for {specs}");
    light.bulkSpec = readTemplate(bulk, "spec", isSpec, kSpecRule);
    light.bulkMotionSpec[1] = readTemplate(bulk, "flash", isSpec, kSpecRule);
    light.bulkMotionSpec[2] = readTemplate(bulk, "pulse", isSpec, kSpecRule);
    light.bulkMost = static_cast<std::uint16_t>(bulk.whole("most", kMost).value_or(1));
    bulk.done();
}

void readRing(LightDialect& light, TomlFields& fields)
{
    const toml::table* const table = fields.table("ring");
    if (table == nullptr)
        return;
    TomlFields ring(*table, "ring", fields.faults());
    const auto low = ring.whole("low", kValue).value_or(0);
    const auto high = ring.whole("high", kValue).value_or(127);
    if (high < low)
        ring.fault(fmt::format("high is {}, below low, which is {}", high, low));
    light.isRing = true;
    light.ringBase = static_cast<std::uint8_t>(low);
    light.ringMost = static_cast<std::uint8_t>(std::max<std::int64_t>(0, high - low));
    ring.done();
}

void readAlso(LightDialect& light, TomlFields& fields)
{
    const toml::table* const table = fields.table("also");
    if (table == nullptr)
        return;
    TomlFields also(*table, "also", fields.faults());
    light.alsoStep = static_cast<std::uint8_t>(also.whole("step", {1, 127}).value_or(1));
    light.alsoValues = readValues(also, false).filled(0);
    also.done();
}

LightDialect readLight(std::string name, const toml::table& table, TomlFaults& faults)
{
    LightDialect light;
    light.name = std::move(name);
    TomlFields fields(table, fmt::format("[led.{}]", light.name), faults);
    const Given given = readValues(fields, true);
    const auto* const palette = table["palette"].as_string();
    const bool isRgb = palette != nullptr && palette->get() == "rgb";
    light.values = given.filled(static_cast<std::uint8_t>(fields.whole("off", kValue).value_or(0)));
    readMotion(light, fields, Motion::Steady);
    readMotion(light, fields, Motion::Flash);
    readMotion(light, fields, Motion::Pulse);
    light.offChannel = static_cast<std::uint8_t>(fields.whole("off_channel", range::kChannel).value_or(0));
    light.baseFirst = fields.flag("base_first");
    light.needsClock = fields.flag("clock");
    readRing(light, fields);
    readBulk(light, fields);
    readAlso(light, fields);
    const auto colors = [](const std::string& text) {
        const auto made = ByteTemplate::parse(text);
        return made && made->hasColors();
    };
    const bool isMixed = std::ranges::any_of(light.sysEx, colors) || colors(light.bulkSpec)
        || std::ranges::any_of(light.bulkMotionSpec, colors);
    if (isMixed != isRgb)
        fields.fault(
            fmt::format("[led.{}]: palette = \"rgb\" and places for {{red}}, {{green}} and {{blue}} in "
                        "sysex belong together",
                light.name));
    if (given.isEmpty() && !light.isRing)
        fields.fault(fmt::format(
            "[led.{}] has no colors; write palette = \"novation\", hues = {{ red = 5 }} or on = 127",
            light.name));
    fields.done();
    return light;
}
}  // namespace

void readLights(ProfileReading& reading, TomlFields& file)
{
    const toml::table* const lights = file.table("led");
    if (lights == nullptr)
        return;
    for (const auto& [name, node] : *lights) {
        if (const auto* const table = node.as_table())
            reading.profile.dialects.push_back(readLight(std::string(name.str()), *table, reading.faults));
        else
            reading.faults.add(
                node.source(), fmt::format("led.{} is no table; write [led.{}]", name.str(), name.str()));
    }
}

}  // namespace clave
