#include "tests/controllers/lights/simulated_lights.hpp"

#include <algorithm>

namespace clave::test {
namespace {
constexpr std::array<std::uint8_t, 7> kBulk {0xF0, 0x00, 0x20, 0x29, 0x02, 0x0C, 0x03};

Control controlOf(SurfaceEvent::Kind kind, int number)
{
    Control control;
    control.group = kind == SurfaceEvent::Kind::Cc ? "side" : "pad";
    control.in = control.out = {kind, 1, static_cast<std::uint16_t>(number)};
    control.dialect = 0;
    return control;
}
}  // namespace

std::shared_ptr<Profile> padProfile()
{
    auto profile = std::make_shared<Profile>();
    profile->id = "pads";
    for (int row = 0; row < 8; ++row) {
        for (int col = 0; col < 8; ++col)
            profile->controls.push_back(controlOf(SurfaceEvent::Kind::NoteOn, 81 - 10 * row + col));
    }
    for (int i = 0; i < 8; ++i)
        profile->controls.push_back(controlOf(SurfaceEvent::Kind::Cc, 89 - 10 * i));
    for (int i = 0; i < 8; ++i)
        profile->controls.push_back(controlOf(SurfaceEvent::Kind::Cc, 91 + i));
    LightDialect dialect;
    dialect.name = "palette";
    for (std::size_t hue = 1; hue < kHueCount; ++hue)
        dialect.values[hue] = static_cast<std::uint8_t>(3 + 5 * hue);
    dialect.channels = {1, 2, 3};
    dialect.hasMotion = {true, true, true};
    dialect.bulkSysEx = "F0 00 20 29 02 0C 03 {specs} F7";
    dialect.bulkSpec = "00 {led} {value}";
    dialect.bulkMost = 81;
    profile->dialects.push_back(dialect);
    return profile;
}

void SimulatedLights::set(std::uint8_t led, Led to)
{
    leds_[led] = to;
    last_.push_back(led);
}

void SimulatedLights::receive(std::span<const std::uint8_t> message)
{
    ++messages_;
    last_.clear();
    const bool isLight = message.size() == 3 && ((message[0] & 0xF0) == 0x90 || (message[0] & 0xF0) == 0xB0);
    const bool isBulk = message.size() > kBulk.size() && message.back() == 0xF7
        && std::ranges::equal(kBulk, message.first(kBulk.size())) && (message.size() - kBulk.size()) % 3 == 1;
    if (isLight && (message[0] & 0x0F) < 3)
        set(message[1], {message[2], static_cast<std::uint8_t>(message[0] & 0x0F)});
    else if (isBulk) {
        for (std::size_t at = kBulk.size(); at + 3 < message.size(); at += 3)
            set(message[at + 1], {message[at + 2], message[at]});
    } else
        ++notUnderstood_;
}

std::optional<Light> SimulatedLights::shows(const Profile& profile, std::size_t control) const
{
    const auto found = leds_.find(static_cast<std::uint8_t>(profile.controls[control].out.number));
    if (found == leds_.end())
        return std::nullopt;
    const auto& values = profile.dialects[0].values;
    const auto value = std::ranges::find(values, found->second.value);
    return Light {static_cast<Hue>(value - values.begin()), static_cast<Motion>(found->second.channel)};
}

}  // namespace clave::test
