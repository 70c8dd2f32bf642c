#pragma once

#include <cstdint>

namespace clave {

/// As a command's gesture: what nobody does by hand (a script turns its own knob) and is to be saved all the
/// same. It is undone together with what was done last, and is no step of undo of its own.
inline constexpr std::uint64_t kJoinsNewest = UINT64_MAX;

}  // namespace clave
