#pragma once

#include "core/base/chance.hpp"
#include "core/model/pattern.hpp"

#include <cstdint>

namespace clave {

/// Where in a pattern the n-th step since its launch is.
struct StepPlace {
    std::uint32_t pass = 0;  ///< from 0
    std::uint32_t index = 0;  ///< of the step in the pattern
    std::uint32_t occurrence =
        0;  ///< which time this pass that the step comes, so that each has a draw of its own
};

/// Steps in one pass: all of them once, or there and back. At least 1.
[[nodiscard]] std::uint32_t passLength(Direction direction, std::uint32_t steps) noexcept;

/// The pass after that of the `count`-th step; the first one when `count` is below 0.
[[nodiscard]] std::uint32_t passAfter(const Pattern& pattern, std::int64_t count) noexcept;

/// How long one pass lasts.
[[nodiscard]] Tick passTicks(const Pattern& pattern) noexcept;

/// The place of the `count`-th step (from 0). Computed, never counted on, so that a seek finds the same
/// places.
/// \param key seed, track and pattern of the draws for Random and Walk; a walk begins each pass at its draw.
/// Thread-safe: yes. Realtime-safe: yes (a walk costs up to 128 draws).
[[nodiscard]] StepPlace stepPlace(const Pattern& pattern, std::int64_t count, DrawKey key) noexcept;

}  // namespace clave
