#pragma once

#include "core/model/song.hpp"

namespace clave {

/// The pitch to be written that this track plays as `heard`; the nearest to it where several do, or where
/// none does any more. \returns [0, 127]. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] int writtenPitch(const Song& song, const Track& track, int heard) noexcept;

}  // namespace clave
