#include "core/io/song_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace clave {
namespace {
/// The number as written, or nothing when it has no place in the type.
template <typename Number>
std::optional<Number> numberOf(std::string_view text)
{
    Number value {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc {} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}
}  // namespace

std::string shown(const JsonNode& node)
{
    switch (node.kind) {
    case JsonKind::Null:
    case JsonKind::Boolean:
        return std::string(node.text);
    case JsonKind::Whole:
    case JsonKind::Real: {
        const std::string quoted = shownText(node.text);
        return quoted.substr(1, quoted.size() - 2);
    }
    case JsonKind::Text:
        return shownText(node.text);
    case JsonKind::List:
        return "a list";
    case JsonKind::Object:
        break;
    }
    return "an object";
}

void Reading::fault(const JsonNode& node, std::string what)
{
    if (!isFull())
        found_.push_back({&node, std::move(what)});
}

void Reading::notAllowed(const JsonNode& node, std::string_view allowed)
{
    fault(node, fmt::format("is {}; allowed are {}", shown(node), allowed));
}

std::optional<std::int64_t> Reading::whole(const JsonNode& node, Range allowed)
{
    if (node.kind == JsonKind::Whole) {
        const auto value = numberOf<std::int64_t>(node.text);
        if (value && allowed.has(*value))
            return value;
    }
    const char* const kind = node.kind == JsonKind::Real ? "whole numbers from " : "";
    notAllowed(node, fmt::format("{}{} to {}", kind, allowed.least, allowed.most));
    return std::nullopt;
}

std::optional<double> Reading::real(const JsonNode& node, RealRange allowed)
{
    if (node.kind == JsonKind::Whole || node.kind == JsonKind::Real) {
        const auto value = numberOf<double>(node.text);
        if (value && allowed.has(*value))
            return value;
    }
    notAllowed(node, fmt::format("{} to {}", allowed.least, allowed.most));
    return std::nullopt;
}

std::optional<std::string> Reading::text(const JsonNode& node)
{
    if (node.kind == JsonKind::Text)
        return std::string(node.text);
    fault(node, fmt::format("is {}; a text in quotes is needed", shown(node)));
    return std::nullopt;
}

std::optional<bool> Reading::flag(const JsonNode& node)
{
    if (node.kind == JsonKind::Boolean)
        return node.text == "true";
    notAllowed(node, "true and false");
    return std::nullopt;
}

std::optional<std::int32_t> Reading::share(const JsonNode& node, Range allowed, std::string_view words)
{
    constexpr double kParts = 5040.0;
    constexpr double kFar = 1e6;  // far outside every range, and small enough to be rounded
    if (node.kind == JsonKind::Whole || node.kind == JsonKind::Real) {
        const auto value = numberOf<double>(node.text);
        if (value && std::abs(*value) < kFar) {
            if (const auto parts = std::llround(*value * kParts); allowed.has(parts))
                return static_cast<std::int32_t>(parts);
        }
    }
    notAllowed(node, words);
    return std::nullopt;
}

void Reading::list(const JsonNode& node, std::size_t most, const std::function<void(const JsonNode&)>& each)
{
    if (node.kind != JsonKind::List) {
        fault(node, fmt::format("is {}; a list in [brackets] is needed", shown(node)));
        return;
    }
    for (const JsonNode* item = tree_.firstChild(node); item != nullptr; item = tree_.next(*item)) {
        if (item->index == most) {
            fault(*item, fmt::format("is one too many; allowed are {}", most));
            return;
        }
        each(*item);
    }
}

Fields::Fields(Reading& reading, const JsonNode& node)
    : reading_(reading)
    , object_(node.kind == JsonKind::Object ? &node : nullptr)
{
    if (object_ == nullptr)
        reading.fault(node, fmt::format("is {}; an object in {{braces}} is needed", shown(node)));
}

const JsonNode* Fields::get(std::string_view key)
{
    asked_.push_back(key);
    return object_ == nullptr ? nullptr : reading_.tree().child(*object_, key);
}

void Fields::real(std::string_view key, RealRange allowed, double& target)
{
    if (const JsonNode* const node = get(key))
        target = reading_.real(*node, allowed).value_or(target);
}

void Fields::text(std::string_view key, std::string& target)
{
    if (const JsonNode* const node = get(key))
        target = reading_.text(*node).value_or(target);
}

void Fields::flag(std::string_view key, bool& target)
{
    if (const JsonNode* const node = get(key))
        target = reading_.flag(*node).value_or(target);
}

void Fields::done()
{
    if (object_ == nullptr)
        return;
    const JsonTree& tree = reading_.tree();
    for (const JsonNode* node = tree.firstChild(*object_); node != nullptr && !reading_.isFull();
        node = tree.next(*node)) {
        if (std::ranges::find(asked_, node->key) != asked_.end())
            continue;
        const std::string_view meant = closest(node->key, asked_);
        reading_.fault(*node,
            meant.empty() ? "is not a key that Clave knows"
                          : fmt::format("is not a key that Clave knows; did you mean \"{}\"?", meant));
    }
}

}  // namespace clave
