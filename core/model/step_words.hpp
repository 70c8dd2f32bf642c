#pragma once

#include "core/model/condition.hpp"
#include "core/model/retrig.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

// Conditions and retrigs as people type them. Thread-safe: yes. Realtime-safe: no.

/// "1:4", "!1:4", "fill", "!first 2:3"; "always" asks for nothing. Nothing when a word is none of these.
/// Cycles that are no A:B are shown by their passes, "x..x", and read so too.
[[nodiscard]] std::optional<Condition> parseCondition(std::string_view text);
[[nodiscard]] std::string conditionText(const Condition& condition);

/// "x3" or "3" hits, "1/16" notes; "x1" and "off" are plain. Its length and ramp stay those of `old`.
[[nodiscard]] std::optional<Retrig> parseRetrig(std::string_view text, const Retrig& old);
[[nodiscard]] std::string retrigText(const Retrig& retrig);

/// The words of a text, without the blanks between them.
[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view text);
/// A whole number and nothing else.
[[nodiscard]] std::optional<int> parseWhole(std::string_view text);

}  // namespace clave
