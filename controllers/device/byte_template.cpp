#include "controllers/device/byte_template.hpp"

#include "controllers/device/byte_pattern.hpp"
#include "controllers/device/light_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace clave {

Result<ByteTemplate> ByteTemplate::parse(std::string_view text)
{
    struct Place {
        std::string_view word;
        std::int16_t part;
    };
    constexpr std::array<Place, 6> kPlaces {{{"{led}", kLed}, {"{value}", kValue}, {"{specs}", kSpecs},
        {"{red}", kRed}, {"{green}", kGreen}, {"{blue}", kBlue}}};
    ByteTemplate made;
    while (true) {
        const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
        text.remove_prefix(begin);
        if (text.empty())
            break;
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        const auto place = std::ranges::find(kPlaces, word, &Place::word);
        if (place != kPlaces.end()) {
            made.parts_.push_back(place->part);
        } else if (const auto byte = parseBytes(word)) {
            made.parts_.push_back(byte->front());
        } else {
            return fail(fmt::format(
                "\"{}\" is neither a byte nor a place; write two hex digits, {{led}}, {{value}}, {{specs}}, "
                "{{red}}, {{green}} or {{blue}}",
                word));
        }
    }
    if (made.parts_.empty())
        return fail("there are no bytes in it");
    return made;
}

bool ByteTemplate::isFramed() const noexcept
{
    return parts_.size() > 2 && parts_.front() == 0xF0 && parts_.back() == 0xF7
        && std::all_of(parts_.begin() + 1, parts_.end() - 1, [](std::int16_t part) { return part < 0x80; });
}

void ByteTemplate::append(std::vector<std::uint8_t>& to, std::uint8_t led, std::uint8_t value,
    std::span<const std::uint8_t> specs) const
{
    const bool isMixed = hasColors() && value < kHueCount;
    const auto mix = isMixed ? mixOf(static_cast<Hue>(value)) : std::array<std::uint8_t, 3> {};
    for (const std::int16_t part : parts_) {
        if (part == kSpecs)
            to.insert(to.end(), specs.begin(), specs.end());
        else if (part <= kRed)
            to.push_back(mix[static_cast<std::size_t>(kRed - part)]);
        else
            to.push_back(part == kLed ? led : part == kValue ? value : static_cast<std::uint8_t>(part));
    }
}

bool ByteTemplate::has(std::int16_t part) const noexcept
{
    return std::ranges::find(parts_, part) != parts_.end();
}

}  // namespace clave
