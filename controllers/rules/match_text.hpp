#pragma once

#include "controllers/rules/rules_chain.hpp"
#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A part of a rule's text. `column` counts from 1.
struct RuleWord {
    std::string_view text;
    std::size_t column = 1;
};

/// What numbers have a place there.
struct MatchBounds {
    std::uint16_t least = 0;
    std::uint16_t most = 127;
    bool isNote = false;  ///< names of notes too: "C3", "F#2..B2"
};

/// Reads "74", "1..127", "{1,3,5}", "!0", "*", "$v", "$v:1..127", "=v".
/// \param captures as of parseRule(). \return or `column 4: ...`.
[[nodiscard]] Result<Match> parseMatch(RuleWord word, MatchBounds bounds, std::vector<std::string>& captures);

/// Adds a name; refuses one that is there, that is none, and the ninth. \return its number.
[[nodiscard]] Result<std::int8_t> addCapture(RuleWord name, std::vector<std::string>& captures);

/// `column 4: what`.
[[nodiscard]] tl::unexpected<Error> failAt(const RuleWord& word, std::string_view what);

}  // namespace clave
