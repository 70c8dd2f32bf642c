#include "core/time/timeline.hpp"

#include <cmath>

namespace clave {
namespace {
// A double's 53 bits keep a nanosecond exact for 100 days from the anchor.
double nanosecondsPerUnit(Tempo tempo) noexcept
{
    return 60e9 / (tempo.bpm() * static_cast<double>(kPpqn) * static_cast<double>(Position::kUnitsPerTick));
}
}  // namespace

Nanoseconds Timeline::duration(Position length) const noexcept
{
    return Nanoseconds {std::llround(static_cast<double>(length.units) * nanosecondsPerUnit(tempo_))};
}

Position Timeline::length(Nanoseconds duration) const noexcept
{
    return Position {std::llround(static_cast<double>(duration.count()) / nanosecondsPerUnit(tempo_))};
}

TimePoint Timeline::timeAt(Position position) const noexcept
{
    return anchorTime_ + duration(position - anchor_);
}

Position Timeline::positionAt(TimePoint time) const noexcept
{
    return anchor_ + length(time - anchorTime_);
}

}  // namespace clave
