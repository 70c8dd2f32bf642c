#pragma once

#include "core/model/song.hpp"

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace clave::test {

/// A pattern as a row of text, one character a step:
/// `.` off, `x` a note of velocity 100 and half a step, `X` the same at 127, `t` tied, `s` slid into the
/// next, `i` with an infinite gate, `o` velocity 0 (ends a note). Spaces are left out.
[[nodiscard]] Pattern row(std::string_view steps, int pitch = 60);

/// One step that is on, with one note.
[[nodiscard]] Step stepOf(int pitch, int velocity = 100, Gate gate = {});
/// One step that is on, with a chord.
[[nodiscard]] Step chordOf(std::initializer_list<int> pitches);

/// A song at 120 bpm in 4/4: one track a pattern, on channels from 1, and one scene that plays all of them.
[[nodiscard]] Song songOf(std::initializer_list<Pattern> patterns);
[[nodiscard]] Song songOf(const std::vector<Pattern>& patterns);

/// Puts another pattern on a track, in its next slot; returns the slot.
std::size_t addPattern(Song& song, std::size_t track, Pattern pattern);
/// Adds a scene with these slots, one a track; returns its index.
std::size_t addScene(Song& song, std::vector<std::int16_t> slots);

// Changes within the shared parts of a song.
void changeTrack(Song& song, std::size_t track, const std::function<void(Track&)>& change);
void changePattern(
    Song& song, std::size_t track, std::size_t slot, const std::function<void(Pattern&)>& change);

/// 1:1 to 8:8 and the like, as musicians write it: passesOf(2, 4) plays in passes 2, 6, 10 ...
[[nodiscard]] Condition passesOf(int a, int b);

}  // namespace clave::test
