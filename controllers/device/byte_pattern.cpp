#include "controllers/device/byte_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

namespace clave {
namespace {
using Part = BytePattern::Part;

std::optional<std::uint8_t> byteOf(std::string_view text)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc {} || end != text.data() + text.size() || text.size() != 2)
        return std::nullopt;
    return static_cast<std::uint8_t>(value);
}

/// The next word of `text`, which loses it; empty at the end. What is in brackets is one word.
std::string_view nextWord(std::string_view& text)
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    const std::size_t close = text.starts_with('(') ? text.find(')') : std::string_view::npos;
    const std::size_t end =
        close != std::string_view::npos ? close + 1 : std::min(text.find_first_of(" \t"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

std::optional<Part> alternatives(std::string_view word)
{
    if (word.size() < 2 || word.back() != ')')
        return std::nullopt;
    Part part;
    word = word.substr(1, word.size() - 2);
    while (true) {
        const std::size_t bar = std::min(word.find('|'), word.size());
        const auto byte = byteOf(word.substr(0, bar));
        if (!byte)
            return std::nullopt;
        part.bytes.push_back(*byte);
        if (bar == word.size())
            return part;
        word.remove_prefix(bar + 1);
    }
}

std::optional<Part> partOf(std::string_view word)
{
    if (word == "??")
        return Part {Part::Kind::Any, {}};
    if (word == "*")
        return Part {Part::Kind::AnyRun, {}};
    if (word.starts_with('('))
        return alternatives(word);
    const auto byte = byteOf(word);
    return byte ? std::optional {Part {Part::Kind::One, {*byte}}} : std::nullopt;
}

bool takes(const Part& part, std::uint8_t byte) noexcept
{
    return part.kind == Part::Kind::Any || std::ranges::find(part.bytes, byte) != part.bytes.end();
}

/// Data bytes of a message that begins with `status`; nothing for what may not stand in a file.
std::optional<std::size_t> dataBytes(std::uint8_t status)
{
    switch (status & 0xF0U) {
    case 0x80:
    case 0x90:
    case 0xA0:
    case 0xB0:
    case 0xE0:
        return 2;
    case 0xC0:
    case 0xD0:
        return 1;
    default:
        return status >= 0xF8 && status != 0xFF ? std::optional<std::size_t> {0} : std::nullopt;
    }
}

bool isData(std::uint8_t byte)
{
    return byte < 0x80;
}
}  // namespace

Result<BytePattern> parseBytePattern(std::string_view text)
{
    BytePattern pattern;
    for (std::string_view word = nextWord(text); !word.empty(); word = nextWord(text)) {
        const auto part = partOf(word);
        if (!part)
            return fail(fmt::format("\"{}\" is no byte; write 7F, ??, * or (03|13)", word));
        pattern.parts.push_back(*part);
    }
    if (pattern.parts.empty())
        return fail("there are no bytes in it");
    return pattern;
}

bool matches(const BytePattern& pattern, std::span<const std::uint8_t> bytes) noexcept
{
    if (pattern.parts.empty())
        return false;
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::size_t part = 0;
    std::size_t run = kNone;  // the last run, which takes one byte more whenever what follows it fails
    std::size_t runEnd = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        if (part < pattern.parts.size() && pattern.parts[part].kind == Part::Kind::AnyRun) {
            run = part++;
            runEnd = at;
        } else if (part < pattern.parts.size() && takes(pattern.parts[part], bytes[at])) {
            ++part;
            ++at;
        } else if (run != kNone) {
            part = run + 1;
            at = ++runEnd;
        } else {
            return false;
        }
    }
    while (part < pattern.parts.size() && pattern.parts[part].kind == Part::Kind::AnyRun)
        ++part;
    return part == pattern.parts.size();
}

Result<std::vector<std::uint8_t>> parseBytes(std::string_view text)
{
    std::vector<std::uint8_t> bytes;
    for (std::string_view word = nextWord(text); !word.empty(); word = nextWord(text)) {
        const auto byte = byteOf(word);
        if (!byte)
            return fail(fmt::format("\"{}\" is no byte; write two hex digits as in 7F", word));
        bytes.push_back(*byte);
    }
    if (bytes.empty())
        return fail("there are no bytes in it");
    return bytes;
}

Result<std::vector<std::uint8_t>> parseMidiMessage(std::string_view text)
{
    auto bytes = parseBytes(text);
    if (!bytes)
        return bytes;
    if (bytes->front() == 0xF0) {
        if (bytes->size() < 3 || bytes->back() != 0xF7)
            return fail("a SysEx message must end with F7");
        if (!std::all_of(bytes->begin() + 1, bytes->end() - 1, isData))
            return fail("between F0 and F7 there may be bytes up to 7F only");
        return bytes;
    }
    for (std::size_t at = 0; at < bytes->size();) {
        const auto needed = dataBytes((*bytes)[at]);
        if (!needed)
            return fail(fmt::format("{:02X} begins no message that may be sent", (*bytes)[at]));
        if (bytes->size() - at - 1 < *needed)
            return fail(fmt::format("{:02X} needs {} bytes after it", (*bytes)[at], *needed));
        const auto data = bytes->begin() + static_cast<std::ptrdiff_t>(at) + 1;
        if (!std::all_of(data, data + static_cast<std::ptrdiff_t>(*needed), isData))
            return fail(fmt::format("{:02X} needs {} bytes up to 7F after it", (*bytes)[at], *needed));
        at += *needed + 1;
    }
    return bytes;
}

std::string hexText(std::span<const std::uint8_t> bytes)
{
    return fmt::format("{:02X}", fmt::join(bytes, " "));
}

}  // namespace clave
