#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace clave {

/// What the parser must not be shown: toml++ takes for granted, and does not check, that a table's name
/// follows
/// "[", that a list is not closed by "}", and that only a time follows a date. A half-written file has them
/// all.
struct BracketFault {
    std::size_t line = 1;
    std::size_t column = 1;
    std::string_view what;
};

/// The first such fault of a text; there is none in what is TOML without dates. Thread-safe: yes.
/// Realtime-safe: no.
[[nodiscard]] std::optional<BracketFault> bracketFault(std::string_view text);

}  // namespace clave
