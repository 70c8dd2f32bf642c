#include "core/base/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace clave {
namespace {
constexpr bool isContinuation(unsigned char byte) noexcept
{
    return (byte & 0xC0U) == 0x80U;
}

/// Bytes that a character starting with `lead` has; 0 when none starts so.
constexpr std::size_t lengthFrom(unsigned char lead) noexcept
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// Overlong forms, surrogates and what is beyond Unicode show in the second byte.
constexpr bool secondFits(unsigned char lead, unsigned char second) noexcept
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second < 0xA0;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second < 0x90;
    default:
        return true;
    }
}
}  // namespace

bool isUtf8(std::string_view text) noexcept
{
    auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = lengthFrom(at(i));
        if (length == 0 || length > text.size() - i)
            return false;
        for (std::size_t k = 1; k < length; ++k) {
            if (!isContinuation(at(i + k)))
                return false;
        }
        if (length > 1 && !secondFits(at(i), at(i + 1)))
            return false;
        i += length;
    }
    return true;
}

std::size_t countCharacters(std::string_view text) noexcept
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return !isContinuation(static_cast<unsigned char>(c)); }));
}

}  // namespace clave
