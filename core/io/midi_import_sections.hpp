#pragma once

#include "core/io/midi_import_parts.hpp"

#include <vector>

namespace clave::importing {

/// The longest that a pattern can be: 128 steps at rate 1/8x.
inline constexpr Tick kLongestPattern {kSixteenth.count * 8 * static_cast<std::int64_t>(kMaxSteps)};

/// One bar of the file: [start, start + metre.bar()).
struct Bar {
    Tick start;
    Metre metre;
    Tempo tempo;

    [[nodiscard]] Tick end() const noexcept { return start + metre.bar(); }
};

/// The file's bars, and what of its tempo and metre changes they could not take.
struct Bars {
    std::vector<Bar> bars;  ///< at least one
    std::size_t lateChanges = 0;  ///< changes inside a bar: they wait for the next one
    std::size_t clampedTempos = 0;  ///< beyond what a song may have
    bool isCut = false;  ///< the file is longer
};

/// A run of bars that becomes one place of the arrangement: [start, end).
struct Section {
    Tick start;
    Tick end;
    Metre metre;
    Tempo tempo;
    std::uint16_t bars = 0;
};

/// \param withTempos false: the first tempo for all bars.
[[nodiscard]] Bars barsOf(const Parts& parts, bool withTempos);

/// Sections of `length` bars, less where metre or tempo changes or no pattern could last as long.
[[nodiscard]] std::vector<Section> sectionsOf(const std::vector<Bar>& bars, std::size_t length);

/// Sections of at most `longest` bars, each ending where no note sounds on, if there is such a bar line.
[[nodiscard]] std::vector<Section> cleanSectionsOf(
    const std::vector<Bar>& bars, std::size_t longest, const Parts& parts);

}  // namespace clave::importing
