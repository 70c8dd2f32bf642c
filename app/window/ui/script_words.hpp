#pragma once

#include "app/scripts/scripts_view.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/model/song.hpp"

#include <string>
#include <vector>

namespace clave {

// Scripts in words. Thread-safe: yes. Realtime-safe: no.

/// "runs", "asks first", "switched off for its faults"
[[nodiscard]] std::string stateInWords(const ScriptView& script);
/// "Kick, Bass; 3 answers too late; loaded in 0.4 ms"
[[nodiscard]] std::string factsInWords(const ScriptView& script, const Song& song);
/// "0.25", "on", "minor"
[[nodiscard]] std::string valueInWords(const ScriptControlView& control);

/// "Python 3.11.2", and how often it had to be started anew.
[[nodiscard]] std::string pythonInWords(const ScriptsView& scripts);

/// Texts of scripts that earlier runs left unsaved are offered, one after the other.
[[nodiscard]] std::vector<Notice> draftNotices(const LeftDrafts& left);

/// What a person has to know of them, whatever is shown.
[[nodiscard]] std::vector<Notice> scriptNotices(const ScriptsView& scripts);

}  // namespace clave
