#pragma once

#include "core/time/tempo.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>

namespace clave {

/// Turns presses of "faster" and "slower" into tempos, and presses within a second of each other into one
/// gesture.
///
/// A press counts from what the press before asked for, not from what plays: at a fast key repeat the player
/// is a few presses behind. Thread-safe: no. Realtime-safe: yes.
class TempoKeys {
public:
    struct Change {
        Tempo tempo;
        std::uint64_t gesture = 0;  ///< never 0
    };

    /// \param playing the tempo that plays now. \param delta bpm, either sign.
    Change press(TimePoint now, Tempo playing, double delta) noexcept;

    /// A tempo that came another way (tapped): same rule for the gesture.
    Change set(TimePoint now, Tempo tempo) noexcept;

    /// Something else happened to the tempo (undo): the next press begins anew.
    void forget() noexcept { isOpen_ = false; }

private:
    bool isGoingOn(TimePoint now) const noexcept;

    TimePoint last_ {};
    Tempo wanted_;
    std::uint64_t gesture_ = 0;
    bool isOpen_ = false;
};

}  // namespace clave
