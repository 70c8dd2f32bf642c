#pragma once

#include "controllers/map/focus.hpp"
#include "controllers/map/map.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace clave {

/// What a light of a surface stands for. From a map's word to the state of the song: the only place where
/// lights look at it, so that none can be forgotten or be a lie.
enum class LightSource : std::uint8_t {
    StepState,  ///< "step.state" step (of the page)
    StepValue,  ///< "step.value" param, step: Light::level too
    ValueBar,  ///< "value.bar" param, index of count: the value of the held steps, or of the cursor's
    PageState,  ///< "page.state" page: also a segment of the place that plays
    TrackSelect,  ///< "track.select" track (of the bank)
    TrackMute,  ///< "track.mute"
    TrackSolo,  ///< "track.solo"
    TrackArm,  ///< "track.arm"
    TrackPlays,  ///< "track.plays": flickers with what it plays
    SceneState,  ///< "scene.state" scene
    SlotState,  ///< "slot.state" track, slot
    KeyState,  ///< "key.state" index: in the scale, root, held, plays
    TransportPlay,  ///< "transport.play"
    TransportRecord,
    Beat,  ///< "transport.beat" beat: counts along
    Undo,
    Redo,
    Fill,
    StepIn,
    Follow,
    FocusLock,
    EditLock,
    Loop,
    Metronome,
    SongMode,
    Layer,  ///< "layer" name
    Param,  ///< "param" name: level only
    Always,  ///< "always": On
};

/// The source of a map's word; nothing when there is none of that name.
[[nodiscard]] std::optional<LightSource> lightSource(std::string_view word) noexcept;
/// Every word, for "did you mean" and the guide.
[[nodiscard]] std::span<const std::string_view> lightSourceWords() noexcept;

/// What it takes to answer.
struct LightQuestion {
    LightSource source = LightSource::Always;
    int index = 0;  ///< step of the page, track of the bank, key ...
    int second = 0;  ///< slot beside a track; count of a bar
    std::string_view word;  ///< param or layer
};
struct LightAnswer {
    LightState state = LightState::Off;
    std::int16_t level = -1;  ///< [0, 127]; -1: none
};

/// Pure. Realtime-safe: yes.
[[nodiscard]] LightAnswer answer(const LightQuestion& question, const Focus& focus, const Snapshot& snapshot,
    const ClockStatus& status) noexcept;

/// How that looks by a map: the first look that is given, from the state on (see LightState).
[[nodiscard]] Light look(const LightBind& bind, const LightAnswer& answer) noexcept;

}  // namespace clave
