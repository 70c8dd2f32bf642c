#pragma once

#include "app/scripts/script_face.hpp"
#include "app/window/ui/script_wishes.hpp"
#include "app/window/ui/scripts_state.hpp"

#include <string>
#include <vector>

namespace clave {

/// Hands what is asked for in the window to the scripts. \returns why it cannot be done, as one sentence;
/// empty when it is done. Thread-safe: no. Realtime-safe: no (writes files).
[[nodiscard]] std::string obeyForScripts(ScriptFace& scripts, const wish::ForScripts& wanted);

/// What was typed into scripts and not saved is written beside their files when the window closes. \returns
/// sentences that say where. Thread-safe: no. Realtime-safe: no (writes files).
[[nodiscard]] std::vector<std::string> keepUnsaved(const EditorState& editor);

}  // namespace clave
