#pragma once

#include "core/model/song.hpp"

#include <string>

namespace clave {

/// All expressions of a song's steps, each once, a line each; empty when it has none. They are Python, too,
/// so who gets a song from elsewhere is asked about them. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string expressionsOf(const Song& song);

/// Whether a song has any where it differs from one that had none. \param before may be null.
[[nodiscard]] bool hasExpressions(const Song& song, const Song* before);

}  // namespace clave
