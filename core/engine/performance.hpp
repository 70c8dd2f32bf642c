#pragma once

#include "core/engine/entry.hpp"
#include "core/model/scene.hpp"
#include "core/time/tick.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace clave {

// Requests carry a number that grows with each new one. The player acts on a request when it sees its number
// for the first time, so a request is carried out once, however many snapshots show it.

/// What the transport was last asked to do.
struct TransportRequest {
    enum class What : std::uint8_t {
        Stop,  ///< end every note; the place is kept
        Play,  ///< from `from`, after the count-in
        Continue,  ///< from where it stopped
        Seek,  ///< to `from`, without stopping or starting
    };
    std::uint32_t number = 0;
    What what = What::Stop;
    Tick from {};  ///< song position, at least 0
};

/// A scene or pattern that was asked for.
struct LaunchRequest {
    static constexpr std::int16_t kCancel = -3;  ///< as target: forget what is queued

    std::uint32_t number = 0;
    std::int16_t target = 0;  ///< scene index, or slot of the track (Scene::kStop stops the track)
    LaunchAt at = LaunchAt::Bar;
    bool keepPlace = false;  ///< go on at the same place (step and pass) instead of at the beginning
};

/// A mute made while playing. It stands over the song's own mute, is not saved and not undone.
enum class LiveMute : std::uint8_t { AsSaved, Muted, Sounding };

struct TrackPerformance {
    LiveMute mute = LiveMute::AsSaved;
    bool armed = false;  ///< recorded into
    bool hooked = false;  ///< scripts are asked what its steps are to be
    bool silentWhenLate =
        false;  ///< ... and without an answer in time a step is left out, not played as written
    LaunchRequest slot;
};

/// What was asked of the playing song and is no part of the document. Published together with the Song.
struct Performance {
    TransportRequest transport;
    LaunchRequest scene;
    std::vector<TrackPerformance> tracks;  ///< in the song's order; one for each track
    /// In the song's order, a number for each scene that stays its own when others come or go. Empty: they
    /// never do.
    std::vector<std::uint32_t> scenes;
    bool fill = false;  ///< fill mode is held or latched
    std::uint32_t fillArms = 0;  ///< grows when fill is armed for each pattern's next pass
    bool songMode = false;  ///< follow the arrangement; else the launched scene goes round
    bool loop = true;  ///< the arrangement begins anew at its end; else playing ends
    std::uint32_t stopAfterBars = 0;  ///< playing ends after so many bars; 0: never
    std::uint32_t panics = 0;  ///< grows with each Panic
    Entry entry;
    Recording recording;

    [[nodiscard]] std::uint32_t sceneNumber(std::int16_t target) const noexcept
    {
        const auto index = static_cast<std::size_t>(target);
        return index < scenes.size() ? scenes[index] : static_cast<std::uint32_t>(target);
    }
};

}  // namespace clave
