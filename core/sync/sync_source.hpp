#pragma once

#include "core/time/timeline.hpp"

#include <chrono>
#include <cstdint>

namespace clave {

/// Who keeps time.
enum class SyncKind : std::uint8_t { Internal, MidiClock, JackTransport, Link };

/// "internal", "MIDI clock", "JACK transport", "Link".
[[nodiscard]] const char* nameOf(SyncKind kind) noexcept;

/// What a source says at one moment.
struct SyncReading {
    enum class State : std::uint8_t {
        Waiting,  ///< nothing is known: no clock has come, no server runs
        Ready,  ///< the tempo is known; stopped
        Running,  ///< `line` says where the song is
    };
    State state = State::Waiting;
    /// Song position <-> reference time. With Ready only its tempo holds.
    Timeline line;
    /// Grows by one each time playing starts or jumps; with Running the player then begins at `from`, which
    /// `line` gives a time. That time may have passed by a little, or be yet to come.
    std::uint32_t start = 0;
    Position from;
    /// Nothing at or after it may be played yet: who follows a clock must not run away from it. Until the
    /// next start it only grows, but for a lost clock that returns.
    Position limit = kNever;
    /// The player hands over no further ahead than this. Large where the future is known.
    Nanoseconds lookAhead = std::chrono::hours {1};
};

/// What a source tells a person. A plain value.
struct SyncReport {
    SyncKind kind = SyncKind::Internal;
    SyncReading::State state = SyncReading::State::Waiting;
    double bpm = 0.0;  ///< measured; 0 when unknown
    Nanoseconds jitter {0};  ///< standard deviation of the clocks' arrival
    Nanoseconds worstJitter {0};
    std::uint64_t lost = 0;  ///< clocks that did not come
    std::uint64_t doubled = 0;  ///< clocks that came twice
    std::uint32_t peers = 0;  ///< with Link: other programs in the session
    bool carriesOn = false;  ///< the clock is lost, and playing goes on at the last tempo
};

/// Where the song's time comes from when it is not our own: MIDI clock, JACK transport, Link. No source is
/// the internal clock. Runs on the clock thread.
///
/// Everything is noexcept, takes no lock and no memory. Thread-safe: from the clock thread only, but for
/// construction, destruction and what a source says of itself. Realtime-safe: yes.
class SyncSource {
public:
    SyncSource() = default;
    SyncSource(const SyncSource&) = delete;
    SyncSource& operator=(const SyncSource&) = delete;
    SyncSource(SyncSource&&) = delete;
    SyncSource& operator=(SyncSource&&) = delete;
    virtual ~SyncSource() = default;

    /// At each wake-up, `now` never going back.
    [[nodiscard]] virtual SyncReading read(TimePoint now) noexcept = 0;
    [[nodiscard]] virtual SyncReport report() const noexcept = 0;

    // What a person asks for here. A source whose transport is the other side's alone takes no notice of a
    // start; the answer is what read() says from then on.

    /// \param from song position; \param earliest the first moment that outputs can meet.
    virtual void askStart(Position from, TimePoint earliest) noexcept = 0;
    /// It has just become the source of a song that plays, which is to go on: without a break where the
    /// source can give its time the place of `line`, by a start of its own where it cannot.
    /// \param line where the song is; \param earliest as in askStart().
    virtual void takeOver(const Timeline& line, TimePoint earliest) noexcept
    {
        askStart(line.positionAt(earliest), earliest);
    }
    /// \param at which moment; playing goes on until read() says Ready, which should be at once.
    virtual void askStop(TimePoint at) noexcept = 0;
    /// The song's tempo was changed here, or a scene brought another one.
    virtual void askTempo(Tempo tempo, TimePoint at) noexcept = 0;
};

}  // namespace clave
