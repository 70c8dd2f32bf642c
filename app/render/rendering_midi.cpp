#include "app/render/rendering_midi.hpp"

#include <algorithm>
#include <optional>

namespace clave {
namespace {
std::int64_t tickOf(Position position)
{
    return std::max<std::int64_t>(position.nearestTick().count, 0);
}

MidiFileTrack conductor(const Rendering& rendering, const Song& song)
{
    MidiFileTrack track;
    track.name = song.name;
    std::optional<Metre> metre;
    std::optional<QuarterMicroseconds> tempo;
    for (const auto& mark : rendering.marks) {
        if (metre != mark.metre)
            track.events.push_back({tickOf(mark.at), mark.metre});
        const auto markTempo = QuarterMicroseconds::of(mark.tempo);
        if (tempo != markTempo)
            track.events.push_back({tickOf(mark.at), markTempo});
        metre = mark.metre;
        tempo = markTempo;
    }
    return track;
}
}  // namespace

MidiFile renderingMidi(const Rendering& rendering, const Song& song)
{
    MidiFile file;
    file.tracks.push_back(conductor(rendering, song));
    for (const auto& track : song.tracks)
        file.tracks.push_back({track->name, {}, 0});
    MidiFileTrack metronome {"metronome", {}, 0};
    for (const auto& message : rendering.messages) {
        const bool isTrack = message.track < song.tracks.size();
        auto& track = isTrack ? file.tracks[message.track + 1U] : metronome;
        track.events.push_back({tickOf(message.at), message.message});
    }
    if (!metronome.events.empty())
        file.tracks.push_back(std::move(metronome));
    for (auto& track : file.tracks) {
        const auto last = track.events.empty() ? 0 : track.events.back().tick;
        track.end = std::max(tickOf(rendering.end), last);
    }
    return file;
}

}  // namespace clave
