#include "core/io/midi_file.hpp"
#include "core/io/midi_file_track.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kChunkHeader = 8;

bool hasId(Bytes bytes, std::size_t at, std::string_view id) noexcept
{
    return at + id.size() <= bytes.size()
        && std::equal(id.begin(), id.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
            [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

std::uint32_t bigEndian(Bytes bytes, std::size_t at, int size) noexcept
{
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i)
        value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
    return value;
}

std::uint32_t littleEndian32(Bytes bytes, std::size_t at) noexcept
{
    return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8
        | static_cast<std::uint32_t>(bytes[at + 2]) << 16 | static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

/// Four printable characters and a length: what a chunk begins with.
bool isChunkAt(Bytes bytes, std::size_t at) noexcept
{
    if (bytes.size() < kChunkHeader || at > bytes.size() - kChunkHeader)
        return false;
    return std::ranges::all_of(bytes.subspan(at, 4), [](std::uint8_t b) { return b >= 0x20 && b < 0x7F; });
}

/// Where "MThd" is: at once, or in the data chunk of a RIFF file (RP-029).
std::size_t headerPlace(Bytes bytes) noexcept
{
    if (!hasId(bytes, 0, "RIFF") || !hasId(bytes, 8, "RMID"))
        return 0;
    std::size_t at = 12;
    while (at + kChunkHeader <= bytes.size() && !hasId(bytes, at, "data")) {
        const std::size_t length = littleEndian32(bytes, at + 4);
        at += kChunkHeader + length + length % 2;
    }
    return std::min(at + kChunkHeader, bytes.size());
}

class FileReader {
public:
    FileReader(Bytes bytes, std::string_view name) : bytes_(bytes), name_(name) {}

    Result<MidiFile> read()
    {
        if (auto header = readHeader(); !header)
            return tl::unexpected(header.error());
        while (at_ < bytes_.size()) {
            const auto goesOn = readChunk();
            if (!goesOn)
                return tl::unexpected(goesOn.error());
            if (!*goesOn)
                break;
        }
        if (file_.tracks.empty())
            return damaged(at_, "there is no track in it");
        if (found_ < declared_)
            note("says that it has {} tracks; {} were there.", declared_, found_);
        return std::move(file_);
    }

private:
    [[nodiscard]] tl::unexpected<Error> damaged(std::size_t at, std::string_view what) const
    {
        return fail(fmt::format("{}, byte {}: {}; export the file again.", name_, at, what));
    }

    template <typename... Args>
    void note(fmt::format_string<Args...> text, Args&&... args)
    {
        constexpr std::size_t kMost = 20;  // nobody reads more, and a file may have 65,535 odd tracks
        if (file_.oddities.size() < kMost)
            file_.oddities.push_back(
                fmt::format("{} {}", name_, fmt::format(text, std::forward<Args>(args)...)));
    }

    Result<bool> readHeader()
    {
        at_ = headerPlace(bytes_);
        if (!hasId(bytes_, at_, "MThd"))
            return fail(fmt::format("{} is no MIDI file: it does not begin with \"MThd\".", name_));
        if (bytes_.size() - at_ < kChunkHeader + 6)
            return damaged(bytes_.size(), "the file ends in its header");
        const std::uint32_t length = bigEndian(bytes_, at_ + 4, 4);
        if (length < 6 || length > bytes_.size() - at_ - kChunkHeader)
            return damaged(at_ + 4, fmt::format("the header cannot be {} bytes long", length));
        const std::uint32_t format = bigEndian(bytes_, at_ + 8, 2);
        declared_ = bigEndian(bytes_, at_ + 10, 2);
        const std::uint32_t division = bigEndian(bytes_, at_ + 12, 2);
        if (format > 2)
            return damaged(at_ + 8, fmt::format("formats are 0 to 2, not {}", format));
        if (division == 0)
            return damaged(at_ + 12, "a quarter note cannot have 0 ticks");
        if (division > 0x7FFF) {
            return fail(
                fmt::format("{}, byte {}: times are in SMPTE frames, which have no bars; export the file "
                            "with ticks per quarter note.",
                    name_, at_ + 12));
        }
        file_.format = static_cast<std::uint8_t>(format);
        file_.division = static_cast<std::uint16_t>(division);
        at_ += kChunkHeader + length;
        return true;
    }

    /// False when what follows is not part of the music any more.
    Result<bool> readChunk()
    {
        const bool hasAll = found_ >= declared_ && found_ > 0;
        if (!isChunkAt(bytes_, at_)) {
            if (hasAll)
                return false;
            return damaged(at_, "no chunk begins here");
        }
        const std::uint64_t end = at_ + kChunkHeader + std::uint64_t {bigEndian(bytes_, at_ + 4, 4)};
        if (hasId(bytes_, at_, "MTrk"))
            return readTrack(end);
        if (end > bytes_.size()) {
            if (hasAll)
                return false;
            return damaged(at_, "a chunk is longer than the file");
        }
        at_ = static_cast<std::size_t>(end);
        return true;
    }

    Result<bool> readTrack(std::uint64_t declaredEnd)
    {
        const bool endIsThere = declaredEnd <= bytes_.size();
        const auto chunkEnd = static_cast<std::size_t>(std::min<std::uint64_t>(declaredEnd, bytes_.size()));
        const bool lengthIsRight = endIsThere && (chunkEnd == bytes_.size() || isChunkAt(bytes_, chunkEnd));
        const std::string who = fmt::format("{}, track {}", name_, found_ + 1);
        auto read = readMidiTrack(
            bytes_, {at_ + kChunkHeader, lengthIsRight ? chunkEnd : bytes_.size(), lengthIsRight, who});
        const bool isExtra = found_ >= declared_ && found_ > 0;
        if (!read && !isExtra)
            return tl::unexpected(read.error());
        if (!read) {  // some programs keep their own things in a track beyond the count
            note("has something that is no music after its {} tracks; it was left out.", declared_);
            at_ = chunkEnd;
            return true;
        }
        if (!read->hasEnd)
            note("has no end in track {}; its last event was taken for it.", found_ + 1);
        else if (!lengthIsRight && read->next != chunkEnd)
            note("has a wrong length in track {}; its end event was taken for it.", found_ + 1);
        at_ = lengthIsRight ? chunkEnd : read->next;
        ++found_;
        file_.tracks.push_back(std::move(read->track));
        return true;
    }

    Bytes bytes_;
    std::string_view name_;
    std::size_t at_ = 0;
    std::uint32_t declared_ = 0;
    std::uint32_t found_ = 0;
    MidiFile file_;
};
}  // namespace

Result<MidiFile> parseMidiFile(std::span<const std::uint8_t> bytes, std::string_view fileName)
{
    return FileReader(bytes, fileName).read();
}

}  // namespace clave
