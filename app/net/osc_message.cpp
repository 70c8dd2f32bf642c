#include "app/net/osc_message.hpp"

#include "core/base/utf8.hpp"
#include "core/io/json_text.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_reading.hpp"

#include <fmt/format.h>
#include <lo/lo.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>

namespace clave {
namespace {
using Bytes = std::span<const std::byte>;
constexpr std::size_t kBundleHead = 16;  ///< "#bundle", its end and the time

struct FreesMessage {
    void operator()(void* message) const { lo_message_free(static_cast<lo_message>(message)); }
};
using LoMessage = std::unique_ptr<void, FreesMessage>;

std::uint32_t bigEndian(Bytes bytes)
{
    std::uint32_t value = 0;
    for (const std::byte byte : bytes.first(4))
        value = value << 8U | std::to_integer<std::uint32_t>(byte);
    return value;
}

void appendBigEndian(std::vector<std::byte>& to, std::uint32_t value)
{
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        to.push_back(static_cast<std::byte>(value >> shift));
}

/// \param arg null for the types that have no bytes.
OscValue valueOf(char type, const lo_arg* arg)
{
    if (type == LO_TRUE || type == LO_FALSE)
        return type == LO_TRUE;
    if (arg == nullptr)
        return {};
    switch (type) {
    case LO_INT32:
        return std::int64_t {arg->i};
    case LO_INT64:
        return std::int64_t {arg->h};
    case LO_FLOAT:
        return double {arg->f};
    case LO_DOUBLE:
        return arg->d;
    case LO_STRING:
    case LO_SYMBOL:
        return std::string(&arg->s);
    case LO_CHAR:
        return std::string(1, static_cast<char>(arg->c));
    default:
        return {};
    }
}

/// liblo checks sizes, ends and types; what it leaves open is checked here: texts must be UTF-8.
std::optional<OscMessage> readMessage(Bytes bytes)
{
    std::vector<std::byte> copy(bytes.begin(), bytes.end());  // liblo's argument is not const
    int fault = 0;
    const LoMessage message(lo_message_deserialise(copy.data(), copy.size(), &fault));
    if (message == nullptr)
        return std::nullopt;
    auto* const lo = static_cast<lo_message>(message.get());
    OscMessage result {std::string(lo_get_path(copy.data(), static_cast<ssize_t>(copy.size()))), {}};
    if (!result.path.starts_with('/') || !isUtf8(result.path))
        return std::nullopt;
    const char* const types = lo_message_get_types(lo);
    lo_arg** const args = lo_message_get_argv(lo);
    const int count = lo_message_get_argc(lo);
    for (int i = 0; i < count; ++i) {
        result.values.push_back(valueOf(types[i], args == nullptr ? nullptr : args[i]));
        const auto* const text = std::get_if<std::string>(&result.values.back());
        if (text != nullptr && !isUtf8(*text))
            return std::nullopt;
    }
    return result;
}

bool isBundle(Bytes bytes)
{
    return bytes.size() >= kBundleHead && std::memcmp(bytes.data(), "#bundle", 8) == 0;
}

bool readInto(std::vector<TimedOscMessage>& messages, Bytes bytes, OscTime due, std::size_t depth)
{
    if (!isBundle(bytes)) {
        auto message = readMessage(bytes);
        if (!message || messages.size() == kMostOscMessages)
            return false;
        messages.push_back({due, std::move(*message)});
        return true;
    }
    if (depth == kMostOscDepth)
        return false;
    const OscTime time {std::uint64_t {bigEndian(bytes.subspan(8))} << 32U | bigEndian(bytes.subspan(12))};
    for (bytes = bytes.subspan(kBundleHead); !bytes.empty();) {
        if (bytes.size() < 4)
            return false;
        const std::size_t size = bigEndian(bytes);
        bytes = bytes.subspan(4);
        if (size == 0 || size % 4 != 0 || size > bytes.size()
            || !readInto(messages, bytes.first(size), time, depth + 1))
            return false;
        bytes = bytes.subspan(size);
    }
    return true;
}

void add(lo_message message, const OscValue& value)
{
    if (const auto* const text = std::get_if<std::string>(&value)) {
        lo_message_add_string(message, text->c_str());
    } else if (const auto* const real = std::get_if<double>(&value)) {
        lo_message_add_float(message, static_cast<float>(*real));
    } else if (const auto* const truth = std::get_if<bool>(&value)) {
        lo_message_add_int32(message, *truth ? 1 : 0);
    } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
        if (*whole >= INT32_MIN && *whole <= INT32_MAX)
            lo_message_add_int32(message, static_cast<std::int32_t>(*whole));
        else
            lo_message_add_int64(message, *whole);
    } else {
        lo_message_add_nil(message);
    }
}

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

OscTime OscTime::now()
{
    lo_timetag time {};
    lo_timetag_now(&time);
    return {std::uint64_t {time.sec} << 32U | time.frac};
}

std::optional<std::vector<TimedOscMessage>> readOscPacket(std::span<const std::byte> packet)
{
    std::vector<TimedOscMessage> messages;
    if (packet.size() > kMostOscBytes || !readInto(messages, packet, {}, 0))
        return std::nullopt;
    return messages;
}

std::vector<std::byte> oscBytes(const OscMessage& message)
{
    const LoMessage owned(lo_message_new());
    auto* const raw = static_cast<lo_message>(owned.get());
    for (const OscValue& value : message.values)
        add(raw, value);
    std::size_t size = lo_message_length(raw, message.path.c_str());
    if (size > kMostOscBytes)
        return {};
    std::vector<std::byte> bytes(size);
    lo_message_serialise(raw, message.path.c_str(), bytes.data(), &size);
    return bytes;
}

std::vector<std::vector<std::byte>> oscBundles(std::span<const OscMessage> messages)
{
    constexpr std::size_t kRoomy = 1400;  // one Ethernet frame: nothing is split on its way
    std::vector<std::vector<std::byte>> bundles;
    for (const OscMessage& message : messages) {
        const auto bytes = oscBytes(message);
        if (bytes.empty())
            continue;
        if (bundles.empty() || bundles.back().size() + 4 + bytes.size() > kRoomy) {
            auto& head = bundles.emplace_back();
            for (const char letter : {'#', 'b', 'u', 'n', 'd', 'l', 'e', '\0'})
                head.push_back(static_cast<std::byte>(letter));
            appendBigEndian(head, 0);
            appendBigEndian(head, 1);
        }
        auto& bundle = bundles.back();
        appendBigEndian(bundle, static_cast<std::uint32_t>(bytes.size()));
        bundle.insert(bundle.end(), bytes.begin(), bytes.end());
    }
    return bundles;
}

bool matchesOsc(const std::string& text, const std::string& pattern)
{
    // What a hostile pattern could cost: each star tries every place.
    constexpr std::size_t kLongest = 64;
    constexpr std::ptrdiff_t kMostStars = 3;
    const auto count = [&](char c) { return std::ranges::count(pattern, c); };
    return pattern.size() <= kLongest && count('*') <= kMostStars && count('[') == count(']')
        && count('{') == count('}') && lo_pattern_match(text.c_str(), pattern.c_str()) != 0;
}

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
