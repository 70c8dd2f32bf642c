#pragma once

#include "core/engine/played_step.hpp"
#include "core/model/limits.hpp"
#include "core/model/note.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace clave {

/// What scripts made of a step when it came last. Pitches are as they are written: the track transposes them.
struct GhostStep {
    bool isChanged = false;  ///< `step` was played in place of what is written
    PlayedStep step;
    FixedVector<Note, kMaxNotes> beside;  ///< notes of live loops, at the step that they were nearest to
    std::int16_t besideNudge = 0;  ///< how much later than it those came, as in Step

    [[nodiscard]] bool isThere() const noexcept { return isChanged || !beside.empty(); }
    friend bool operator==(const GhostStep&, const GhostStep&) = default;
};
using GhostSteps = std::vector<GhostStep>;  ///< by the step's index; those behind the last one are empty

/// A pattern that was played.
struct GhostPlace {
    std::uint32_t track = 0;  ///< its id
    std::size_t slot = 0;

    friend constexpr auto operator<=>(const GhostPlace&, const GhostPlace&) = default;
};
using GhostsView = std::map<GhostPlace, std::shared_ptr<const GhostSteps>>;
using GhostsViewPtr = std::shared_ptr<const GhostsView>;

}  // namespace clave
