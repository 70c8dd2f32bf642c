#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"

namespace clave {

/// Carries out a command that changes what is played and not what is saved.
/// \param number of the request: larger than that of any before.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<void> perform(
    Performance& performance, const Song& song, const CommandWhat& what, std::uint32_t number);

/// Gives each scene its number in Performance::scenes: an old one keeps it when one scene came or went.
void matchScenes(Performance& performance, const Song& before, const Song& after);

/// Keeps each track's performance with its track when tracks come, go or move.
void matchPerformance(Performance& performance, const Song& before, const Song& after);

}  // namespace clave
