#pragma once

#include "app/sync/link/host_time.hpp"
#include "app/sync/link/session.hpp"
#include "core/sync/sync_source.hpp"
#include "core/time/clock.hpp"

#include <atomic>

namespace clave {

struct LinkOptions {
    /// Playing starts where the session begins a group of so many quarter notes; [1, 64], the nearest is
    /// taken.
    double quantumBeats = 4.0;
    /// Others start and stop us, and we them.
    bool startStopSync = false;
};

/// Keeps time with whoever else is in the Ableton Link session on this network. Joins when made, leaves when
/// destroyed (which may take half a second).
///
/// What musicians expect of it, after Link's own test plan:
/// - Joining changes nobody's tempo. If others are there already, theirs and their phase become ours.
/// - A start waits for the next quantum in the phase of `from`; alone, it comes when asked. In the first
/// second
///   after joining nobody may have been found yet, so that a start waits until somebody is, or the second is
///   over.
/// - Tempo and phase that others change are followed at once: `line` is another. Where that moves the song by
///   more than a sixteenth while it plays, that is a new start, from the next sixteenth in the new phase:
///   what was passed over is not made up for, and what was heard is not heard in parts. A start that was
///   still to come is planned anew.
/// - While nothing is changed `line` stays the very same: jitter between Link's clock and ours does not reach
/// it,
///   and their drift only in corrections of 20 us.
///
/// Threads as SyncSource; report() from any. What a person asks for signals a thread of Link's
/// (pthread_cond_signal), everything else is free of system calls.
class LinkSource final : public SyncSource {
public:
    /// \param initial the song's tempo: ours while nobody else is there.
    /// \param clock the reference clock; outlives this.
    LinkSource(Tempo initial, const Clock& clock, LinkOptions options = {});

    [[nodiscard]] SyncReading read(TimePoint now) noexcept override;
    [[nodiscard]] SyncReport report() const noexcept override;
    /// A start of ours also starts the others, and a stop stops them, with startStopSync.
    void askStart(Position from, TimePoint earliest) noexcept override;
    /// Alone the song goes on without a break and the session gets its place; with others it goes on at the
    /// nearest place that suits their phase.
    void takeOver(const Timeline& line, TimePoint earliest) noexcept override;
    void askStop(TimePoint at) noexcept override;
    /// For everybody in the session, and so only if it is another than was asked for last, or than `initial`:
    /// a song that says its own tempo again at each scene has no say in what others chose meanwhile.
    void askTempo(Tempo tempo, TimePoint at) noexcept override;

private:
    using View = LinkSession::View;
    using Host = LinkSession::Host;

    void compareClocks() noexcept;
    void hearOthers(const View& view, TimePoint now) noexcept;
    void findPhase(const View& view, TimePoint now) noexcept;
    void follow(const View& view, TimePoint now) noexcept;
    void begin(const View& view, Position from, Host notBefore, TimePoint now) noexcept;
    void join(const View& view, TimePoint now) noexcept;
    void goOnInPhase(const View& view, TimePoint now) noexcept;
    void takeLine(const View& view) noexcept;
    [[nodiscard]] Timeline lineOf(const View& view) const noexcept;
    void say(const View& view) noexcept;

    const Clock& clock_;
    Tempo wished_;
    double quantum_;
    bool startStopSync_;
    LinkSession session_;
    Host joined_;
    HostTime hostTime_;

    bool running_ = false;
    bool inPhase_ = true;  ///< false: begun alone, and the session does not know yet where our quantum begins
    bool heardPlaying_ = false;
    std::uint32_t start_ = 0;
    Position from_;
    double shift_ = 0.0;  ///< Link's beat less ours
    double microsPerBeat_ = 0.0;  ///< of line_
    Timeline line_;

    std::atomic<double> bpm_;
    std::atomic<SyncReading::State> state_ {SyncReading::State::Ready};
};

}  // namespace clave
