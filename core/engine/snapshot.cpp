#include "core/engine/snapshot.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace clave {
namespace {
bool isMuted(const Track& track, LiveMute mute)
{
    return mute == LiveMute::AsSaved ? track.mute : mute == LiveMute::Muted;
}
}  // namespace

std::uint8_t portNumber(const Song& song, const std::string& name)
{
    if (name.empty())
        return 0;
    const auto found = std::ranges::find(song.ports, name, &PortSetup::name);
    return found == song.ports.end() ? std::uint8_t {0}
                                     : static_cast<std::uint8_t>(1 + (found - song.ports.begin()));
}

bool isSameMusic(const Snapshot& a, const Snapshot& b) noexcept
{
    const Performance& p = a.performance;
    const Performance& q = b.performance;
    const auto asked = [](const TrackPerformance& track) {
        return std::tuple {track.slot.number, track.hooked, track.silentWhenLate};
    };
    return a.song == b.song && a.routes == b.routes && a.metronomePort == b.metronomePort
        && p.transport.number == q.transport.number && p.scene.number == q.scene.number
        && std::ranges::equal(p.tracks, q.tracks, {}, asked, asked) && p.scenes == q.scenes
        && p.fill == q.fill && p.fillArms == q.fillArms && p.songMode == q.songMode && p.loop == q.loop
        && p.stopAfterBars == q.stopAfterBars;
}

Snapshot makeSnapshot(SongPtr song, Performance performance, std::uint64_t serial)
{
    performance.tracks.resize(song->tracks.size());
    std::vector<TrackRoute> routes;
    routes.reserve(song->tracks.size());
    const bool anySolo = std::ranges::any_of(song->tracks, [](const TrackPtr& track) { return track->solo; });
    for (std::size_t i = 0; i < song->tracks.size(); ++i) {
        const Track& track = *song->tracks[i];
        const bool muted = isMuted(track, performance.tracks[i].mute);
        routes.push_back({portNumber(*song, track.destination.port), !muted && (!anySolo || track.solo)});
    }
    const auto metronomePort = portNumber(*song, song->metronome.destination.port);
    return {std::move(song), std::move(performance), std::move(routes), metronomePort, serial, serial};
}

}  // namespace clave
