#include "core/engine/render.hpp"

#include "core/engine/launches.hpp"
#include "core/engine/player.hpp"
#include "core/engine/scripted_rendering.hpp"
#include "core/midi/names.hpp"
#include "core/ports/ledger.hpp"
#include "core/time/tempo_map.hpp"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kEventsPerSlice = 1U << 18U;

/// One run of the player into a Rendering, each port behind a ledger of its own as when playing live.
class Renderer {
public:
    Renderer(const Snapshot& snapshot, ScriptPartner* scripts)
        : written_(snapshot)
        , buffer_(kEventsPerSlice)
        , ledgers_(1 + snapshot.song->ports.size())
    {
        if (scripts != nullptr)
            scripts_.emplace(*scripts, snapshot);
    }

    Rendering run(Nanoseconds slice)
    {
        start(snapshot(), state_, Tick {}, 1, buffer_);
        tempo_.reset(Timeline {Position {}, TimePoint {}, state_.tempo});
        collect();
        if (scripts_)
            scripts_->begin(state_);
        while (!state_.ended) {
            auto until = tempo_.positionAt(tempo_.timeAt(state_.now) + slice);
            until = std::max(until, state_.now + Tick {1});
            if (scripts_)
                until = scripts_->prepare(state_, tempo_, until);
            play(until);
            if (scripts_)
                scripts_->obey(state_);
        }
        // Overlaps of a slide, cut at the end, may be a few ticks behind it.
        play(std::max(state_.now, Position {state_.endedAt}) + kSixteenth);
        stop(state_, buffer_);
        collect();
        rendering_.end = state_.endedAt;
        return std::move(rendering_);
    }

private:
    [[nodiscard]] const Snapshot& snapshot() const { return scripts_ ? scripts_->snapshot() : written_; }

    void play(Position until)
    {
        advance(snapshot(), state_, until, buffer_, scripts_ ? scripts_->hooks() : nullptr);
        collect();
    }

    void collect()
    {
        for (const auto& mark : buffer_.marks()) {
            tempo_.change(mark.at, mark.tempo);
            rendering_.marks.push_back({mark.at, mark.tempo, mark.metre, mark.scene});
        }
        for (const auto& event : buffer_.events()) {
            const TimePoint time = tempo_.timeAt(event.at);
            const TimedMessage timed {
                time, event.voice, event.track, TimedMessage::What::Send, event.message};
            ledgers_[event.port].put(timed, [&](const Message& message) {
                rendering_.messages.push_back(
                    {event.at, time - TimePoint {}, event.track, event.port, message});
                return true;
            });
        }
        buffer_.clear();
    }

    const Snapshot& written_;
    std::optional<ScriptedRendering> scripts_;
    PlayerState state_;
    EventBuffer buffer_;
    TempoMap tempo_;
    std::vector<NoteLedger> ledgers_;
    Rendering rendering_;
};

std::string trackName(const Song& song, std::uint16_t track)
{
    if (track == PlayerEvent::kMetronomeTrack)
        return "metronome";
    const std::string& name = song.tracks[track]->name;
    return name.empty() ? fmt::format("{}", track + 1) : name;
}
}  // namespace

SongPtr withScene(const SongPtr& song)
{
    if (!song->scenes.empty())
        return song;
    Song playable = *song;
    Scene first;
    for (const auto& track : song->tracks)
        first.slots.push_back(track->pattern(0) != nullptr ? std::int16_t {0} : Scene::kStop);
    playable.scenes.push_back(std::move(first));
    return std::make_shared<const Song>(std::move(playable));
}

SongPtr onceThrough(const SongPtr& song)
{
    if (!song->arrangement.empty())
        return song;
    Song inOrder = *withScene(song);
    for (std::size_t i = 0; i < inOrder.scenes.size(); ++i)
        inOrder.arrangement.push_back({static_cast<std::uint16_t>(i), 1});
    return std::make_shared<const Song>(std::move(inOrder));
}

Rendering render(SongPtr song, const RenderOptions& options, ScriptPartner* scripts)
{
    song = withScene(song);
    if (options.scene >= static_cast<std::int32_t>(song->scenes.size()))
        return {};
    Performance performance;
    performance.stopAfterBars = options.bars;
    performance.loop = options.bars > 0;
    performance.songMode = options.scene < 0;
    performance.scene = {1, options.scene, LaunchAt::Now, false};
    if (options.scene < 0) {
        song = onceThrough(song);
        performance.scene = {};
    } else if (options.bars == 0) {
        const auto& scene = song->scenes[static_cast<std::size_t>(options.scene)];
        const Tick bar = sceneMetre(*song, scene).bar();
        performance.stopAfterBars = static_cast<std::uint32_t>(floorDiv(sceneLength(*song, scene), bar));
    }
    const Snapshot snapshot = makeSnapshot(std::move(song), performance, 1);
    return Renderer(snapshot, scripts).run(options.slice);
}

std::string renderingText(const Rendering& rendering, const Song& song)
{
    std::string text = "tick\tmicroseconds\ttrack\tport\tchannel\tmessage\tbytes\n";
    for (const auto& m : rendering.messages) {
        const std::string port = m.port == 0 ? "main" : song.ports[m.port - 1U].name;
        fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\t{}\n", m.at.nearestTick().count,
            std::chrono::round<std::chrono::microseconds>(m.time).count(), trackName(song, m.track), port,
            m.message.channel().as1to16(), inWords(m.message), inHex(m.message));
    }
    return text;
}

}  // namespace clave
