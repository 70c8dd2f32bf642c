#pragma once

#include "app/cli/command_line.hpp"
#include "core/base/result.hpp"
#include "core/engine/command.hpp"
#include "core/model/song.hpp"

#include <string_view>
#include <vector>

namespace clave {

/// Who listens: a person at a terminal, who decides when it ends; or a pipe, where it must end by itself.
enum class Face : std::uint8_t { Terminal, Plain };

/// What the engine gets to play, and what it is told first.
struct PlayPlan {
    Song song;
    std::vector<CommandWhat> commands;  ///< in order; the last one starts playing
    Tempo firstTempo;  ///< of what is played first
    bool quitsAtEnd = false;  ///< Clave ends when playing does
};

/// Turns options into a plan. At a terminal the song plays on for ever (the arrangement once, unless it
/// loops); in a pipe it plays once through, every scene if there is no arrangement.
/// \param isDemo  the demo song: it loops at a terminal.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<PlayPlan> planPlay(const PlayCommand& command, Song song, Face face, bool isDemo);

/// The index of a scene by its number from 1 or its name, in any case.
[[nodiscard]] Result<std::size_t> findScene(const Song& song, std::string_view wanted);

}  // namespace clave
