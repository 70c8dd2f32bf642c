#pragma once

#include "core/model/scale.hpp"

#include <optional>

namespace clave {

/// The pitch of a key of a surface: keys count the notes of the song's scale upwards from its root, so that
/// no pad is a wrong note. Key 0 at octave 0 is the root at or above C1 (note 36). Nothing when the note
/// would leave [0, 127]. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] std::optional<int> keyPitch(int key, const Scale& scale, int octave) noexcept;

}  // namespace clave
