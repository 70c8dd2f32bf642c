#include "core/engine/played_tracks.hpp"

#include <algorithm>

namespace clave {

std::vector<std::size_t> recordedTracks(const Snapshot& snapshot)
{
    std::vector<std::size_t> tracks;
    const auto& performances = snapshot.performance.tracks;
    for (std::size_t i = 0; i < snapshot.song->tracks.size(); ++i) {
        if (performances[i].armed)
            tracks.push_back(i);
    }
    if (tracks.empty() && !snapshot.song->tracks.empty()) {
        const std::size_t cursor = snapshot.performance.entry.cursor.pattern.track;
        tracks.push_back(std::min(cursor, snapshot.song->tracks.size() - 1));
    }
    return tracks;
}

std::vector<std::size_t> playedTracks(const Snapshot& snapshot, std::optional<Channel> channel)
{
    std::vector<std::size_t> tracks = recordedTracks(snapshot);
    if (tracks.size() < 2)
        return tracks;
    if (channel) {
        std::erase_if(tracks,
            [&](std::size_t track) { return snapshot.song->tracks[track]->destination.channel != *channel; });
        return tracks;
    }
    const auto cursor = std::ranges::find(tracks, snapshot.performance.entry.cursor.pattern.track);
    return {cursor != tracks.end() ? *cursor : tracks.front()};
}

}  // namespace clave
