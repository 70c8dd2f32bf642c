#include "app/surfaces/port_pairs.hpp"

#include "controllers/device/port_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

namespace clave {
namespace {
/// What only says which way bytes go, as the systems and makers write it.
constexpr std::array<std::string_view, 6> kDirections {"in", "out", "input", "output", "capture", "playback"};

bool isLetter(char c) noexcept
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// The words of a name in small letters, without those of the direction.
std::string keyOf(std::string_view systemName)
{
    const auto plain = plainPortName(systemName);
    std::string key;
    std::string word;
    for (const char c : plain.name + " ") {
        if (isLetter(c)) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            continue;
        }
        if (!word.empty() && std::ranges::find(kDirections, word) == kDirections.end())
            key += (key.empty() ? "" : " ") + word;
        word.clear();
    }
    return key + "#" + std::to_string(plain.index)
        + (plain.twin == 1 ? "" : " " + std::to_string(plain.twin));
}
}  // namespace

std::vector<PortPair> pairPorts(const PortList& list)
{
    std::map<std::string, std::vector<std::string>> outputs;
    for (const auto& port : list.outputs) {
        if (port.kind != PortKind::Own)
            outputs[keyOf(port.name)].push_back(port.name);
    }
    std::vector<PortPair> pairs;
    std::map<std::string, std::size_t> taken;
    for (const auto& port : list.inputs) {
        // Ports are opened by name.
        if (port.kind == PortKind::Own
            || std::ranges::find(pairs, port.name, &PortPair::input) != pairs.end())
            continue;
        const auto key = keyOf(port.name);
        const auto number = taken[key]++;
        const auto& own = outputs[key];
        const auto plain = plainPortName(port.name);
        pairs.push_back({plain.name + (plain.twin == 1 ? "" : fmt::format(" ({})", plain.twin)),
            number == 0 ? key : key + " " + std::to_string(number + 1), port.name,
            number < own.size() ? own[number] : std::string {}});
    }
    return pairs;
}

}  // namespace clave
