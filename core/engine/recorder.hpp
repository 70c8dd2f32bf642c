#pragma once

#include "core/engine/command.hpp"
#include "core/engine/played_time.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"
#include "core/engine/track_path.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace clave {

/// Turns what is played by hand while the song plays into commands: live recording.
///
/// A note goes to the nearest step of its track's own straight grid, after swing, groove and the input's
/// latency have been taken off; what the strength leaves of its distance becomes the step's nudge, so that at
/// 0 per cent it plays back as it was played. A step has one nudge: of a chord that is not struck together
/// the first note's. Lengths are kept.
///
/// A note is written when it has ended and its step cannot sound any more in the pass that plays: so no note
/// is heard twice, from the hand and from the pattern, and one played in the last half step of a loop, or of
/// the count-in, is written into the first step and sounds there the next time. What one pass of the first
/// recorded track brings is one gesture, and one step of undo.
///
/// Pure: no thread, no clock. Thread-safe: no. Realtime-safe: no.
class Recorder {
public:
    /// Names a key from its press until it is let go; never given again.
    using KeyId = std::uint64_t;
    struct Asked {
        CommandWhat what;
        std::uint64_t gesture = 0;
    };

    /// To be told each new status, also when nothing is played. Appends what is to be sent to the session.
    /// \param tracks indexes of those that are recorded into.
    void follow(const ClockStatus& status, const Snapshot& snapshot, std::span<const std::size_t> tracks,
        std::vector<Asked>& out);

    /// Only while recording is on and the song plays, or counts in; else nothing happens.
    /// \param tracks indexes of those that the note is recorded into.
    void keyDown(KeyId key, std::uint8_t pitch, std::uint8_t velocity, TimePoint time,
        std::span<const std::size_t> tracks, const Snapshot& snapshot);
    void keyUp(KeyId key, TimePoint time);

    /// Something is still to be written: follow() must go on being called.
    [[nodiscard]] bool isBusy() const noexcept { return isRunning_ || !notes_.empty(); }

private:
    struct PlayedNote {
        KeyId key = 0;
        std::uint32_t track = 0;  ///< id
        std::uint8_t pitch = 0;
        std::uint8_t velocity = 0;
        Position begin;
        std::optional<Position> end;
    };
    struct TrackLane {
        std::uint32_t id = 0;
        TrackPath path;
        Tick clearedTo {};  ///< when replacing: every step up to there
        bool isCleared = false;  ///< the track is being replaced
    };
    /// A step that was written lately, and the nudge it got.
    struct Nudged {
        std::uint32_t track = 0;
        Tick grid {};
        std::int16_t nudge = 0;
    };

    void finish(std::vector<Asked>& out);
    void followTracks(const ClockStatus& status, const Song& song);
    void clearPassed(std::span<const std::size_t> tracks, std::vector<Asked>& out);
    void writeDue(std::vector<Asked>& out, bool isLast);
    void write(const PlayedNote& note, const StepOnPath& step, std::vector<Asked>& out);
    [[nodiscard]] bool canWrite(const PlayedNote& note, const std::optional<StepOnPath>& step) const;
    [[nodiscard]] const Nudged* findNudge(std::uint32_t track, Tick grid) const;
    [[nodiscard]] std::int16_t nudgeOf(const PlayedNote& note, const StepOnPath& step);
    [[nodiscard]] std::uint64_t gestureAt(Position sounding);
    [[nodiscard]] TrackLane& laneOf(std::uint32_t id);

    PlayedTime time_;
    std::deque<TrackLane> lanes_;
    std::vector<PlayedNote> notes_;
    std::vector<Nudged> nudges_;
    SongPtr song_;  ///< as last seen
    Recording how_;
    Position now_;
    bool isRunning_ = false;  ///< recording is on, and the song plays
    std::uint32_t run_ = 0;
    std::uint32_t leader_ = 0;  ///< id of the track whose passes are the gestures
    Tick passBegin_ {};
    std::uint64_t gesture_ = 0;
};

}  // namespace clave
