#pragma once

#include "app/cli/command_line.hpp"
#include "app/cli/play_plan.hpp"
#include "app/song_outputs.hpp"
#include "app/surfaces/controller_files.hpp"
#include "app/track_mover.hpp"
#include "core/base/result.hpp"

#include <memory>
#include <string>
#include <vector>

namespace clave {

/// What is to be played, by whom it is heard, and where its file is.
struct Start {
    PlayPlan plan;
    TrackMover::Place place;
    std::string songPath;  ///< empty: the demo
    std::string songFile;  ///< that was read, also of the demo
    OutputWishes wishes;
    SongOutputs outputs;
    std::vector<std::string> inputs;  ///< as of --in
};

/// Reads the song and opens its outputs. \param recalls what was chosen in the window the last time holds.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<Start> prepareStart(
    const PlayCommand& command, Face face, bool recalls, const OutputOptions& options);

/// Controllers' files, until their threads take them over.
struct Controllers {
    ControllerWish wish;
    std::unique_ptr<ControllerFiles> files;  ///< null: no controllers
};

/// A map that does not exist is a reason not to play: lights would lie.
[[nodiscard]] Result<Controllers> findControllers(const PlayCommand& command);

}  // namespace clave
