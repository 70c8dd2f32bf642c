#pragma once

#include "app/terminal/terminal_model.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <span>
#include <string>

namespace clave {

/// What the history says.
struct EditState {
    std::string undo;  ///< what undo takes back, else empty
    std::string redo;
    bool modified = false;
};

/// Everything about the playing song that the terminal player shows; what concerns the face itself (selected
/// track, message, keys) is left for it to fill in.
/// \param outputNames of the outputs by number, the main one first. \param reports likewise.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] TerminalModel makeModel(const Snapshot& snapshot, const ClockStatus& status,
    std::span<const std::string> outputNames, std::span<const OutputReport> reports, const EditState& edits);

/// "Chorus in 2 bars", or empty when nothing is queued.
[[nodiscard]] std::string queuedSceneText(const Song& song, const ClockStatus& status);

/// A scene's name, or "scene 3" when it has none; empty when there is no such scene.
[[nodiscard]] std::string sceneLabel(const Song& song, int scene);

}  // namespace clave
