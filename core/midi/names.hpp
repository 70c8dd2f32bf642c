#pragma once

#include "core/midi/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clave {

/// "C3" for note 60. Octaves are Yamaha's (middle C is C3), as most synths and trackers print them; sharps
/// only.
[[nodiscard]] std::string noteName(int note);

/// The note of "C3", "F#2", "Bb-1" or a plain number "60"; nothing when it is none, or not in [0, 127].
[[nodiscard]] std::optional<int> parseNote(std::string_view text);

/// The message in a musician's words: "note-on C3 100", "cc 74 12", "program 5", "bend -120", "start",
/// "song position 16".
[[nodiscard]] std::string inWords(const Message& message);

/// "90 3c 64".
[[nodiscard]] std::string inHex(const Message& message);

}  // namespace clave
