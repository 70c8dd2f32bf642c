#pragma once

#include <cstdint>
#include <string_view>

namespace clave {

/// As a command's gesture: what nobody does by hand (a script turns its own knob) and is to be saved all the
/// same. It is undone together with what was done last, and is no step of undo of its own.
inline constexpr std::uint64_t kJoinsNewest = UINT64_MAX;

/// As a command's source: a hand turns a script's knob, or changes the song's list of scripts.
inline constexpr std::string_view kScriptHand = "script knobs";

}  // namespace clave
