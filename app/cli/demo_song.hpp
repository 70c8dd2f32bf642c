#pragma once

#include <string>

namespace clave {

/// The file of the song that plays when none is named: in $CLAVE_ASSETS, else where Clave was built from.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string demoSongPath();

}  // namespace clave
