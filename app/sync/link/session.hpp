#pragma once

#include <chrono>
#include <memory>

namespace clave {

/// Our membership in a Link session, in plain numbers: the only place that knows Link itself.
///
/// Joins when made and leaves when destroyed (which may take half a second). Beats are quarter notes, times
/// those of Link's own clock. Thread-safe: hostNow() and peers(); else from one thread. Realtime-safe: now()
/// and hostNow() yes; a change signals a thread of Link's, which neither waits nor allocates.
class LinkSession {
public:
    using Host = std::chrono::microseconds;

    /// What the session says at one moment.
    struct View {
        double bpm = 0.0;  ///< to show
        double microsPerBeat = 0.0;  ///< what it really runs at: Link knows whole microseconds only
        Host at {0};
        double beat = 0.0;  ///< at `at`; in the session's phase
        bool playing = false;
        Host playingAt {0};  ///< when that began, or begins
        bool alone = true;

        [[nodiscard]] double beatAt(Host time) const noexcept
        {
            return beat + static_cast<double>((time - at).count()) / microsPerBeat;
        }
    };

    /// \param quantum beats, at the end of which all peers are in phase.
    LinkSession(double bpm, double quantum, bool startStopSync);
    LinkSession(const LinkSession&) = delete;
    LinkSession& operator=(const LinkSession&) = delete;
    LinkSession(LinkSession&&) = delete;
    LinkSession& operator=(LinkSession&&) = delete;
    ~LinkSession();

    [[nodiscard]] Host hostNow() const noexcept;
    [[nodiscard]] unsigned peers() const noexcept;
    [[nodiscard]] View now() const noexcept;

    void setTempo(double bpm, Host at) noexcept;
    void setPlaying(bool playing, Host at) noexcept;
    /// `beat` is at `at`, if we are alone; with peers it gets the next place in its phase.
    void setBeat(double beat, Host at) noexcept;

private:
    struct Link;
    std::unique_ptr<Link> link_;
};

}  // namespace clave
