#pragma once

#include "core/model/song.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clave {

/// One thing in a song that may not be so.
struct SongFault {
    std::string path;  ///< as in the song file: "tracks[2].patterns[0].steps.5.velocity"; empty is the whole
    std::string what;  ///< goes on after the path: "is 300; allowed are 0 to 127"

    friend bool operator==(const SongFault&, const SongFault&) = default;
};

/// As a sentence without its full stop: "steps.5.velocity is 300; allowed are 0 to 127".
[[nodiscard]] std::string sentence(const SongFault& fault);

/// After so many faults looking stops: who has a thousand will not read on.
inline constexpr std::size_t kMaxFaults = 1000;

// Everything that a song may not be, and the one place that says so: the file reader and the session (for
// commands of windows, pads, scripts and the network) ask here. No faults means that the player can play it,
// and that it can be saved and loaded as it is. Thread-safe: yes. Realtime-safe: no.

[[nodiscard]] std::vector<SongFault> faultsOf(const Song& song);

// The same for a part alone; what it refers to (a port, a groove, a scene) is not looked at.
[[nodiscard]] std::vector<SongFault> faultsOf(const Step& step);
[[nodiscard]] std::vector<SongFault> faultsOf(const Pattern& pattern);
[[nodiscard]] std::vector<SongFault> faultsOf(const Track& track);
[[nodiscard]] std::vector<SongFault> faultsOf(const Scene& scene);
[[nodiscard]] std::vector<SongFault> faultsOf(const Metre& metre);
[[nodiscard]] std::vector<SongFault> faultsOf(const Swing& swing);
[[nodiscard]] std::vector<SongFault> faultsOf(const Scale& scale);
[[nodiscard]] std::vector<SongFault> faultsOf(const Metronome& metronome);
[[nodiscard]] std::vector<SongFault> faultsOf(const PortSetup& port);
[[nodiscard]] std::vector<SongFault> faultsOf(const Groove& groove);
[[nodiscard]] std::vector<SongFault> faultsOf(const ScriptRef& script);

/// Only what needs more than one part to see: names and ids that are double or unknown, scenes and slots that
/// do not exist, too many of something. Quick: it looks at no step.
[[nodiscard]] std::vector<SongFault> referenceFaultsOf(const Song& song);

}  // namespace clave
