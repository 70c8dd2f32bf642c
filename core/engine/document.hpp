#pragma once

#include <cstdint>

namespace clave {

/// Which of the songs opened in one run of Clave a song is a state of, so that undoing an opening never saves
/// one song into the file of another. 0 is the one it began with.
using DocumentId = std::uint32_t;

}  // namespace clave
