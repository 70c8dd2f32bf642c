#pragma once

#include "core/model/rate.hpp"
#include "core/model/step.hpp"
#include "core/model/swing.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// The order in which steps are played. Over 0 1 2 3: Forward 0123, Backward 3210, EndsTwice 0123 3210,
/// EndsOnce 0123 21, Random draws each, Walk goes on (2 of 4), back (1) or stays (1), around the ends.
/// (The makers' names for the two there-and-backs contradict each other, so ours say what happens at the
/// ends.)
enum class Direction : std::uint8_t { Forward, Backward, EndsTwice, EndsOnce, Random, Walk };

/// Aligned: the place follows from the song position, so late joins and edits never lose the beat.
/// Free: a counter of its own, that runs on over launches and edits.
enum class Sync : std::uint8_t { Aligned, Free };

/// The value lanes that may loop by themselves.
enum class Lane : std::uint8_t { Pitch, Velocity, Gate, Chance, Locks };
inline constexpr std::size_t kLaneCount = 5;

/// A run of steps, [first, first + length). A lane whose loop has length 0 follows the triggers.
struct LaneLoop {
    std::uint8_t first = 0;
    std::uint8_t length = 0;

    friend constexpr bool operator==(LaneLoop, LaneLoop) = default;
};

/// What one track plays: 1 to 128 steps and how they run.
///
/// Invariant (kept by io and the session, relied on by the player): 1 <= steps.size() <= kMaxSteps and
/// first <= last < steps.size(); every lane loop lies within the steps.
struct Pattern {
    std::string name;
    std::vector<Step> steps = std::vector<Step>(16);
    std::uint8_t first = 0;  ///< the window that is played: [first, last], both included, as pads show it
    std::uint8_t last = 15;
    Rate rate;
    Direction direction = Direction::Forward;
    Sync sync = Sync::Aligned;
    std::optional<Swing> swing;  ///< else the song's
    std::string groove;  ///< name of one of the song's grooves; empty is none
    std::array<LaneLoop, kLaneCount> lanes {};
    std::optional<std::uint8_t>
        program;  ///< [0, 127], sent when the pattern starts, if it is not what was sent last
    std::optional<std::uint16_t> bank;  ///< [0, 16383]; only with a program
    std::uint8_t color = 0;  ///< [0, 8]: one of the theme's from 1; 0: the track's

    [[nodiscard]] std::uint32_t windowSize() const noexcept
    {
        return static_cast<std::uint32_t>(last - first) + 1;
    }
    friend bool operator==(const Pattern&, const Pattern&) = default;
};

using PatternPtr = std::shared_ptr<const Pattern>;

}  // namespace clave
