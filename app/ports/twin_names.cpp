#include "app/ports/twin_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {

std::vector<std::string> TwinNames::tell(std::span<const std::string> raw, std::span<const std::string> plain)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        auto& owners = owners_[plain[i]];
        auto owner = std::ranges::find(owners, raw[i]);
        if (owner == owners.end()) {
            owner = std::ranges::find_if(
                owners, [&](const std::string& other) { return std::ranges::find(raw, other) == raw.end(); });
            if (owner == owners.end())
                owner = owners.emplace(owners.end());
            *owner = raw[i];
        }
        const auto place = owner - owners.begin();
        names.push_back(place == 0 ? plain[i] : fmt::format("{} ({})", plain[i], place + 1));
    }
    return names;
}

}  // namespace clave
