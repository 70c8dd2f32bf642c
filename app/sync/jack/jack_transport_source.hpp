#pragma once

#include "app/ports/jack/jack_hold.hpp"
#include "core/base/result.hpp"
#include "core/sync/sync_source.hpp"

#include <memory>
#include <optional>

namespace clave {

/// Follows a JACK server's transport, and starts, stops and places it for everybody when asked.
///
/// The transport knows frames; frame 0 is the beginning of the song. The tempo is that of the program that
/// leads the transport's tempo, if there is one, else the song's. A change of tempo keeps the song's place:
/// frames are counted from there on until the transport is placed anew. Since a start is known only in the
/// period in which it happens, its first step comes a little late (a period and a wake-up), and all others
/// exactly. Threads as SyncSource.
class JackTransportSource final : public SyncSource {
public:
    /// Fails when no server runs. \param tempo the song's.
    [[nodiscard]] static Result<std::unique_ptr<JackTransportSource>> open(Tempo tempo);
    /// \param client of the server whose transport it is.
    JackTransportSource(std::shared_ptr<JackClient> client, Tempo tempo);

    [[nodiscard]] SyncReading read(TimePoint now) noexcept override;
    [[nodiscard]] SyncReport report() const noexcept override;
    void askStart(Position from, TimePoint earliest) noexcept override;
    /// A transport that rolls already is joined; another is placed where the song is, and started.
    void takeOver(const Timeline& line, TimePoint earliest) noexcept override;
    void askStop(TimePoint at) noexcept override;
    void askTempo(Tempo tempo, TimePoint at) noexcept override;

private:
    [[nodiscard]] Tempo tempo() const noexcept;
    [[nodiscard]] bool hasJumped() const noexcept;
    void begin() noexcept;

    std::shared_ptr<JackHold> hold_;
    std::shared_ptr<Watchdog> watchdog_;
    Tempo wished_;
    JackTransport transport_;
    JackTransport before_;
    SyncReading reading_;
    std::optional<Position> goesOn_;  ///< where, as soon as the transport's state is known
};

}  // namespace clave
