#pragma once

#include "app/scripts/json_view.hpp"
#include "controllers/rules/rules_chain.hpp"
#include "core/base/result.hpp"

#include <string>
#include <string_view>

namespace clave {

/// A rules chain as a script says it: `{"name", "rules": [texts], "options": {…}}`, options as in maps. Fails
/// with a sentence that says where it is wrong.
[[nodiscard]] Result<RulesChain> chainIn(const JsonView& said);

/// Says to a script, while it is loaded, what is wrong with something that only others can read: "chain", as
/// chainIn(); "controls" and "color", `{"text"}`. Empty: nothing is. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string scriptCheck(std::string_view kind, std::string_view json);

}  // namespace clave
