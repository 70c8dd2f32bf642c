#include "app/timing/lateness_json.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace clave {

double microseconds(Nanoseconds time) noexcept
{
    return std::chrono::duration<double, std::micro> {time}.count();
}

std::string_view nameOf(Grant grant) noexcept
{
    constexpr std::array<std::string_view, 3> names {"kernel", "RealtimeKit", "none"};
    return names[static_cast<std::size_t>(grant)];
}

nlohmann::json latenessJson(const LatenessCounts& lateness)
{
    auto classes = nlohmann::json::array();
    const auto last = std::ranges::find_if(
        lateness.classes.rbegin(), lateness.classes.rend(), [](std::uint64_t count) { return count > 0; });
    const auto used = static_cast<std::size_t>(lateness.classes.rend() - last);
    for (std::size_t i = 0; i < used; ++i) {
        nlohmann::json one {{"below", std::uint64_t {1} << i}, {"count", lateness.classes[i]}};
        if (i + 1 == LatenessCounts::kClasses)
            one["below"] = nullptr;
        classes.push_back(std::move(one));
    }
    return {{"p50", microseconds(lateness.quantile(0.5))}, {"p99", microseconds(lateness.quantile(0.99))},
        {"max", microseconds(lateness.worst)}, {"classes", std::move(classes)}};
}

}  // namespace clave
