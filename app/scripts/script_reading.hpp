#pragma once

#include "app/scripts/json_view.hpp"
#include "app/scripts/scripts_view.hpp"

#include <string>
#include <vector>

namespace clave {

// What the scripts' process says, as faces show it. Thread-safe: yes, all. Realtime-safe: no.

/// A value as a number: of a toggle, of a choice by its word, or as it is.
[[nodiscard]] double numberIn(
    const JsonView& value, const std::vector<std::string>& choices, double otherwise);
[[nodiscard]] ScriptControlView controlIn(const JsonView& said);
/// \param file of the script: its innermost line is where the error is shown.
[[nodiscard]] ScriptErrorView errorIn(const JsonView& said, const std::string& file);

/// That a change cannot be, as the error of the line that wished for it: what the process would say of one.
[[nodiscard]] std::string refusedCommand(const JsonView& command, const std::string& sentence);

}  // namespace clave
