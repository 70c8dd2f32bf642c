#include "core/model/rate.hpp"

#include <fmt/format.h>

namespace clave {

std::string Rate::name() const
{
    const char* const feelName = feel == Feel::Dotted ? "." : feel == Feel::Triplet ? "t" : "";
    return power >= 0 ? fmt::format("{}x{}", 1 << power, feelName)
                      : fmt::format("1/{}x{}", 1 << -power, feelName);
}

std::optional<Rate> Rate::parse(std::string_view name)
{
    for (std::int8_t power = -3; power <= 3; ++power) {
        for (const auto feel : {Feel::Straight, Feel::Dotted, Feel::Triplet}) {
            const Rate rate {power, feel};
            if (rate.name() == name)
                return rate;
        }
    }
    return std::nullopt;
}

}  // namespace clave
