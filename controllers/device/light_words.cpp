#include "controllers/device/light_words.hpp"

#include <algorithm>
#include <cstddef>

namespace clave {
namespace {
constexpr std::array<std::string_view, kHueCount> kHues {"off", "dark_grey", "grey", "white", "red",
    "red_dim", "orange", "orange_dim", "yellow", "yellow_dim", "lime", "green", "green_dim", "mint", "cyan",
    "cyan_dim", "azure", "blue", "blue_dim", "violet", "violet_dim", "magenta", "pink", "pink_dim"};
constexpr std::array<std::string_view, 3> kMotions {"steady", "flash", "pulse"};

// In the order of Hue: red, green, blue. What is dim is an eighth: lights look brighter than their numbers.
constexpr std::array<std::array<std::uint8_t, 3>, kHueCount> kMixes {{{0, 0, 0}, {8, 8, 8}, {40, 40, 40},
    {127, 127, 127}, {127, 0, 0}, {16, 0, 0}, {127, 50, 0}, {16, 6, 0}, {127, 110, 0}, {16, 14, 0},
    {64, 127, 0}, {0, 127, 0}, {0, 16, 0}, {0, 127, 60}, {0, 127, 127}, {0, 16, 16}, {0, 60, 127},
    {0, 0, 127}, {0, 0, 16}, {70, 0, 127}, {9, 0, 16}, {127, 0, 127}, {127, 0, 64}, {16, 0, 8}}};

/// Others that may stand for a hue, the best first; Off ends the list.
using Stand = std::array<Hue, 8>;

using enum Hue;

/// In the order of Hue. Dim ones give way to dim ones only.
constexpr std::array<Stand, kHueCount> kStands {{
    /* Off */ {},
    /* DarkGrey */ {OrangeDim, YellowDim, BlueDim, CyanDim, GreenDim, RedDim},
    /* Grey */ {White, YellowDim, OrangeDim, DarkGrey, CyanDim, GreenDim},
    /* White */ {Grey, Yellow, Lime, Orange, Cyan, Magenta, Green, Red},
    /* Red */ {Orange, Magenta, Pink, Yellow, White},
    /* RedDim */ {OrangeDim, PinkDim, VioletDim, YellowDim, DarkGrey},
    /* Orange */ {Yellow, Magenta, Red, Lime},
    /* OrangeDim */ {YellowDim, RedDim, DarkGrey, GreenDim},
    /* Yellow */ {Orange, Lime, White, Magenta, Green},
    /* YellowDim */ {OrangeDim, GreenDim, DarkGrey, RedDim},
    /* Lime */ {Yellow, Green, Mint, Cyan, Blue, Orange},
    /* Green */ {Lime, Mint, Cyan, Yellow, White, Blue},
    /* GreenDim */ {CyanDim, YellowDim, OrangeDim, DarkGrey, BlueDim},
    /* Mint */ {Cyan, Green, Lime, Azure, Blue, Yellow},
    /* Cyan */ {Azure, Mint, Blue, White, Yellow, Orange},
    /* CyanDim */ {BlueDim, GreenDim, DarkGrey, YellowDim, OrangeDim},
    /* Azure */ {Blue, Cyan, Violet, Orange, Yellow},
    /* Blue */ {Azure, Violet, Cyan, Magenta, Orange, Yellow},
    /* BlueDim */ {VioletDim, CyanDim, DarkGrey, OrangeDim, YellowDim, GreenDim},
    /* Violet */ {Magenta, Blue, Pink, Azure, Orange, Yellow},
    /* VioletDim */ {BlueDim, PinkDim, RedDim, DarkGrey, OrangeDim},
    /* Magenta */ {Pink, Violet, Red, Orange, Yellow},
    /* Pink */ {Magenta, Violet, Red, Orange, Yellow},
    /* PinkDim */ {VioletDim, RedDim, OrangeDim, DarkGrey},
}};

constexpr std::size_t at(Hue hue) noexcept
{
    return static_cast<std::size_t>(hue);
}

Hue nearest(Hue hue, const std::array<bool, kHueCount>& given) noexcept
{
    if (hue == Off || given[at(hue)])
        return hue;
    for (const Hue stand : kStands[at(hue)]) {
        if (stand != Off && given[at(stand)])
            return stand;
    }
    if (isDim(hue))
        return Off;
    for (std::size_t i = 1; i < given.size(); ++i) {
        if (given[i] && !isDim(static_cast<Hue>(i)))
            return static_cast<Hue>(i);
    }
    return Off;
}

template <typename Word>
std::optional<Word> find(std::span<const std::string_view> words, std::string_view text) noexcept
{
    const auto found = std::ranges::find(words, text);
    return found == words.end() ? std::nullopt : std::optional {static_cast<Word>(found - words.begin())};
}
}  // namespace

std::span<const std::string_view> hueWords() noexcept
{
    return kHues;
}

std::string_view word(Hue hue) noexcept
{
    return kHues[at(hue)];
}

std::optional<Hue> hueOf(std::string_view word) noexcept
{
    return find<Hue>(kHues, word);
}

std::span<const std::string_view> motionWords() noexcept
{
    return kMotions;
}

std::string_view word(Motion motion) noexcept
{
    return kMotions[static_cast<std::size_t>(motion)];
}

std::optional<Motion> motionOf(std::string_view word) noexcept
{
    return find<Motion>(kMotions, word);
}

std::array<std::uint8_t, 3> mixOf(Hue hue) noexcept
{
    return kMixes[static_cast<std::size_t>(hue)];
}

bool isDim(Hue hue) noexcept
{
    switch (hue) {
    case DarkGrey:
    case RedDim:
    case OrangeDim:
    case YellowDim:
    case GreenDim:
    case CyanDim:
    case BlueDim:
    case VioletDim:
    case PinkDim:
        return true;
    default:
        return false;
    }
}

std::array<Hue, kHueCount> nearestHues(const std::array<bool, kHueCount>& given) noexcept
{
    std::array<Hue, kHueCount> all {};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = nearest(static_cast<Hue>(i), given);
    return all;
}

}  // namespace clave
