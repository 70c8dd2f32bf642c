#pragma once

#include "app/window/ui/context.hpp"
#include "core/engine/status.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <cstdint>

namespace clave {

/// The scene with another pattern for one track.
[[nodiscard]] Scene withSlot(Scene scene, std::size_t track, std::int16_t slot);
/// What comes after a slot when one goes through what a scene may hold: the next pattern there is; behind the
/// last one keep, stop, and from the beginning.
[[nodiscard]] std::int16_t nextSlot(const Track& track, std::int16_t slot);
/// The patterns that play, as a scene; while nothing plays, those that would.
[[nodiscard]] Scene sceneOfWhatPlays(const Song& song, const ClockStatus& status);
/// A scene like `scene` right behind it, with copies of its patterns in empty slots: one step of undo. A
/// track without an empty slot shares its pattern.
void duplicateWithPatterns(Context& ui, std::size_t scene);

}  // namespace clave
