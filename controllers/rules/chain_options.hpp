#pragma once

#include "controllers/rules/rules_chain.hpp"
#include "core/base/result.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace clave {

using ChainOptionValue = std::variant<bool, double, std::string>;

/// Sets what a chain has beside its rules, by the names that maps use: "within_ms", "gap", "consume" ...
/// Fails with a sentence for an unknown name ("did you mean") or a value that is not possible; the chain is
/// then as it was. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<void> setChainOption(
    RulesChain& chain, std::string_view name, const ChainOptionValue& value);

}  // namespace clave
