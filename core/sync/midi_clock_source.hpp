#pragma once

#include "core/ports/midi_input.hpp"
#include "core/sync/clock_filter.hpp"
#include "core/sync/sync_source.hpp"

#include <cstdint>
#include <memory>

namespace clave {

/// What a follower does when the clock it follows no longer comes.
enum class OnLoss : std::uint8_t { Stop, CarryOn };

/// Follows a MIDI clock: its tempo, start, stop, continue and song position.
///
/// The first clock after start is the start of the song; the first after continue is the song position that
/// was sent, in sixteenths, or the clock after the last one before the stop. Song positions count while
/// stopped only, and continue has no effect while playing (MIDI 1.0 specification, page 30). When a sender
/// that was playing begins elsewhere between two of its clocks, the new place is known before its clock
/// comes.
///
/// Between clocks the song goes on at their tempo, but no further than one clock past the next. After 4
/// intervals without one, at least 150 ms, it stops and waits for a start, or carries on at the last tempo
/// and takes up the clock at the nearest one when it returns.
class MidiClockSource final : public SyncSource {
public:
    MidiClockSource(std::unique_ptr<MidiInput> input, OnLoss onLoss) noexcept;

    [[nodiscard]] SyncReading read(TimePoint now) noexcept override;
    [[nodiscard]] SyncReport report() const noexcept override;

    /// The sender alone starts: no effect.
    void askStart(Position from, TimePoint earliest) noexcept override;
    /// Stops here, until the sender starts or continues.
    void askStop(TimePoint at) noexcept override;
    /// The sender alone has a tempo; this one is believed until two clocks have come.
    void askTempo(Tempo tempo, TimePoint at) noexcept override;

private:
    enum class Transport : std::uint8_t {
        Stopped,
        Armed,  ///< started or continued: moves at the next clock
        Running,
    };

    void take(const ReceivedMessage& received) noexcept;
    void takeClock(TimePoint time) noexcept;
    void takeContinue(TimePoint time) noexcept;
    void takeStop(TimePoint time) noexcept;
    void arm(TimePoint time) noexcept;
    void begin(std::int64_t number) noexcept;
    void noticeLoss() noexcept;

    [[nodiscard]] Position positionOf(std::int64_t clock) const noexcept;
    [[nodiscard]] Timeline line() const noexcept;

    std::unique_ptr<MidiInput> input_;
    OnLoss onLoss_;
    ClockFilter filter_;

    Transport transport_ = Transport::Stopped;
    Position next_;  // unless running: where the next clock to count is
    bool undisturbed_ = false;  // no clock has come since the sender last ran
    bool foretold_ = false;  // armed, and the start was told already
    bool heldHere_ = false;
    bool carriesOn_ = false;

    std::uint32_t start_ = 0;
    Position from_;  // of the newest start
    std::int64_t startNumber_ = 0;  // its clock
    Position limit_;
    std::uint64_t lostInSilence_ = 0;
    SyncReading::State state_ = SyncReading::State::Waiting;
};

}  // namespace clave
