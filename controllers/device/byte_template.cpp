#include "controllers/device/byte_template.hpp"

#include "controllers/device/byte_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace clave {

Result<ByteTemplate> ByteTemplate::parse(std::string_view text)
{
    ByteTemplate made;
    while (true) {
        const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
        text.remove_prefix(begin);
        if (text.empty())
            break;
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        if (word == "{led}") {
            made.parts_.push_back(kLed);
        } else if (word == "{value}") {
            made.parts_.push_back(kValue);
        } else if (word == "{specs}") {
            made.parts_.push_back(kSpecs);
        } else if (const auto byte = parseBytes(word)) {
            made.parts_.push_back(byte->front());
        } else {
            return fail(fmt::format(
                "\"{}\" is neither a byte nor a place; write two hex digits, {{led}}, {{value}} or {{specs}}",
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
    for (const std::int16_t part : parts_) {
        if (part == kSpecs)
            to.insert(to.end(), specs.begin(), specs.end());
        else
            to.push_back(part == kLed ? led : part == kValue ? value : static_cast<std::uint8_t>(part));
    }
}

bool ByteTemplate::has(std::int16_t part) const noexcept
{
    return std::ranges::find(parts_, part) != parts_.end();
}

}  // namespace clave
