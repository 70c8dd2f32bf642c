#include "core/ports/midi_output.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace clave {

std::size_t LatenessCounts::classOf(Nanoseconds lateness) noexcept
{
    const auto micros = static_cast<std::uint64_t>(std::max<std::int64_t>(lateness.count(), 0)) / 1000;
    return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(micros)), kClasses - 1);
}

void LatenessCounts::add(Nanoseconds lateness) noexcept
{
    ++classes[classOf(lateness)];
    worst = std::max(worst, lateness);
}

std::uint64_t LatenessCounts::total() const noexcept
{
    return std::accumulate(classes.begin(), classes.end(), std::uint64_t {0});
}

Nanoseconds LatenessCounts::quantile(double share) const noexcept
{
    const auto wanted = static_cast<double>(total()) * share;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        seen += classes[i];
        if (seen > 0 && static_cast<double>(seen) >= wanted)
            return std::min(worst, Nanoseconds {(std::int64_t {1} << i) * 1000});
    }
    return Nanoseconds {0};
}

}  // namespace clave
