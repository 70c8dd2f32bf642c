#pragma once

#include "core/time/tick.hpp"

#include <cstdint>

namespace clave {

/// How long a note sounds: a share of its step, tied into the next step, or until the track's next note.
///
/// A length is counted in 1/5040 step, in [1/8 step, 128 steps], so that it scales with the pattern's rate.
/// Tied: the note goes on through the step's end; when the next step that plays has the same pitch it is
/// lengthened, not struck again, else it ends there (two equal pitches cannot be joined over MIDI in any
/// other way). Thread-safe: yes. Realtime-safe: yes.
class Gate {
public:
    static constexpr std::int32_t kStep = 5040;  ///< the length of one step
    static constexpr std::int32_t kShortest = kStep / 8;
    static constexpr std::int32_t kLongest = kStep * 128;

    constexpr Gate() = default;
    /// \param length in 1/5040 step; clamped to the limits.
    [[nodiscard]] static constexpr Gate of(std::int32_t length) noexcept
    {
        Gate gate;
        gate.length_ = length < kShortest ? kShortest : length > kLongest ? kLongest : length;
        return gate;
    }
    [[nodiscard]] static constexpr Gate tied() noexcept { return Gate {kTied}; }
    [[nodiscard]] static constexpr Gate infinite() noexcept { return Gate {kInfinite}; }

    [[nodiscard]] constexpr bool isTied() const noexcept { return length_ == kTied; }
    [[nodiscard]] constexpr bool isInfinite() const noexcept { return length_ == kInfinite; }
    /// In 1/5040 step; a tied gate counts as one whole step, an infinite one as the longest.
    [[nodiscard]] constexpr std::int32_t length() const noexcept
    {
        return isTied() ? kStep : isInfinite() ? kLongest : length_;
    }

    friend constexpr bool operator==(Gate, Gate) = default;

private:
    static constexpr std::int32_t kTied = -1;
    static constexpr std::int32_t kInfinite = -2;
    constexpr explicit Gate(std::int32_t length) : length_(length) {}
    std::int32_t length_ = kStep / 2;
};

/// One note of a step.
struct Note {
    std::uint8_t pitch = 60;  ///< MIDI note number, [0, 127]
    std::uint8_t velocity = 100;  ///< [0, 127]; 0 ends a sounding note of that pitch instead of starting one
    std::uint8_t chance = 100;  ///< per cent, [0, 100]; drawn for each note of a chord by itself
    Gate gate;

    friend constexpr bool operator==(const Note&, const Note&) = default;
};

}  // namespace clave
