#pragma once

#include "core/io/json_text.hpp"
#include "core/model/song.hpp"

namespace clave {

// The parts of a song as JSON. What has its default is left out.

/// One line: "C3", a list of notes, or an object.
[[nodiscard]] JsonOut stepOut(const Step& step);
[[nodiscard]] JsonOut gateOut(Gate gate);
[[nodiscard]] JsonOut swingOut(const Swing& swing);
[[nodiscard]] JsonOut scaleOut(const Scale& scale);
[[nodiscard]] JsonOut metronomeOut(const Metronome& metronome);
[[nodiscard]] JsonOut portOut(const PortSetup& port);
[[nodiscard]] JsonOut grooveOut(const Groove& groove);
[[nodiscard]] JsonOut sceneOut(const Scene& scene);
[[nodiscard]] JsonOut entryOut(const ArrangementEntry& entry);
[[nodiscard]] JsonOut scriptOut(const ScriptRef& script);
[[nodiscard]] JsonOut patternOut(const Pattern& pattern);
[[nodiscard]] JsonOut trackOut(const Track& track);
[[nodiscard]] JsonOut songOut(const Song& song);

}  // namespace clave
