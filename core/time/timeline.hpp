#pragma once

#include "core/time/position.hpp"
#include "core/time/tempo.hpp"
#include "core/time/time_point.hpp"

namespace clave {

/// Musical position <-> time: a straight line through an anchor. A tempo change makes a new line from the
/// exact position of the change; nothing is ever accumulated. Thread-safe: yes (a value). Realtime-safe: yes.
class Timeline {
public:
    Timeline() = default;
    Timeline(Position anchor, TimePoint anchorTime, Tempo tempo) noexcept
        : anchor_(anchor)
        , anchorTime_(anchorTime)
        , tempo_(tempo)
    {
    }

    /// The moment of a position, rounded once to the nanosecond.
    [[nodiscard]] TimePoint timeAt(Position position) const noexcept;

    /// The position at a moment. timeAt(positionAt(t)) is t.
    [[nodiscard]] Position positionAt(TimePoint time) const noexcept;

    /// A line with another tempo that meets this one at `position`.
    [[nodiscard]] Timeline withTempoAt(Position position, Tempo tempo) const noexcept
    {
        return {position, timeAt(position), tempo};
    }

    [[nodiscard]] Tempo tempo() const noexcept { return tempo_; }
    /// How long `length` lasts on this line.
    [[nodiscard]] Nanoseconds duration(Position length) const noexcept;
    /// How much music a duration holds on this line.
    [[nodiscard]] Position length(Nanoseconds duration) const noexcept;

    friend bool operator==(const Timeline&, const Timeline&) = default;

private:
    Position anchor_;
    TimePoint anchorTime_ {};
    Tempo tempo_;
};

}  // namespace clave
