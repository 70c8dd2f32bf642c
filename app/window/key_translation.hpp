#pragma once

#include "app/window/ui/key_event.hpp"

#include <cstdint>
#include <string_view>

namespace clave {

// What GLFW tells of a key, in Clave's words. Thread-safe: yes, all. Realtime-safe: yes.

/// Semitones above the lowest C for a key by its place, whatever is printed on it: two rows of piano keys, of
/// which the upper one begins an octave higher. KeyEvent::kNoPiano for the others.
/// \param token GLFW_KEY_...: the place, named by what a US keyboard has there.
[[nodiscard]] std::int8_t pianoKeyAt(int token) noexcept;

/// The key that commands go by.
/// \param printed what is printed on it (glfwGetKeyName), in UTF-8; empty when nothing is known. A label that
/// no command could name (a Cyrillic letter, an accented one) counts as what a US keyboard has in its place.
[[nodiscard]] char letterOf(int token, std::string_view printed) noexcept;

[[nodiscard]] Special specialOf(int token) noexcept;

/// \param action GLFW_PRESS, GLFW_REPEAT or GLFW_RELEASE. \param mods GLFW_MOD_... bits.
[[nodiscard]] KeyEvent translateKey(
    int token, std::string_view printed, int action, int mods, TimePoint time) noexcept;

}  // namespace clave
