#pragma once

#include "app/ports/open_output.hpp"
#include "app/settings.hpp"
#include "core/engine/engine.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clave {

/// Puts single tracks on a hardware synth while they play, and remembers which.
/// Thread-safe: no. Realtime-safe: no.
class TrackMover {
public:
    struct Place {
        std::string song;  ///< the name it is remembered by
        std::string settings;  ///< file; empty: nothing is remembered
    };

    /// \param outputNames of the outputs by number; kept up to date.
    TrackMover(Engine& engine, CommandSender& sender, OutputOptions options, Place place,
        std::vector<std::string>& outputNames);

    /// Moves a track from the main output to the hardware synth, or back from wherever it is. One step of
    /// undo.
    /// \returns the sentence that says what was done, or why not.
    std::string toggle(const Song& song, std::size_t track);

private:
    std::string moveBack(const Song& song, std::size_t track);
    std::string moveTo(const PortInfo& synth, const Song& song, std::size_t track);
    Result<void> openPort(const PortInfo& synth, std::size_t number);
    void send(const Song& song, std::size_t track, const std::string& port);
    void remember(const std::string& synth, std::uint32_t trackId, bool isMoved);

    Engine& engine_;
    CommandSender& sender_;
    OutputOptions options_;
    Place place_;
    std::vector<std::string>& outputNames_;
    std::uint64_t gesture_;
};

/// The hardware synth to offer: the remembered one if it is there, else the first that the main output is
/// not. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] const PortInfo* synthToOffer(
    const std::vector<PortInfo>& outputs, const std::string& remembered, const std::string& mainOutput);

/// The song with the tracks of these ids on the synth of that name; a port is added if it has none for it.
[[nodiscard]] Song withTracksOn(
    Song song, const std::string& synth, const std::vector<std::uint32_t>& trackIds);

}  // namespace clave
