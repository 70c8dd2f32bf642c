#pragma once

#include "controllers/map/focus.hpp"
#include "controllers/map/map.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clave {

/// What a light of a surface stands for. From a map's word to the state of the song: the only place where
/// lights look at it, so that none can be forgotten or be a lie.
enum class LightSource : std::uint8_t {
    StepState,  ///< "step.state" step (of the page)
    StepValue,  ///< "step.value" param, step: as StepState, and Light::level
    ValueBar,  ///< "value.bar" param, index of count: Selected is what fits best, On what lies below it
    PageState,  ///< "page.state" page: Selected is shown, PlayingOn too and plays, Playing is another that
                ///< plays
    TrackSelect,  ///< "track.select" track (of the bank)
    TrackMute,  ///< "track.mute": On sounds; Off is silent because of another's solo
    TrackSolo,  ///< "track.solo"
    TrackArm,  ///< "track.arm"
    TrackPlays,  ///< "track.plays": PlayingOn for the first half of each step that sounds
    SceneState,  ///< "scene.state" scene (of the bank)
    SlotState,  ///< "slot.state" track (of the bank), slot
    KeyState,  ///< "key.state" index, as keyPitch() counts: Accent is the root, Held, PlayingOn sounds
    TransportPlay,  ///< "transport.play": Queued while it counts in
    TransportRecord,  ///< "transport.record": Armed waits for the song to play
    Beat,  ///< "transport.beat" beat of the bar: Accent is its first
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
    Layer,  ///< "layer" name: Held is on
    Param,  ///< "param" name (track): On, and Light::level
    Always,  ///< "always": On
};
inline constexpr int kLightSourceCount = 28;

/// The source of a map's word; nothing when there is none of that name.
[[nodiscard]] std::optional<LightSource> lightSource(std::string_view word) noexcept;
/// Every word, for "did you mean" and the guide.
[[nodiscard]] std::span<const std::string_view> lightSourceWords() noexcept;

/// What it takes to answer.
struct LightQuestion {
    LightSource source = LightSource::Always;
    /// Step of the page, page, track, scene, key, beat, pad of a bar ... A track below 0 is the focused one.
    int index = 0;
    int second = 0;  ///< slot beside a track; count of a bar
    int track = -1;  ///< of the bank, for a param of a track; -1: the focused one
    std::string_view word {};  ///< param or layer
    bool canUndo = false;
    bool canRedo = false;
    std::span<const double> knobs {};  ///< of scripts, each from 0 to 1
};
struct LightAnswer {
    LightState state = LightState::Off;
    LightState under =
        LightState::Off;  ///< what there is beside Held, Cursor and Playing: the map may leave those out
    std::int16_t level = -1;  ///< [0, 127]; -1: none
};

/// Pure. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] LightAnswer answer(const LightQuestion& question, const Focus& focus, const Snapshot& snapshot,
    const ClockStatus& status) noexcept;

/// How that looks by a map: of the state, else of those it is taken from (see LightState), else of what is
/// under it; dark when the map gives none of them.
[[nodiscard]] Light look(const LightBind& bind, const LightAnswer& answer) noexcept;

}  // namespace clave
