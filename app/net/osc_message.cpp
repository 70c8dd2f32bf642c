#include "app/net/osc_message.hpp"

#include "core/base/utf8.hpp"

#include <lo/lo.h>

#include <algorithm>
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

/// liblo's arguments lie at multiples of 4, also those that would want 8.
template <typename Number>
Number numberAt(const void* arg)
{
    Number number {};
    std::memcpy(&number, arg, sizeof number);
    return number;
}

/// \param arg null for the types that have no bytes.
OscValue valueOf(char type, const void* arg)
{
    if (type == LO_TRUE || type == LO_FALSE)
        return type == LO_TRUE;
    if (arg == nullptr)
        return {};
    switch (type) {
    case LO_INT32:
        return std::int64_t {numberAt<std::int32_t>(arg)};
    case LO_INT64:
        return numberAt<std::int64_t>(arg);
    case LO_FLOAT:
        return double {numberAt<float>(arg)};
    case LO_DOUBLE:
        return numberAt<double>(arg);
    case LO_STRING:
    case LO_SYMBOL:
        return std::string(static_cast<const char*>(arg));
    case LO_CHAR:
        return std::string(1, static_cast<char>(numberAt<std::int32_t>(arg)));
    default:
        return {};
    }
}

/// The bytes of a text with its end and its filling, of which there are whole fours; 0: it has no end.
std::size_t textSize(Bytes bytes)
{
    const auto end = std::ranges::find(bytes, std::byte {0});
    const auto size = (static_cast<std::size_t>(end - bytes.begin()) / 4 + 1) * 4;
    return end == bytes.end() || size > bytes.size() ? 0 : size;
}

/// Is there as much as the types say? liblo 0.31 reads a blob's size before it looks whether one is there.
bool hasAllValues(Bytes bytes)
{
    const auto take = [&](std::size_t size) {
        const bool isThere = size <= bytes.size();
        bytes = bytes.subspan(isThere ? size : bytes.size());
        return isThere;
    };
    const auto takeText = [&] {
        const std::size_t size = textSize(bytes);
        return size > 0 && take(size);
    };
    if (!takeText() || textSize(bytes) == 0)
        return false;
    const Bytes types = bytes;
    (void)takeText();
    for (std::size_t i = 1; types[i] != std::byte {0}; ++i) {
        const char type = std::to_integer<char>(types[i]);
        const bool isText = type == LO_STRING || type == LO_SYMBOL;
        const bool isWide = type == LO_INT64 || type == LO_DOUBLE || type == LO_TIMETAG;
        const bool isEmpty = type == LO_TRUE || type == LO_FALSE || type == LO_NIL || type == LO_INFINITUM;
        if (type == LO_BLOB && bytes.size() >= 4) {
            if (!take(4 + (std::size_t {bigEndian(bytes)} + 3) / 4 * 4))
                return false;
        } else if (isText ? !takeText() : !take(isEmpty ? 0 : isWide ? 8 : 4)) {
            return false;
        }
    }
    return true;
}

/// liblo checks sizes, ends and types; what it leaves open is checked here: texts must be UTF-8.
std::optional<OscMessage> readMessage(Bytes bytes)
{
    if (!hasAllValues(bytes))
        return std::nullopt;
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

}  // namespace clave
