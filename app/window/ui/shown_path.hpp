#pragma once

#include <string>

namespace clave {

/// A file as a person is shown it: from the program's own folder, or from home ("~/.config/..."), where it
/// lies in one of those; else as it is. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string shownPath(const std::string& file);

}  // namespace clave
