#include "core/model/swing.hpp"

#include <cmath>

namespace clave {
namespace {
/// Maps [0, fromFirst) to [0, toFirst) and [fromFirst, pair) to [toFirst, pair), each on a straight line.
Position bend(Position position, Tick pair, double fromFirst, double toFirst) noexcept
{
    const Tick start = pair * floorDiv(position.floorTick(), pair);
    const double inside = (position - start).ticks();
    const double whole = static_cast<double>(pair.count);
    const double moved = inside <= fromFirst
        ? inside * toFirst / fromFirst
        : whole - (whole - inside) * (whole - toFirst) / (whole - fromFirst);
    return start + Position::fromTicks(moved);
}

double firstOf(const Swing& swing) noexcept
{
    return static_cast<double>(2 * swing.interval.count) * swing.percent / 100.0;
}
}  // namespace

Position swung(Position straight, const Swing& swing) noexcept
{
    if (swing.percent == Swing::kStraight)
        return straight;
    return bend(straight, 2 * swing.interval, static_cast<double>(swing.interval.count), firstOf(swing));
}

Position unswung(Position position, const Swing& swing) noexcept
{
    if (swing.percent == Swing::kStraight)
        return position;
    return bend(position, 2 * swing.interval, firstOf(swing), static_cast<double>(swing.interval.count));
}

}  // namespace clave
