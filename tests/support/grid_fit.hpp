#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace clave::test {

// How well a sender kept to the music: pure arithmetic over what a recorder heard. Frames are those of the
// recorder's clock, quarters are quarter notes. Thread-safe: yes, all. Realtime-safe: no.

/// A note that was heard, and where the music says it belongs.
struct GridOnset {
    std::uint64_t frame = 0;
    double quarters = 0.0;
};

/// A note as one voice of the music asks for it.
struct GridNote {
    int key = 0;  ///< what tells it from its neighbours: its pitch
    double quarters = 0.0;  ///< from the start of the cycle, in [0, length)
};

/// What one voice repeats: notes in order of time, one after the other.
struct GridCycle {
    std::vector<GridNote> notes;
    double length = 4.0;  ///< quarters
};

/// A note-on of one voice.
struct HeardNote {
    std::uint64_t frame = 0;
    int key = 0;
};

/// Which heard note is which written one.
struct NumberedOnsets {
    std::vector<GridOnset> onsets;
    std::size_t missing = 0;  ///< written and not heard, between the first and the last that were
    std::size_t extra = 0;  ///< heard and not written
};

/// Numbers by order and key alone, however late or early a note is: a sender that drifts by whole notes is
/// still followed. A note that is missing costs its own number and no more, as long as fewer than half a
/// cycle's are missing in a row.
[[nodiscard]] NumberedOnsets numberOnsets(std::span<const HeardNote> heard, const GridCycle& cycle);

/// Deviations from the ideal grid, whose tempo is given: only where it begins is fitted.
struct GridFit {
    std::size_t onsets = 0;
    /// Frames by which onsets miss the grid that lies in the middle of them (by their median).
    double p50 = 0.0, p99 = 0.0, worst = 0.0;
    /// Frames: the least that `worst` can be for any beginning of the grid, half of what lies between the
    /// earliest and the latest onset. Up to 0.5 is the rounding to whole frames and nothing else.
    double spread = 0.0;
    double driftPpm = 0.0;  ///< slope of a free line: positive is slower than the tempo
    double driftError = 0.0;  ///< standard error of that, in ppm: what jitter alone may feign
    double accumulated = 0.0;  ///< frames that the drift came to over the take
};

[[nodiscard]] GridFit fitGrid(std::span<const GridOnset> onsets, double framesPerQuarter);

/// By how many frames the onsets after `frame` lie later than those before it, by the medians of the nearest
/// 32 on either side; 0 when there are none on one side. Not 0 after an xrun is a shift for good.
[[nodiscard]] double shiftAt(std::span<const GridOnset> onsets, double framesPerQuarter, std::uint64_t frame);

}  // namespace clave::test
