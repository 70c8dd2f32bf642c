#pragma once

#include "core/io/midi_import_parts.hpp"
#include "core/io/midi_import_sections.hpp"
#include "core/model/pattern.hpp"

#include <cstdint>
#include <vector>

namespace clave::importing {

/// What one track of the song plays: its patterns, and for each section the slot (or Scene::kStop,
/// Scene::kKeep).
struct Voice {
    std::vector<PatternPtr> slots;
    std::vector<std::int16_t> row;
};

/// What a song cannot hold, counted in notes and controllers.
struct Losses {
    std::size_t lost = 0;  ///< notes for which there was no step, slot or scene left
    std::size_t cut = 0;  ///< notes longer than any pattern
    std::size_t shifted = 0;  ///< chords or notes that start up to 4 ticks off
    std::size_t lengthened = 0;  ///< notes shorter than the shortest gate
    std::size_t movedControls = 0;  ///< controllers merged with others, or out of place by less than a step
    std::size_t lostControls = 0;
};

/// The most tracks that one part is spread over: a chord on every key, eight notes each.
inline constexpr std::size_t kMaxVoices = 16;

/// Spreads a part over patterns, and over more than one track where one does not suffice: for chords of more
/// than eight notes, notes too close for steps of their own, and notes that sound on over the end of a
/// section.
///
/// A scene's launch ends a track's notes. So a note that reaches over one is played by a pattern that goes on
/// (Scene::kKeep) until it ends: the whole track's when that fits into one pattern exactly, else another
/// track's.
/// \param most tracks, [1, kMaxVoices].
[[nodiscard]] std::vector<Voice> voicesOf(
    const Part& part, const std::vector<Section>& sections, std::size_t most, Losses& losses);

}  // namespace clave::importing
