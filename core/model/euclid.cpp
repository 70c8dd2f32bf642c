#include "core/model/euclid.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace clave {

std::vector<bool> euclid(int pulses, int steps, int rotation)
{
    if (steps <= 0)
        return {};
    const auto size = static_cast<std::size_t>(steps);
    if (pulses <= 0 || pulses >= steps)
        return std::vector<bool>(size, pulses > 0);

    // Equal groups in front, the ones still to be dealt out to them behind.
    auto front = std::vector<std::vector<bool>>(static_cast<std::size_t>(pulses), {true});
    auto behind = std::vector<std::vector<bool>>(static_cast<std::size_t>(steps - pulses), {false});
    do {
        const std::size_t pairs = std::min(front.size(), behind.size());
        for (std::size_t i = 0; i < pairs; ++i)
            std::ranges::copy(behind[i], std::back_inserter(front[i]));
        auto& longer = front.size() > pairs ? front : behind;
        std::vector<std::vector<bool>> left(
            longer.begin() + static_cast<std::ptrdiff_t>(pairs), longer.end());
        front.resize(pairs);
        behind = std::move(left);
    } while (behind.size() > 1);

    std::vector<bool> gates;
    for (const auto& groups : {front, behind}) {
        for (const auto& group : groups)
            gates.insert(gates.end(), group.begin(), group.end());
    }
    const int later = (rotation % steps + steps) % steps;
    std::rotate(gates.begin(), gates.end() - later, gates.end());
    return gates;
}

}  // namespace clave
