#include "core/io/midi_file_track.hpp"

#include "core/base/utf8.hpp"
#include "core/model/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace clave {
namespace {
using Bytes = std::span<const std::uint8_t>;

constexpr std::uint8_t kMeta = 0xFF;

/// Reads on through one track; every read looks at the limit first.
class TrackReader {
public:
    TrackReader(Bytes bytes, const MidiTrackPlace& place) : bytes_(bytes), place_(place), at_(place.begin) {}

    Result<MidiTrackRead> read()
    {
        while (at_ < place_.limit && !read_.hasEnd) {
            if (auto event = readEvent(); !event)
                return tl::unexpected(event.error());
        }
        if (!read_.hasEnd && !place_.lengthIsRight)
            return cut();
        if (read_.track.name.empty())
            read_.track.name = std::move(instrument_);
        read_.track.end = tick_;
        read_.next = at_;
        return std::move(read_);
    }

private:
    [[nodiscard]] tl::unexpected<Error> damaged(std::size_t at, std::string_view what) const
    {
        return fail(fmt::format("{}, byte {}: {}; export the file again.", place_.who, at, what));
    }
    [[nodiscard]] tl::unexpected<Error> cut() const
    {
        return damaged(at_, "the track ends in the middle of an event");
    }

    [[nodiscard]] std::optional<std::uint8_t> next()
    {
        return at_ < place_.limit ? std::optional {bytes_[at_++]} : std::nullopt;
    }

    /// A number of one to four bytes.
    Result<std::uint32_t> variable()
    {
        const std::size_t begin = at_;
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const auto byte = next();
            if (!byte)
                return cut();
            value = value << 7 | (*byte & 0x7FU);
            if (*byte < 0x80)
                return value;
        }
        return damaged(begin, "a time or length has more than four bytes");
    }

    /// The bytes of a system exclusive or meta event: a length, then so many.
    Result<Bytes> block()
    {
        const auto length = variable();
        if (!length)
            return tl::unexpected(length.error());
        if (*length > place_.limit - at_)
            return cut();
        at_ += *length;
        return bytes_.subspan(at_ - *length, *length);
    }

    Result<bool> readEvent()
    {
        const std::size_t begin = at_;
        const auto delta = variable();
        if (!delta)
            return tl::unexpected(delta.error());
        tick_ += *delta;
        if (tick_ > kMaxMidiFileTick)
            return damaged(begin, "the times add up to more than a song can last");
        const auto first = next();
        if (!first)
            return cut();
        if (*first == kMeta)
            return readMeta();
        if (*first == 0xF0 || *first == 0xF7)
            return block().map([](Bytes) { return true; });
        if (*first > 0xF0)
            return damaged(at_ - 1, fmt::format("{:02X} is no event of a MIDI file", *first));
        return readMessage(*first);
    }

    Result<bool> readMessage(std::uint8_t first)
    {
        const bool isStatus = first >= 0x80;
        if (isStatus)
            status_ = first;
        if (status_ == 0)
            return damaged(at_ - 1, fmt::format("{:02X} stands where an event must begin", first));
        const bool isShort = (status_ & 0xE0) == 0xC0;  // program changes and channel pressure
        Message message {{status_, 0, 0}, static_cast<std::uint8_t>(isShort ? 2 : 3)};
        std::size_t have = 1;
        if (!isStatus)
            message.bytes[have++] = first;
        while (have < message.size) {
            const auto byte = next();
            if (!byte)
                return cut();
            if (*byte >= 0x80)
                return damaged(at_ - 1, fmt::format("{:02X} stands inside a channel message", *byte));
            message.bytes[have++] = *byte;
        }
        read_.track.events.push_back({tick_, message});
        return true;
    }

    Result<bool> readMeta()
    {
        const auto type = next();
        if (!type)
            return cut();
        const auto data = block();
        if (!data)
            return tl::unexpected(data.error());
        const Bytes body = *data;
        const std::string_view text {reinterpret_cast<const char*>(body.data()), body.size()};
        if (*type == 0x2F)
            read_.hasEnd = true;
        else if (*type == 0x03 && read_.track.name.empty())
            read_.track.name = cleanedName(text);
        else if (*type == 0x04 && instrument_.empty())
            instrument_ = cleanedName(text);
        else if (*type == 0x51 && body.size() == 3)
            addTempo(static_cast<std::uint32_t>(body[0] << 16 | body[1] << 8 | body[2]));
        else if (*type == 0x58 && body.size() >= 2)
            addMetre(body[0], body[1]);
        return true;
    }

    /// A tempo of 0 microseconds is none; dividing by it has crashed players.
    void addTempo(std::uint32_t microseconds)
    {
        if (microseconds > 0)
            read_.track.events.push_back({tick_, QuarterMicroseconds {microseconds}});
    }

    void addMetre(std::uint8_t beats, std::uint8_t unitPower)
    {
        if (beats >= 1 && beats <= 32 && unitPower <= 5)
            read_.track.events.push_back({tick_, Metre {beats, static_cast<std::uint8_t>(1 << unitPower)}});
    }

    Bytes bytes_;
    MidiTrackPlace place_;
    std::size_t at_;
    std::int64_t tick_ = 0;
    std::uint8_t status_ = 0;  ///< running status; 0 before the first
    std::string instrument_;  ///< stands in for a track name
    MidiTrackRead read_;
};

bool isPrintable(char c) noexcept
{
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
}
}  // namespace

Result<MidiTrackRead> readMidiTrack(std::span<const std::uint8_t> bytes, const MidiTrackPlace& place)
{
    return TrackReader(bytes, place).read();
}

std::string cleanedName(std::string_view bytes)
{
    const bool isUnicode = isUtf8(bytes);
    bytes = bytes.substr(0, 4 * kMaxNameBytes);  // the rest cannot matter, and may be megabytes
    std::string name;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (!isPrintable(c) || (!isUnicode && byte >= 0x80 && byte < 0xA0))
            continue;
        if (isUnicode || byte < 0x80) {
            name += c;
        } else {
            name += static_cast<char>(0xC0 | byte >> 6);
            name += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
    if (name.size() > kMaxNameBytes) {
        std::size_t end = kMaxNameBytes;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
            --end;
        name.resize(end);
    }
    name.resize(name.find_last_not_of(' ') + 1);
    return name;
}

}  // namespace clave
