#include "app/surfaces/midi_recording.hpp"

#include "controllers/device/byte_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>
#include <system_error>
#include <utility>

namespace clave {
namespace {
constexpr double kNanosecondsPerSecond = 1e9;
constexpr double kLongestSeconds = 1e6;

bool isSpace(char c) noexcept
{
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

Result<RecordedBytes> parseLine(std::string_view line)
{
    const auto space = std::ranges::find_if(line, isSpace);
    const std::string_view time {line.begin(), space};
    double seconds = 0.0;
    const auto read = std::from_chars(time.data(), time.data() + time.size(), seconds);
    if (read.ec != std::errc {} || read.ptr != time.data() + time.size() || !(seconds >= 0.0)
        || seconds > kLongestSeconds)
        return fail(fmt::format("\"{}\" is no time in seconds", time));
    auto bytes = parseBytes({space, line.end()});
    if (!bytes)
        return tl::unexpected {bytes.error()};
    return RecordedBytes {Nanoseconds {std::llround(seconds * kNanosecondsPerSecond)}, std::move(*bytes)};
}
}  // namespace

std::string recordingLine(const RecordedBytes& bytes)
{
    return fmt::format("{:.6f} {:02X}", static_cast<double>(bytes.since.count()) / kNanosecondsPerSecond,
        fmt::join(bytes.bytes, " "));
}

Result<std::vector<RecordedBytes>> parseRecording(std::string_view text, const std::string& file)
{
    std::vector<RecordedBytes> all;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.empty() || line.front() == '#')
            continue;
        auto parsed = parseLine(line);
        if (!parsed)
            return fail(fmt::format(
                "{}:{}: {}; a line is like \"0.25 B0 4A 40\".", file, number, parsed.error().message));
        all.push_back(std::move(*parsed));
    }
    return all;
}

}  // namespace clave
