#include "controllers/device/light_color.hpp"

#include "controllers/device/light_words.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace clave {
namespace {
/// A bright color, and what stands for it in the dark.
struct Shade {
    Hue bright;
    Hue dim;
};
constexpr std::array<Shade, 12> kShades {
    {{Hue::Red, Hue::RedDim}, {Hue::Orange, Hue::OrangeDim}, {Hue::Yellow, Hue::YellowDim},
        {Hue::Lime, Hue::GreenDim}, {Hue::Green, Hue::GreenDim}, {Hue::Mint, Hue::GreenDim},
        {Hue::Cyan, Hue::CyanDim}, {Hue::Azure, Hue::BlueDim}, {Hue::Blue, Hue::BlueDim},
        {Hue::Violet, Hue::VioletDim}, {Hue::Magenta, Hue::VioletDim}, {Hue::Pink, Hue::PinkDim}}};
// Parts of full brightness, and of how far the strongest part is from the weakest.
constexpr double kDark = 0.05;
constexpr double kDim = 0.45;
constexpr double kPale = 0.25;

using Mix = std::array<double, 3>;

/// Without its share of white, as bright as it can be.
Mix pure(Mix mix)
{
    const auto [low, high] = std::ranges::minmax(mix);
    for (double& part : mix)
        part = high > low ? (part - low) / (high - low) : 0.0;
    return mix;
}

double distance(const Mix& a, const Mix& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

Mix mixFor(Hue hue)
{
    const auto mix = mixOf(hue);
    return pure({double(mix[0]), double(mix[1]), double(mix[2])});
}

std::optional<std::array<std::uint8_t, 3>> hexColor(std::string_view digits)
{
    const std::size_t width = digits.size() / 3;
    if (digits.size() != 3 && digits.size() != 6)
        return std::nullopt;
    std::array<std::uint8_t, 3> color {};
    for (std::size_t i = 0; i < color.size(); ++i) {
        const std::string_view part = digits.substr(i * width, width);
        const auto read = std::from_chars(part.data(), part.data() + part.size(), color[i], 16);
        if (read.ec != std::errc {} || read.ptr != part.data() + part.size())
            return std::nullopt;
        if (width == 1)
            color[i] = static_cast<std::uint8_t>(color[i] * 17);
    }
    return color;
}
}  // namespace

Hue hueNear(std::array<std::uint8_t, 3> color) noexcept
{
    const Mix mix {color[0] / 255.0, color[1] / 255.0, color[2] / 255.0};
    const auto [low, high] = std::ranges::minmax(mix);
    if (high < kDark)
        return Hue::Off;
    if (high - low < kPale * high) {
        return high < kDim / 2 ? Hue::DarkGrey : high < 0.7 ? Hue::Grey : Hue::White;
    }
    const Mix wanted = pure(mix);
    const auto* const best = std::ranges::min_element(
        kShades, {}, [&](const Shade& shade) { return distance(mixFor(shade.bright), wanted); });
    return high < kDim ? best->dim : best->bright;
}

Result<Hue> parseHue(std::string_view text)
{
    if (text.starts_with('#')) {
        if (const auto color = hexColor(text.substr(1)))
            return hueNear(*color);
        return fail(fmt::format("\"{}\" is no color; write \"#ff8000\", or a word such as \"orange\"", text));
    }
    if (const auto hue = hueOf(text))
        return *hue;
    const std::string_view meant = closest(text, hueWords());
    return fail(meant.empty()
            ? fmt::format("\"{}\" is no color; write \"#ff8000\", or a word such as \"orange\"", text)
            : fmt::format("\"{}\" is no color; did you mean \"{}\"?", text, meant));
}

}  // namespace clave
