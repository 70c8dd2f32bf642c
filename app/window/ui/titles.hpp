#pragma once

#include "app/window/ui/context.hpp"
#include "core/model/song.hpp"
#include "core/time/tick.hpp"

#include <cstddef>
#include <string>

namespace clave {

// What things are called in lists and on buttons. Indexes count from 0. Thread-safe: yes.

/// "A1" to "A16", then "B1": sixteen slots a letter.
[[nodiscard]] std::string slotName(std::size_t slot);
/// "Kick", or "Track 3" for one without a name.
[[nodiscard]] std::string trackTitle(const Song& song, std::size_t track);
/// "Verse", or "Scene 2" for one without a name; "no scene" when there is none.
[[nodiscard]] std::string sceneTitle(const Song& song, int scene);
/// "A1 Night bus"; "A1" for one without a name.
[[nodiscard]] std::string patternTitle(const Track& track, std::size_t slot);
/// "1 bar", "3 bars".
[[nodiscard]] std::string counted(std::int64_t count, const std::string& one, const std::string& many);
/// "2:05" minutes and seconds, of a length at one tempo.
[[nodiscard]] std::string lengthInTime(double seconds);
/// "now", "next step" …: when a launch takes effect.
[[nodiscard]] std::string inWords(LaunchAt at);

/// A pattern's own color, else its track's.
[[nodiscard]] Color patternColor(const Context& ui, std::size_t track, std::size_t slot);

}  // namespace clave
