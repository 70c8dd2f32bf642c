#pragma once

#include <cstdint>
#include <string_view>

namespace clave {

/// 64 bits that tell texts apart, the same today and tomorrow (FNV-1a; G. Fowler, L. C. Noll, K.-P. Vo,
/// 1991). No help against somebody who wants two texts to agree. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] constexpr std::uint64_t hashOfText(std::string_view text) noexcept
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return hash;
}

}  // namespace clave
