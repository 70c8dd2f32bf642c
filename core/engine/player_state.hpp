#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/engine/direction.hpp"
#include "core/engine/feel.hpp"
#include "core/model/limits.hpp"
#include "core/model/lock.hpp"
#include "core/model/metre.hpp"
#include "core/model/scene.hpp"
#include "core/ports/timed_message.hpp"
#include "core/time/position.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace clave {

/// Nothing is going to happen.
inline constexpr Tick kNoTick {INT64_MAX / 2 / Position::kUnitsPerTick};

/// One sounding of one note, from its decision until its end.
struct Voice {
    /// Whether its end waits for what the next step does.
    enum class Hold : std::uint8_t { None, Tied, Slid };

    Position on;
    Position off;  ///< kNever while it waits
    VoiceId id = 0;
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;
    std::uint8_t port = 0;  ///< as sent; set when it sounds
    Channel channel;  ///< as sent
    Hold hold = Hold::None;
    bool untilNextNote = false;  ///< infinite gate
    bool retrigHit = false;  ///< cut when the next step plays
    bool sounding = false;
};

/// A lock waiting for its step's moment.
struct PendingLock {
    Position at;
    Lock lock;
};

/// A retrig that is still to strike.
struct RetrigRun {
    struct Hit {
        std::uint8_t pitch = 0;
        std::uint8_t velocity = 0;
        double share = 0.5;  ///< of the spacing that it sounds
        bool lastIsHeld = false;  ///< the last hit waits for the next step, and is among the voices already
    };
    static constexpr std::uint32_t kEndless = UINT32_MAX;

    Position start;  ///< straight
    Position end = kNever;  ///< sounding; cut there
    double spacing = 0.0;  ///< ticks, straight
    std::uint32_t hits = 0;
    std::uint32_t next = 0;
    std::int16_t ramp = 0;
    Feel feel;
    VoiceId id = 0;
    FixedVector<Hit, kMaxNotes> notes;

    /// Where a hit falls: straight, and as it sounds. Realtime-safe: yes.
    [[nodiscard]] Position straightOf(std::uint32_t hit) const noexcept
    {
        return start + Position::fromTicks(spacing * hit);
    }
    [[nodiscard]] Position onOf(std::uint32_t hit) const noexcept { return feel.sounding(straightOf(hit)); }
    /// Nothing of it is to come any more. Realtime-safe: yes.
    [[nodiscard]] bool isSpent() const noexcept { return next >= hits || onOf(next) >= end; }
    /// One note of a hit, without its end.
    [[nodiscard]] Voice voiceOf(std::uint32_t hit, std::size_t note) const noexcept;
};

/// Something asked for that waits for its place.
struct QueuedLaunch {
    std::int16_t target = 0;
    Tick at = kNoTick;
    bool keepPlace = false;

    [[nodiscard]] bool waits() const noexcept { return at != kNoTick; }
};

/// The last condition result of a track. None: it has had no condition since the start.
enum class ConditionMemory : std::uint8_t { None, False, True };

/// Where one track is.
struct TrackState {
    static constexpr std::size_t kVoices =
        96;  ///< a held chord, and what a track decides ahead of a slower one
    static constexpr std::size_t kRetrigs = 32;  ///< likewise; one a step, those cut before they sound aside
    static constexpr std::int32_t kNoProgram = -1;

    std::uint32_t id = 0;  ///< of the model's track
    std::int16_t slot = Scene::kStop;
    Tick launch {};  ///< where the pattern's place and pass are counted from
    Tick stepLength = kSixteenth;
    Tick nextGrid = kNoTick;  ///< of the next step to decide
    Tick lastGrid {INT64_MIN / 2 / Position::kUnitsPerTick};
    std::int64_t nextCount = 0;  ///< of that step, since the launch
    StepPlace nextPlace;  ///< of that step in its pattern
    Position nextEarliest = kNever;  ///< no sound of that step, nor of any after it, comes before
    ConditionMemory memory = ConditionMemory::None;
    bool audible = true;
    bool lastFired = false;
    std::int16_t lastStep = -1;
    std::uint32_t lastPass = 0;
    std::uint32_t fillPass = UINT32_MAX;  ///< armed fill is on in this pass
    std::uint32_t slotRequest = 0;  ///< number of the last launch request seen
    std::uint8_t port = 0;
    Channel channel;
    QueuedLaunch queued;
    std::int32_t program = kNoProgram;  ///< of the pattern that plays: bank and program as one number
    std::int32_t programSent = kNoProgram;  ///< likewise; what the synth was sent last for a pattern
    bool programLocked = false;  ///< a step's lock has changed it since
    FixedVector<Voice, kVoices> voices;
    FixedVector<RetrigRun, kRetrigs> retrigs;
    FixedVector<PendingLock, 128> locks;
};

/// Where the song is, tracks aside.
struct SongState {
    bool playing = false;
    bool ended = false;
    Position now;  ///< all before is done
    Position floor;  ///< nothing sounds before: the start, or the last jump
    std::uint32_t run = 0;  ///< number of the transport request that started it; part of every voice's name
    std::uint64_t serial = 0;  ///< of the snapshot last played
    Tempo tempo;
    Tempo songTempo;  ///< the song's, as last seen
    bool hasBegun = false;  ///< the first scene was launched
    std::int16_t scene = -1;  ///< index; -1 before the first, and when it was deleted
    std::uint32_t sceneNumber = 0;  ///< see Performance::scenes
    std::int16_t entry = -1;  ///< of the arrangement that plays
    std::int16_t queuedEntry = -1;  ///< of the arrangement that queuedScene belongs to; -1: asked for by hand
    bool songMode = false;
    Metre metre;
    Tick sceneLaunch {};
    Tick sceneLength {};
    Tick barOrigin {};
    std::uint32_t barsBefore = 0;  ///< bars before barOrigin
    Tick nextClick = kNoTick;  ///< the next beat
    TrackState metronome;  ///< only its voices are used
    std::uint32_t queuedSceneNumber = 0;
    QueuedLaunch queuedScene;  ///< asked for, or the arrangement's next entry
    Tick arrangementEnd = kNoTick;  ///< playing is going to end there, at the arrangement's end
    Tick barsEnd = kNoTick;  ///< the same, after the asked number of bars
    Tick endedAt {};
    std::uint32_t sceneRequest = 0;
    std::uint32_t fillArms = 0;
    std::uint32_t stopAfterBars = 0;  ///< as last seen
    std::uint32_t refused = 0;  ///< notes there was no room for
    std::size_t trackCount = 0;

    [[nodiscard]] Tick endAt() const noexcept { return std::min(arrangementEnd, barsEnd); }
    /// All of the music has been played. That it ends is decided earlier, when a nudge or groove looks ahead.
    [[nodiscard]] bool isOver() const noexcept { return ended && now >= Position {endedAt}; }
};

/// Where the player is: all that playing on needs to know besides the snapshot. Copying takes no memory.
///
/// Thread-safe: no. Realtime-safe: yes, except the constructor (takes the memory of kMaxTracks tracks).
struct PlayerState : SongState {
    PlayerState();
    ~PlayerState() = default;
    PlayerState(const PlayerState&) = delete;
    PlayerState(PlayerState&&) noexcept = default;
    PlayerState& operator=(PlayerState&&) noexcept = default;
    PlayerState& operator=(const PlayerState& other) noexcept;

    std::vector<TrackState> tracks;  ///< always kMaxTracks; [0, trackCount) are in use
};

}  // namespace clave
