#pragma once

#include <string>
#include <string_view>

namespace clave {

/// The SHA-256 of a text (FIPS 180-4) as 64 hexadecimal digits: nobody makes another text with the same.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace clave
