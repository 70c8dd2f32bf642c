#pragma once

#include "core/engine/status.hpp"
#include "core/model/swing.hpp"

#include <cstdint>
#include <vector>

namespace clave {

/// What a person can see of the clock's status: two that are equal need no new picture. The place counts in
/// sixteenths, tempos in hundredths, and what only counts wake-ups is left out.
struct VisibleClock {
    struct Track {
        std::int16_t slot = 0;
        std::int16_t queuedSlot = 0;
        std::int16_t step = 0;
        bool fired = false;

        friend bool operator==(const Track&, const Track&) = default;
    };

    bool playing = false;
    bool countingIn = false;
    bool ended = false;
    std::int64_t sixteenth = 0;
    std::int64_t hundredthBpm = 0;
    std::int16_t scene = -1;
    std::int16_t queuedScene = -1;
    std::int16_t arrangementEntry = -1;
    SyncKind source = SyncKind::Internal;
    SyncReading::State sourceState = SyncReading::State::Waiting;
    std::int64_t sourceHundredthBpm = 0;
    std::uint32_t peers = 0;
    bool carriesOn = false;
    std::vector<Track> tracks;

    friend bool operator==(const VisibleClock&, const VisibleClock&) = default;
};

/// The place goes on with the steps of `swing`, as they are heard, so that one picture shows both.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] VisibleClock visibleOf(const ClockStatus& status, const Swing& swing);

}  // namespace clave
