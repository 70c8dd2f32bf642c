#pragma once

#include "controllers/device/profile.hpp"
#include "core/base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// "F0 7E ?? 06 02 (03|13) * F7": bytes in hex, ?? for any one, * for any run, (a|b) for one of some. The
/// error names the part that is none.
[[nodiscard]] Result<BytePattern> parseBytePattern(std::string_view text);

/// All of `bytes`, from the first to the last; an empty pattern matches nothing. Realtime-safe: yes.
[[nodiscard]] bool matches(const BytePattern& pattern, std::span<const std::uint8_t> bytes) noexcept;

/// "F0 00 20 29 F7": one or more bytes in hex.
[[nodiscard]] Result<std::vector<std::uint8_t>> parseBytes(std::string_view text);

/// One whole message, or several channel messages in a row: parseBytes() whose SysEx is framed and whose
/// other messages have as many data bytes as they need.
[[nodiscard]] Result<std::vector<std::uint8_t>> parseMidiMessage(std::string_view text);

/// "F0 7E 7F".
[[nodiscard]] std::string hexText(std::span<const std::uint8_t> bytes);

}  // namespace clave
