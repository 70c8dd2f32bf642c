#include "app/window/ui/color.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace clave {
namespace {
using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

double linear(std::uint8_t byte) noexcept
{
    const double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::uint8_t encoded(double value) noexcept
{
    const double clamped = std::clamp(value, 0.0, 1.0);
    const double coded =
        clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * std::pow(clamped, 1.0 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(coded * 255.0));
}

Triple linear(Color color) noexcept
{
    return {linear(color.r), linear(color.g), linear(color.b)};
}

Triple times(const Matrix& matrix, const Triple& v) noexcept
{
    Triple result {};
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    return result;
}

double luminance(Color color) noexcept
{
    const auto [r, g, b] = linear(color);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/// L*a*b* for the D65 white.
Triple lab(Color color) noexcept
{
    constexpr Matrix kToXyz {{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750},
        {0.0193339, 0.1191920, 0.9503041}}};
    constexpr Triple kWhite {0.95047, 1.0, 1.08883};
    Triple f = times(kToXyz, linear(color));
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = f[i] / kWhite[i];
        f[i] = t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    }
    return {116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])};
}
}  // namespace

std::optional<Color> parseColor(std::string_view text)
{
    if (text.size() != 7 || text[0] != '#')
        return std::nullopt;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (error != std::errc {} || end != text.data() + text.size())
        return std::nullopt;
    return Color {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U & 0xFFU),
        static_cast<std::uint8_t>(value & 0xFFU)};
}

Color mixed(Color under, Color over, double amount) noexcept
{
    const auto part = [amount](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a + (b - a) * std::clamp(amount, 0.0, 1.0)));
    };
    return {part(under.r, over.r), part(under.g, over.g), part(under.b, over.b)};
}

double contrast(Color a, Color b) noexcept
{
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

double distance(Color a, Color b) noexcept
{
    const auto x = lab(a);
    const auto y = lab(b);
    return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

Color asSeenWith(Vision vision, Color color) noexcept
{
    constexpr std::array<Matrix, 4> kSeen {
        Matrix {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
        Matrix {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}}},
        Matrix {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}}},
        Matrix {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}}},
    };
    const auto [r, g, b] = times(kSeen[static_cast<std::size_t>(vision)], linear(color));
    return {encoded(r), encoded(g), encoded(b)};
}

}  // namespace clave
