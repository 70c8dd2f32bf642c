#include "app/net/osc_news.hpp"

#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::string_view kStep = "step";
constexpr std::string_view kBeat = "beat";
constexpr std::string_view kTransport = "transport";
constexpr std::string_view kTempo = "tempo";
constexpr std::string_view kScene = "scene";
constexpr std::string_view kMute = "mute";
constexpr std::string_view kSong = "song";
constexpr std::string_view kScript = "script";
constexpr std::array kKinds {kStep, kBeat, kTransport, kTempo, kScene, kMute, kSong, kScript};

std::int64_t whole(std::integral auto value)
{
    return static_cast<std::int64_t>(value);
}
}  // namespace

bool isOscNews(std::string_view kind)
{
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

std::string unknownOscNews(std::string_view kind)
{
    const std::string_view meant = closest(kind, kKinds);
    return meant.empty()
        ? fmt::format(
              "There is no news of the kind {}; there are {}.", shownText(kind), fmt::join(kKinds, ", "))
        : fmt::format("There is no news of the kind {}; did you mean \"{}\"?", shownText(kind), meant);
}

std::vector<OscNewsItem> OscNews::look(const ClockStatus& status, const Snapshot& snapshot)
{
    std::vector<OscNewsItem> items;
    const auto before = std::exchange(seen_, see(status, snapshot));
    tell(items, before);
    tellSteps(items, status);
    return items;
}

std::vector<OscNewsItem> OscNews::all() const
{
    std::vector<OscNewsItem> items;
    if (seen_)
        tell(items, std::nullopt);
    return items;
}

OscNews::Seen OscNews::see(const ClockStatus& status, const Snapshot& snapshot)
{
    Seen seen {status.playing, status.bar, status.beat,
        status.playing ? status.tempo.bpm() : snapshot.song->tempo.bpm(), status.scene, status.queuedScene,
        snapshot.song, {}};
    for (const TrackRoute& route : snapshot.routes)
        seen.mutes.push_back(!route.audible);
    return seen;
}

void OscNews::tell(std::vector<OscNewsItem>& items, const std::optional<Seen>& before) const
{
    const auto add = [&](std::string_view kind, std::string path, std::vector<OscValue> values) {
        items.push_back({kind, {std::move(path), std::move(values)}});
    };
    const Seen& now = *seen_;
    if (!before || before->playing != now.playing)
        add(kTransport, "/clave/playing", {now.playing});
    if (!before || before->tempo != now.tempo)
        add(kTempo, "/clave/tempo", {now.tempo});
    if (!before || before->scene != now.scene)
        add(kScene, "/clave/scene", {whole(now.scene + 1)});
    if (!before || before->queuedScene != now.queuedScene)
        add(kScene, "/clave/queued", {whole(std::max<std::int16_t>(now.queuedScene, -1) + 1)});
    if (!before || before->song != now.song)
        add(kSong, "/clave/changed", {now.song->name});
    for (std::size_t i = 0; i < now.mutes.size(); ++i) {
        const bool isSame =
            before && before->mutes.size() == now.mutes.size() && before->mutes[i] == now.mutes[i];
        if (!isSame)
            add(kMute, fmt::format("/clave/track/{}/mute", i + 1), {bool {now.mutes[i]}});
    }
    const bool isSameBeat = before && before->playing && before->bar == now.bar && before->beat == now.beat;
    if (now.playing && !isSameBeat)
        add(kBeat, "/clave/beat", {whole(now.bar + 1), whole(now.beat + 1)});
}

void OscNews::tellSteps(std::vector<OscNewsItem>& items, const ClockStatus& status)
{
    places_.resize(status.playing ? status.trackCount : 0);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const TrackStatus& track = status.tracks[i];
        const Place place {track.id, track.slot, track.step, track.pass, status.run};
        if (place == std::exchange(places_[i], place) || track.step < 0 || track.slot < 0)
            continue;
        items.push_back({kStep,
            {"/clave/step", {whole(i + 1), whole(track.step + 1), track.fired, whole(track.slot + 1)}}});
    }
}

}  // namespace clave
