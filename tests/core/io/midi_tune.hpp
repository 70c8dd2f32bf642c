#pragma once

#include "core/io/midi_file.hpp"

#include <algorithm>
#include <compare>
#include <vector>

namespace clave::test {

/// A note as a listener would write it down.
struct HeardNote {
    Tick at;
    int channel = 1;  ///< from 1
    int pitch = 60;
    int velocity = 100;
    Tick length {kSixteenth};

    friend auto operator<=>(const HeardNote&, const HeardNote&) = default;
};

/// A MIDI file track of these notes, with ends before starts at the same tick.
inline MidiFileTrack trackOf(const std::vector<HeardNote>& notes, const std::string& name = {})
{
    MidiFileTrack track;
    track.name = name;
    for (const HeardNote& note : notes) {
        const auto channel = Channel::from1to16(note.channel);
        track.events.push_back({(note.at + note.length).count, Message::noteOff(channel, note.pitch)});
        track.end = std::max(track.end, (note.at + note.length).count);
    }
    for (const HeardNote& note : notes)
        track.events.push_back(
            {note.at.count, Message::noteOn(Channel::from1to16(note.channel), note.pitch, note.velocity)});
    std::ranges::stable_sort(track.events, {}, &MidiFileEvent::tick);
    return track;
}

inline MidiFile fileOf(std::vector<MidiFileTrack> tracks)
{
    MidiFile file;
    file.tracks = std::move(tracks);
    return file;
}

}  // namespace clave::test
