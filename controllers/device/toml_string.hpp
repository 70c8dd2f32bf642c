#pragma once

#include <string>
#include <string_view>

namespace clave {

/// A text as TOML writes it: a basic string, in its quotes. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string tomlString(std::string_view text);

}  // namespace clave
