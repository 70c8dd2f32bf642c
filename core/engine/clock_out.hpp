#pragma once

#include "core/engine/outbox.hpp"
#include "core/time/tempo_map.hpp"

#include <cstdint>

namespace clave {

/// MIDI clock for the ports that want it: 24 clocks a quarter note from the same positions and the same times
/// as the notes, never swung, also while stopped; with start, song position, continue and stop (MIDI 1.0
/// specification, system real time messages).
///
/// What it posts follows from positions alone, so when a stretch is decided anew its clocks are, too: calling
/// back and playing again gives each clock once. Thread-safe: from the clock thread only. Realtime-safe: yes.
class ClockOut {
public:
    /// A clock is a 24th of a quarter note.
    static constexpr Tick kClock {kPpqn / 24};
    /// A receiver needs so much between start and its first clock (1 ms in the specification's appendix).
    static constexpr Nanoseconds kStartLead = std::chrono::milliseconds {1};

    explicit ClockOut(Outbox& outbox) noexcept : outbox_(outbox) {}

    /// Playing begins at a song position, at the moment `begin`: "start" before the clock of position 0, else
    /// "song position" and "continue" before the first whole sixteenth, the only places that can be named.
    void startAt(Position from, TimePoint begin) noexcept;
    /// Playing goes on where it stopped: "continue".
    void resumeAt(Position from, TimePoint begin) noexcept;
    /// Posts the clocks of [from, to), and what starts them.
    void play(Position from, Position to, const TempoMap& tempo) noexcept;
    /// What is due at `due` or later has been called back from the outputs.
    void wasCutAt(TimePoint due) noexcept;
    /// "Stop" at a position; idle() goes on from there, at the tempo it has. Once: the second is the same.
    /// \param latest it is sent then at the latest: what follows must not overtake it.
    void stopAt(Position position, const TempoMap& tempo, TimePoint latest = TimePoint::max()) noexcept;
    /// While stopped, and until a start that is still to come: posts the clocks due before `until`. A new
    /// tempo holds from the next clock on.
    void idle(TimePoint now, TimePoint until, Tempo tempo) noexcept;

private:
    enum class Begin : std::uint8_t { None, Start, Locate, Continue };

    void leaveIdle(TimePoint begin) noexcept;
    void announce(const TempoMap& tempo) noexcept;

    Outbox& outbox_;
    Begin begin_ = Begin::None;
    Position beginAt_;
    TimePoint cut_ {};
    bool stopped_ = true;
    TimePoint stopDue_ {};
    TimePoint idleUntil_ {};  ///< playing begins there, which may be a while ahead
    Timeline idleLine_;  ///< through the clocks while stopped
    Position idleNext_ = -kNever;  ///< the next of them; -kNever before the first
};

}  // namespace clave
