#pragma once

#include "core/engine/command.hpp"

#include "tests/support/dice.hpp"

#include <cstddef>

namespace clave::test {

/// How many kinds of command change the song, in the order of CommandWhat: [0, kEditKinds).
inline constexpr std::size_t kEditKinds = 27;

/// A change of the song of one kind, mostly one that is possible.
[[nodiscard]] CommandWhat randomEdit(Dice& dice, const Song& song, std::size_t kind);

/// Anything a player may do while it plays, transport apart.
[[nodiscard]] CommandWhat randomPerformance(Dice& dice, const Song& song);

}  // namespace clave::test
