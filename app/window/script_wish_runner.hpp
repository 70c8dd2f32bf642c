#pragma once

#include "app/scripts/script_face.hpp"
#include "app/window/ui/script_wishes.hpp"

#include <string>

namespace clave {

/// Hands what is asked for in the window to the scripts. \returns why it cannot be done, as one sentence;
/// empty when it is done. Thread-safe: no. Realtime-safe: no (writes files).
[[nodiscard]] std::string obeyForScripts(ScriptFace& scripts, const wish::ForScripts& wanted);

}  // namespace clave
