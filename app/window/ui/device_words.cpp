#include "app/window/ui/device_words.hpp"

#include "controllers/device/light_words.hpp"
#include "controllers/device/profile_words.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace clave {
namespace {
struct HueLook {
    Color color;
    std::string_view letters;
};

// As they look on a device, not as its manual prints them; in the order of Hue.
constexpr std::array<HueLook, kHueCount> kHues {{
    {{34, 35, 38}, ""},
    {{74, 76, 80}, "gy"},
    {{148, 150, 154}, "Gy"},
    {{244, 244, 240}, "Wh"},
    {{236, 52, 48}, "Re"},
    {{122, 32, 30}, "re"},
    {{250, 140, 26}, "Or"},
    {{128, 72, 18}, "or"},
    {{250, 222, 44}, "Ye"},
    {{126, 112, 26}, "ye"},
    {{172, 230, 52}, "Li"},
    {{54, 206, 74}, "Gn"},
    {{28, 104, 40}, "gn"},
    {{74, 226, 154}, "Mi"},
    {{54, 214, 226}, "Cy"},
    {{28, 106, 112}, "cy"},
    {{66, 162, 250}, "Az"},
    {{66, 92, 246}, "Bl"},
    {{34, 48, 126}, "bl"},
    {{146, 86, 240}, "Vi"},
    {{74, 44, 122}, "vi"},
    {{226, 62, 220}, "Ma"},
    {{250, 94, 162}, "Pk"},
    {{126, 48, 82}, "pk"},
}};
}  // namespace

std::string stateInWords(const DeviceView& device)
{
    constexpr auto kUnknown = "no profile: learn it, or write one";
    const bool isUnknown = device.profile->controls.empty();
    switch (device.state) {
    case DeviceView::State::Connected:
        if (isUnknown)
            return kUnknown;
        return device.waiting > 0 ? "connected, its lights are on their way" : "connected";
    case DeviceView::State::Waiting:
        return "waiting for its cable";
    case DeviceView::State::Disabled:
        break;
    }
    if (isUnknown)
        return kUnknown;
    return device.profile->confidence == Profile::Confidence::Guessed
        ? "not used: what is known of it is guessed"
        : "not used";
}

Color colorOf(Hue hue) noexcept
{
    return kHues[static_cast<std::size_t>(hue)].color;
}

std::string lettersOf(const Light& light)
{
    std::string letters(kHues[static_cast<std::size_t>(light.hue)].letters);
    if (!letters.empty() && light.motion != Motion::Steady)
        letters += light.motion == Motion::Flash ? '!' : '~';
    return letters;
}

std::string inWords(const Light& light)
{
    std::string words = light.hue == Hue::Off ? "dark" : std::string(word(light.hue));
    std::ranges::replace(words, '_', ' ');
    if (light.hue != Hue::Off && light.motion != Motion::Steady)
        words += light.motion == Motion::Flash ? ", flashing" : ", pulsing";
    if (light.level >= 0)
        words += ", at " + std::to_string(light.level) + " of 127";
    return words;
}

std::string controlInWords(const DeviceView& device, std::uint16_t control)
{
    const Profile& profile = *device.profile;
    std::string words = controlName(profile, profile.controls[control]);
    if (profile.controls[control].dialect >= 0 && control < device.lights.size())
        words += ": " + inWords(device.lights[control]);
    if (!device.map)
        return words;
    bool isBound = false;
    for (const RuleLine& line : ruleLines(profile, *device.map, control)) {
        const std::string comma = !line.layer.empty() && !line.how.empty() ? ", " : "";
        const std::string when = line.layer + comma + line.how;
        words += "\n" + when + (when.empty() ? "" : ": ") + line.does;
        isBound = true;
    }
    return isBound ? words : words + "\nNothing is bound to it.";
}

}  // namespace clave
