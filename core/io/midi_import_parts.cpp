#include "core/io/midi_import_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace clave::importing {
namespace {
constexpr int kBankCoarse = 0;
constexpr int kBankFine = 32;

struct PlainNote {
    Tick on;
    Tick off;
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;
    Lock program;
};

struct Key {
    std::optional<PlainNote> note;  ///< what sounds
    std::uint32_t owed = 0;  ///< note-offs still to come for notes struck before
    std::optional<Tick> offSeen;  ///< the last note-off, which may have been one of those
};

/// One channel of one file track while it is read.
class ChannelReader {
public:
    explicit ChannelReader(Parts& parts) : parts_(parts) {}

    void read(Tick at, const Message& message)
    {
        if (message.isNoteOn())
            noteOn(at, message);
        else if (message.isNoteOff())
            noteOff(at, message.note());
        else
            control(at, message);
    }

    /// Ends what still sounds and makes onsets of the notes.
    void finish(Tick trackEnd, Part& part)
    {
        for (Key& key : keys_) {
            if (!key.note)
                continue;
            if (!key.offSeen)
                ++parts_.endless;
            end(key, key.offSeen.value_or(trackEnd));
        }
        std::ranges::stable_sort(notes_, {}, &PlainNote::on);
        for (const PlainNote& note : notes_)
            addTo(part.onsets, note);
        part.controls = std::move(controls_);
        if (!part.onsets.empty())
            std::erase_if(part.controls, [](const Control& c) { return c.lock.kind == Lock::Kind::Program; });
        if (!part.controls.empty())
            parts_.lastSound = std::max(parts_.lastSound, part.controls.back().at);
        parts_.noteCount += notes_.size();
    }

private:
    void noteOn(Tick at, const Message& message)
    {
        Key& key = keys_[message.note()];
        if (key.note) {
            const Tick off = std::min(key.offSeen.value_or(at), at);
            parts_.struckAgain += key.offSeen ? 0U : 1U;
            ++key.owed;
            if (at != key.note->on)
                end(key, off);
        }
        key.note = PlainNote {at, at, message.note(), message.velocity(), program_};
        key.offSeen.reset();
    }

    void noteOff(Tick at, std::uint8_t pitch)
    {
        Key& key = keys_[pitch];
        if (!key.note)
            return;
        if (key.owed > 0) {
            --key.owed;
            key.offSeen = at;
        } else {
            end(key, at);
        }
    }

    void end(Key& key, Tick at)
    {
        key.note->off = at;
        parts_.lastSound = std::max(parts_.lastSound, at);
        notes_.push_back(*key.note);
        key.note.reset();
        key.offSeen.reset();
    }

    void control(Tick at, const Message& message)
    {
        const auto first = static_cast<std::int16_t>(message.bytes[1]);
        const auto second = static_cast<std::int16_t>(message.bytes[2]);
        switch (message.kind()) {
        case 0xA0:
            ++parts_.polyPressure;
            break;
        case 0xB0:
            if (first >= 120)
                ++parts_.modeMessages;
            else if (first == kBankCoarse || first == kBankFine)
                bankSelect(first, second);
            else
                controls_.push_back({at, {Lock::Kind::Cc, first, second}});
            break;
        case 0xC0:
            program_ = {Lock::Kind::Program, bank_, first};
            controls_.push_back({at, program_});
            break;
        case 0xD0:
            controls_.push_back({at, {Lock::Kind::Pressure, 0, first}});
            break;
        default:
            controls_.push_back(
                {at, {Lock::Kind::Bend, 0, static_cast<std::int16_t>((second << 7 | first) - 8192)}});
        }
    }

    /// A bank counts from the next program change on (MIDI 1.0, "bank select").
    void bankSelect(int controller, int value)
    {
        const int bank = std::max<int>(bank_, 0);
        bank_ = static_cast<std::int16_t>(
            controller == kBankCoarse ? value << 7 | (bank & 0x7F) : (bank & 0x3F80) | value);
    }

    static void addTo(std::vector<Onset>& onsets, const PlainNote& note)
    {
        const OnsetNote added {note.pitch, note.velocity, note.off - note.on};
        if (onsets.empty() || onsets.back().at != note.on || !onsets.back().notes.tryPush(added)) {
            Onset onset;
            onset.at = onset.end = note.on;
            onset.program = note.program;
            onset.changesProgram = !onsets.empty() && onsets.back().program != note.program;
            (void)onset.notes.tryPush(added);  // the first of eight
            onsets.push_back(onset);
        }
        onsets.back().end = std::max(onsets.back().end, note.off);
    }

    Parts& parts_;
    std::array<Key, 128> keys_;
    std::vector<PlainNote> notes_;
    std::vector<Control> controls_;
    std::int16_t bank_ = Lock::kNoBank;
    Lock program_ {Lock::Kind::Program, Lock::kNoBank, Onset::kNoProgram};
};

std::string partName(const MidiFile& file, const MidiFileTrack& track, Channel channel, bool isAlone)
{
    const bool isDrums = channel.as1to16() == 10;
    const std::string byChannel = isDrums ? "Drums" : fmt::format("Channel {}", channel.as1to16());
    // In a format 0 file the one track's name is the song's.
    if (track.name.empty() || (file.format == 0 && !isAlone))
        return byChannel;
    if (isAlone)
        return track.name;
    const std::string name = fmt::format("{}, {}", track.name, byChannel);
    return name.size() <= kMaxNameBytes ? name : byChannel;
}

Tick scaled(std::int64_t fileTick, std::int64_t division) noexcept
{
    return {(2 * fileTick * kPpqn + division) / (2 * division)};
}

void readTrack(const MidiFile& file, const MidiFileTrack& track, Parts& parts)
{
    std::array<std::unique_ptr<ChannelReader>, 16> channels;
    for (const MidiFileEvent& event : track.events) {
        const Tick at = scaled(event.tick, file.division);
        if (const auto* message = std::get_if<Message>(&event.what)) {
            auto& channel = channels[message->channel().as0to15()];
            if (!channel)
                channel = std::make_unique<ChannelReader>(parts);
            channel->read(at, *message);
        } else if (const auto* tempo = std::get_if<QuarterMicroseconds>(&event.what)) {
            parts.tempos.push_back({at, *tempo});
        } else {
            parts.metres.push_back({at, std::get<Metre>(event.what)});
        }
    }
    const Tick end = scaled(track.end, file.division);
    parts.end = std::max(parts.end, end);
    const auto used = std::ranges::count_if(channels, [](const auto& c) { return c != nullptr; });
    for (int i = 0; i < 16; ++i) {
        const auto& reader = channels[static_cast<std::size_t>(i)];
        if (!reader)
            continue;
        Part part;
        part.channel = Channel::from0to15(i);
        part.name = partName(file, track, part.channel, used == 1);
        reader->finish(end, part);
        if (!part.onsets.empty() || !part.controls.empty())
            parts.parts.push_back(std::move(part));
    }
}
}  // namespace

Parts partsOf(const MidiFile& file)
{
    Parts parts;
    for (const MidiFileTrack& track : file.tracks)
        readTrack(file, track, parts);
    std::ranges::stable_sort(parts.tempos, {}, &TempoChange::at);
    std::ranges::stable_sort(parts.metres, {}, &MetreChange::at);
    return parts;
}

}  // namespace clave::importing
