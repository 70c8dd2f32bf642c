#include "core/io/midi_file.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace clave {
namespace {
using Bytes = std::vector<std::uint8_t>;

constexpr std::int64_t kLongestDelta = 0x0FFF'FFFF;

void append(Bytes& to, std::initializer_list<int> values)
{
    for (const int value : values)
        to.push_back(static_cast<std::uint8_t>(value));
}

void appendBigEndian(Bytes& to, std::uint32_t value, int size)
{
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        to.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// Seven bits a byte, all but the last with the upper bit set.
void appendVariable(Bytes& to, std::int64_t value)
{
    for (int shift = 21; shift > 0; shift -= 7) {
        if (value >> shift != 0)
            to.push_back(static_cast<std::uint8_t>((value >> shift & 0x7F) | 0x80));
    }
    to.push_back(static_cast<std::uint8_t>(value & 0x7F));
}

void appendDelta(Bytes& to, std::int64_t delta)
{
    for (; delta > kLongestDelta; delta -= kLongestDelta) {
        appendVariable(to, kLongestDelta);
        append(to, {0xFF, 0x01, 0});  // an empty text: a stepping stone
    }
    appendVariable(to, delta);
}

void appendEvent(Bytes& to, const Message& message)
{
    to.insert(to.end(), message.span().begin(), message.span().end());
}

void appendEvent(Bytes& to, QuarterMicroseconds tempo)
{
    append(to, {0xFF, 0x51, 3});
    appendBigEndian(to, tempo.count, 3);
}

void appendEvent(Bytes& to, Metre metre)
{
    constexpr int kClocksPerWhole = 96;
    append(to, {0xFF, 0x58, 4, metre.beats, std::countr_zero(metre.unit), kClocksPerWhole / metre.unit, 8});
}

Bytes trackBytes(const MidiFileTrack& track)
{
    std::vector<MidiFileEvent> events = track.events;
    std::ranges::stable_sort(events, {}, &MidiFileEvent::tick);
    Bytes bytes;
    if (!track.name.empty()) {
        append(bytes, {0, 0xFF, 0x03});
        appendVariable(bytes, static_cast<std::int64_t>(track.name.size()));
        bytes.insert(bytes.end(), track.name.begin(), track.name.end());
    }
    std::int64_t now = 0;
    for (const auto& event : events) {
        appendDelta(bytes, event.tick - now);
        now = event.tick;
        std::visit([&bytes](const auto& what) { appendEvent(bytes, what); }, event.what);
    }
    appendDelta(bytes, std::max(track.end, now) - now);
    append(bytes, {0xFF, 0x2F, 0});
    return bytes;
}

void appendChunk(Bytes& to, std::string_view id, const Bytes& body)
{
    to.insert(to.end(), id.begin(), id.end());
    appendBigEndian(to, static_cast<std::uint32_t>(body.size()), 4);
    to.insert(to.end(), body.begin(), body.end());
}
}  // namespace

QuarterMicroseconds QuarterMicroseconds::of(Tempo tempo) noexcept
{
    return {static_cast<std::uint32_t>(std::lround(60e6 / tempo.bpm()))};
}

Tempo QuarterMicroseconds::tempo() const noexcept
{
    const double exact = 60e6 / std::max(count, 1U);
    for (const double parts : {1.0, 10.0, 100.0, 1000.0}) {
        const Tempo rounded = Tempo::clampedBpm(std::round(exact * parts) / parts);
        if (of(rounded) == *this)
            return rounded;
    }
    return Tempo::clampedBpm(exact);
}

std::vector<std::uint8_t> midiFileBytes(const MidiFile& file)
{
    Bytes header;
    appendBigEndian(header, file.format, 2);
    appendBigEndian(header, static_cast<std::uint32_t>(std::min<std::size_t>(file.tracks.size(), 0xFFFF)), 2);
    appendBigEndian(header, file.division, 2);
    Bytes bytes;
    appendChunk(bytes, "MThd", header);
    for (const auto& track : file.tracks)
        appendChunk(bytes, "MTrk", trackBytes(track));
    return bytes;
}

}  // namespace clave
