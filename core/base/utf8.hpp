#pragma once

#include <cstddef>
#include <string_view>

namespace clave {

/// True when `text` is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above
/// U+10FFFF). Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

/// How many characters (code points) `text` has; bytes that start no character count as none.
[[nodiscard]] std::size_t countCharacters(std::string_view text) noexcept;

}  // namespace clave
