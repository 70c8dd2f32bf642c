#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

// Edits of one attribute of many steps, done by the session at once, so that nobody who writes one lane can
// undo what another wrote into the next. Thread-safe: yes, on different songs. Realtime-safe: no.

/// The attribute of that name: "on", "pitch", "velocity", "gate", "note chance", "chance", "nudge",
/// "condition", "retrig", "cc 74", "cc14 1", "nrpn 300", "program", "bend" or "pressure"; underscores may
/// stand for blanks. The error names the one that was probably meant.
[[nodiscard]] Result<StepTarget> parseLane(std::string_view text);
/// The same for who only asks whether it is one.
[[nodiscard]] std::optional<StepTarget> findLane(std::string_view text);
/// All names, without the numbers of locks.
[[nodiscard]] std::vector<std::string_view> laneNames();
[[nodiscard]] std::string laneText(const StepTarget& target);

/// What is wrong with values wherever they are written: out of range, or no value of this lane.
[[nodiscard]] Result<void> checkLane(const StepTarget& lane, const std::vector<LaneValue>& values);

/// Changes the song given, in part even when it fails: pass a copy. A slot that is empty gets a pattern of 16
/// steps; a track that is locked against edits refuses.
[[nodiscard]] Result<void> edit(Song& song, const SetLane& command);

}  // namespace clave
