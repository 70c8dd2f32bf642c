#pragma once

#include "app/window/ui/context.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clave {

// The parts of the Settings screen; a file each. Each takes what it needs off the top of `area`.
void drawOutputs(Context& ui, Rect& area);
void drawInputs(Context& ui, Rect& area);
void drawSync(Context& ui, Rect& area);
void drawLooks(Context& ui, Rect& area);
void drawHands(Context& ui, Rect& area);

/// What the song says about output `output`: 0 is the main one, 1 + n that of the n-th port. Defaults where
/// it says nothing.
[[nodiscard]] PortSetup setupOf(const Song& song, std::size_t output);
/// The song's ports with another setup for `output`; the main one gets one of its own when it had none.
[[nodiscard]] std::vector<PortSetup> withSetup(const Song& song, std::size_t output, const PortSetup& setup);
/// A name that no port has: "Port 2".
[[nodiscard]] std::string freePortName(const Song& song);
/// Whether a track or the metronome plays on it.
[[nodiscard]] bool isPortUsed(const Song& song, const std::string& name);
/// Takes a port out of the song; what played on it plays on the main output. One step of undo.
void removePort(Context& ui, std::size_t port);

/// "open, 3 notes sounding", or what is wrong, as one sentence.
[[nodiscard]] std::string statusInWords(const OutputReport& report);
[[nodiscard]] std::string statusInWords(const InputReport& report);

}  // namespace clave
