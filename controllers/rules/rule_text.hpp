#pragma once

#include "controllers/rules/rules_chain.hpp"
#include "core/base/result.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Reads one rule, as README.md of this folder says how they are written.
///
/// \param captures the names that the chain has caught so far, in order; grows by those of this rule.
/// \return or a sentence with the column, from 1: `"cc 7x" column 4: ...`.
[[nodiscard]] Result<Rule> parseRule(std::string_view text, std::vector<std::string>& captures);

/// Reads all rules of a chain; what else it has is left at its defaults. Refuses none, more than 16, and more
/// than 8 captures.
[[nodiscard]] Result<RulesChain> parseChain(std::string name, std::span<const std::string> rules);

/// The rule as parseRule() reads it, for those that were not read. \param captures names of the chain.
[[nodiscard]] std::string ruleWords(const Rule& rule, std::span<const std::string> captures);

/// What is allowed but probably not meant, in a sentence each: chains of which one begins with the other,
/// equal ones, defer without need, more than 512.
[[nodiscard]] std::vector<std::string> lintChains(std::span<const RulesChain> chains);

}  // namespace clave
