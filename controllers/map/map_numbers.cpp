#include "controllers/map/map_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr RealRange kFactor {-16384.0, 16384.0};

/// "$row" and the like; nothing, with a fault, for a name that nobody catches.
std::optional<Linear> caught(
    TomlFields& fields, std::string_view key, std::string_view text, std::span<const std::string> captures)
{
    Linear linear;
    const std::string_view name = text.substr(1);
    if (name == "row")
        linear.row = 1.0;
    else if (name == "col")
        linear.col = 1.0;
    else if (name == "index")
        linear.index = 1.0;
    else if (name == "value" || name == "velocity")
        linear.value = 1.0;
    else if (const auto found = std::ranges::find(captures, name); found != captures.end()) {
        linear.capture = 1.0;
        linear.captureIndex = static_cast<std::uint8_t>(found - captures.begin());
    } else {
        std::vector<std::string_view> known {"row", "col", "index", "value"};
        known.insert(known.end(), captures.begin(), captures.end());
        fields.fault(key,
            fmt::format("{} is \"{}\", which nothing catches{}; known are ${}", key, text,
                didYouMean(name, known), fmt::join(known, ", $")));
        return std::nullopt;
    }
    return linear;
}

std::optional<Linear> readTable(
    const toml::table& table, std::string_view key, TomlFaults& faults, std::span<const std::string> captures)
{
    TomlFields fields(table, std::string(key), faults);
    Linear linear;
    const std::array<std::pair<std::string_view, double*>, 5> parts {{{"add", &linear.add},
        {"row", &linear.row}, {"col", &linear.col}, {"index", &linear.index}, {"value", &linear.value}}};
    for (const auto& [name, member] : parts)
        *member = fields.real(name, kFactor).value_or(0.0);
    if (const auto capture = fields.text("capture")) {
        const auto from =
            caught(fields, "capture", capture->starts_with('$') ? *capture : "$" + *capture, captures);
        if (!from)
            return std::nullopt;
        linear.captureIndex = from->captureIndex;
        linear.capture = fields.real("times", kFactor).value_or(1.0);
    }
    fields.done();
    return linear;
}
}  // namespace

std::optional<Linear> readLinear(
    TomlFields& fields, std::string_view key, std::span<const std::string> captures)
{
    const toml::node* const node = fields.get(key);
    if (node == nullptr)
        return std::nullopt;
    if (const auto* const table = node->as_table())
        return readTable(*table, key, fields.faults(), captures);
    if (const auto* const text = node->as_string()) {
        if (text->get().starts_with('$'))
            return caught(fields, key, text->get(), captures);
        fields.fault(key,
            fmt::format("{} is \"{}\", a text; write a number without quotes, \"$col\" or {{ col = 1 }}", key,
                text->get()));
        return std::nullopt;
    }
    const auto number = fields.real(key, kFactor);
    return number ? std::optional {Linear {*number, 0.0, 0.0, 0.0, 0.0, 0.0, 0}} : std::nullopt;
}

}  // namespace clave
