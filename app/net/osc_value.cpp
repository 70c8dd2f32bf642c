#include "app/net/osc_message.hpp"
#include "core/io/json_text.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_reading.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace clave {
namespace {
OscValue valueOf(const JsonNode& node)
{
    switch (node.kind) {
    case JsonKind::Boolean:
        return node.text == "true";
    case JsonKind::Text:
        return std::string(node.text);
    case JsonKind::Whole:
    case JsonKind::Real: {
        const char* const end = node.text.data() + node.text.size();
        std::int64_t whole = 0;
        if (const auto [stop, error] = std::from_chars(node.text.data(), end, whole);
            error == std::errc {} && stop == end)
            return whole;
        double real = 0.0;
        std::from_chars(node.text.data(), end, real);
        return real;
    }
    default:
        return {};
    }
}
}  // namespace

std::optional<double> oscNumber(const OscValue& value)
{
    if (const auto* const whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* const real = std::get_if<double>(&value))
        return std::isfinite(*real) ? std::optional {*real} : std::nullopt;
    if (const auto* const truth = std::get_if<bool>(&value))
        return *truth ? 1.0 : 0.0;
    if (const auto* const text = std::get_if<std::string>(&value)) {
        double number = 0.0;
        const char* const end = text->data() + text->size();
        const auto [stop, error] = std::from_chars(text->data(), end, number);
        if (error == std::errc {} && stop == end && std::isfinite(number))
            return number;
    }
    return std::nullopt;
}

std::string oscText(const OscValue& value)
{
    if (const auto* const text = std::get_if<std::string>(&value))
        return jsonQuoted(*text);
    if (const auto* const truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const auto* const whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    const auto* const real = std::get_if<double>(&value);
    return real != nullptr && std::isfinite(*real) ? fmt::format("{}", *real) : "null";
}

std::string oscTexts(std::span<const OscValue> values)
{
    std::string text = "[";
    for (const OscValue& value : values)
        text += (text.size() > 1 ? ", " : "") + oscText(value);
    return text + "]";
}

Result<std::vector<OscValue>> parseOscTexts(std::string_view json)
{
    const JsonTree tree = JsonTree::parse(json);
    if (!tree.problems().empty() || tree.root().kind != JsonKind::List)
        return fail("What OSC is to send must be a JSON list of numbers and texts.");
    std::vector<OscValue> values;
    for (const JsonNode* node = tree.firstChild(tree.root()); node != nullptr; node = tree.next(*node)) {
        if (node->kind == JsonKind::List || node->kind == JsonKind::Object)
            return fail(fmt::format("OSC cannot send {}; numbers and texts it can.", shown(*node)));
        values.push_back(valueOf(*node));
    }
    return values;
}

}  // namespace clave
