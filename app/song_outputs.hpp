#pragma once

#include "app/ports/open_output.hpp"
#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// Where a person wants a song to play.
struct OutputWishes {
    std::string main;  ///< empty: chosen
    std::map<std::string, std::string> ports;  ///< by the song's name of a port
};

/// Where one of a song's outputs plays.
struct OutputPlace {
    PortChoice choice;
    std::weak_ptr<MidiOutput> output;  ///< what several of the song's ports may share
    bool followsMain = false;  ///< nothing of its own was wished for, or could be had
};

/// All outputs of a song, as the engine takes them: the main one, then one for each of its ports.
struct SongOutputs {
    std::vector<std::unique_ptr<MidiOutput>> outputs;
    std::vector<std::string> names;  ///< of each, as a person calls it
    std::vector<OutputPlace> places;  ///< of each
    std::string description;  ///< of the main one: "built-in synth on PipeWire"
    std::vector<std::string> notices;  ///< what a person should know, one sentence each
    std::string offered;  ///< a hardware synth that could be played on, else empty
    bool isSilent = false;
};

/// Opens them. A port of the song that nothing was wished for and nothing matches plays on the main output.
/// Ports that mean the same device share it. Fails when what was wished for by name cannot be had.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<SongOutputs> openSongOutputs(
    const Song& song, const OutputWishes& wishes, const OutputOptions& options);

}  // namespace clave
