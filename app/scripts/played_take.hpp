#pragma once

#include "core/engine/script_exchange.hpp"
#include "core/model/song.hpp"
#include "core/time/position.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace clave {

/// What the tracks have played lately, as the clock says it, and that as a pattern: chance, conditions and
/// scripts resolved.
/// Thread-safe: no. Realtime-safe: no.
class PlayedTake {
public:
    /// Notes of a track that are remembered: eight bars of 32nds, four at a time.
    static constexpr std::size_t kMost = 1024;

    void add(const PlayedEvent& event);
    /// Another song: its tracks are others.
    void forget() { notes_.clear(); }
    /// A place where a bar begins; nothing before something was played.
    [[nodiscard]] std::optional<Tick> barsFrom() const noexcept { return barsFrom_; }

    /// The notes that began in [from, to), as steps of plain values. Nothing when there are none, or when
    /// that is longer than a pattern. Notes as fast as 1/128 have steps of their own; those that begin
    /// together, or nearer than that, share one. \param track as it is now: the pattern sounds on it as it
    /// was heard.
    [[nodiscard]] std::optional<Pattern> pattern(
        const Song& song, const Track& track, Position from, Position to) const;

private:
    struct Played {
        Position on;
        Position off = kNever;
        VoiceId voice = 0;
        std::uint8_t pitch = 0;
        std::uint8_t velocity = 0;
    };
    std::map<std::uint32_t, std::deque<Played>> notes_;  ///< by id of the track, oldest first
    std::optional<Tick> barsFrom_;
};

}  // namespace clave
