#pragma once

#include "core/model/metre.hpp"
#include "core/time/tempo.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// When something queued takes effect: the next place of this kind, counted from the playing scene's launch.
enum class LaunchAt : std::uint8_t { Now, Step, Beat, Bar, PatternEnd, SceneEnd };

/// A row of slots: which pattern each track plays.
struct Scene {
    static constexpr std::int16_t kStop = -1;  ///< the track plays nothing
    static constexpr std::int16_t kKeep = -2;  ///< the track goes on with what it plays

    std::string name;
    std::vector<std::int16_t> slots;  ///< one a track, in the tracks' order; missing ones are kStop
    std::optional<std::uint16_t>
        bars;  ///< length, [1, 1024]; else as long as its longest pattern, in whole bars
    std::optional<Metre> metre;  ///< else the song's
    std::optional<Tempo> tempo;  ///< taken on at the launch
    LaunchAt launchAt = LaunchAt::Bar;  ///< when this scene starts after it is asked for
    std::uint8_t color = 0;  ///< [0, 8]: one of the theme's from 1; 0: none

    [[nodiscard]] std::int16_t slot(std::size_t track) const noexcept
    {
        return track < slots.size() ? slots[track] : kStop;
    }
    friend bool operator==(const Scene&, const Scene&) = default;
};

/// One entry of song mode.
struct ArrangementEntry {
    std::uint16_t scene = 0;  ///< index
    std::uint16_t repeats = 1;  ///< [1, 1024]; conditions go on counting passes over the repeats

    friend bool operator==(const ArrangementEntry&, const ArrangementEntry&) = default;
};

}  // namespace clave
