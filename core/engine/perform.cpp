#include "core/engine/perform.hpp"

#include "core/engine/entry_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <type_traits>
#include <utility>

namespace clave {
namespace {
struct Performer {
    Performance& performance;
    const Song& song;
    std::uint32_t number;

    Result<void> operator()(const Play& c) { return transport(TransportRequest::What::Play, c.from); }
    Result<void> operator()(const Continue&) { return transport(TransportRequest::What::Continue, {}); }
    Result<void> operator()(const Stop&) { return transport(TransportRequest::What::Stop, {}); }
    Result<void> operator()(const Seek& c) { return transport(TransportRequest::What::Seek, c.to); }
    Result<void> operator()(const LaunchScene& c)
    {
        if (c.scene >= song.scenes.size())
            return fail(
                fmt::format("Scene {} does not exist; there are {}.", c.scene + 1, song.scenes.size()));
        const LaunchAt at = c.at.value_or(song.scenes[c.scene].launchAt);
        performance.scene = {number, static_cast<std::int16_t>(c.scene), at, c.keepPlace};
        performance.songMode = false;
        return {};
    }
    Result<void> operator()(const LaunchPattern& c)
    {
        if (auto ok = hasTrack(c.pattern.track); !ok)
            return ok;
        const bool exists =
            song.tracks[c.pattern.track]->pattern(static_cast<std::int32_t>(c.pattern.slot)) != nullptr;
        const auto target = exists ? static_cast<std::int16_t>(c.pattern.slot) : Scene::kStop;
        performance.tracks[c.pattern.track].slot = {
            number, target, c.at.value_or(LaunchAt::PatternEnd), c.keepPlace};
        return {};
    }
    Result<void> operator()(const CancelLaunches&)
    {
        performance.scene = {number, LaunchRequest::kCancel, LaunchAt::Now, false};
        return {};
    }
    Result<void> operator()(const SetLiveMute& c)
    {
        return hasTrack(c.track).map([&] { performance.tracks[c.track].mute = c.value; });
    }
    Result<void> operator()(const ToggleMute& c)
    {
        return hasTrack(c.track).map([&] {
            LiveMute& mute = performance.tracks[c.track].mute;
            const bool muted =
                mute == LiveMute::AsSaved ? song.tracks[c.track]->mute : mute == LiveMute::Muted;
            mute = muted ? LiveMute::Sounding : LiveMute::Muted;
        });
    }
    Result<void> operator()(const SetFill& c) { return take(performance.fill, c.on); }
    Result<void> operator()(const ArmFill&) { return take(performance.fillArms, performance.fillArms + 1); }
    Result<void> operator()(const SetSongMode& c) { return take(performance.songMode, c.on); }
    Result<void> operator()(const SetLoop& c) { return take(performance.loop, c.on); }
    Result<void> operator()(const SetStopAfterBars& c) { return take(performance.stopAfterBars, c.bars); }
    Result<void> operator()(const ArmTrack& c)
    {
        return hasTrack(c.track).map([&] { performance.tracks[c.track].armed = c.on; });
    }
    Result<void> operator()(const SetRecording& c)
    {
        if (c.value.strength > 100)
            return fail(
                fmt::format("The recording strength must be 0 to 100 per cent, not {}.", c.value.strength));
        const double latency = c.value.inputLatencyMs;
        if (!(latency >= 0.0 && latency <= Recording::kMostLatencyMs))
            return fail(fmt::format(
                "The input latency must be 0 to {:.0f} ms, not {:.6g}.", Recording::kMostLatencyMs, latency));
        performance.recording = c.value;
        return {};
    }
    Result<void> operator()(const SetHooks& c)
    {
        for (std::size_t i = 0; i < performance.tracks.size(); ++i) {
            const auto hook = std::ranges::find(c.hooks, song.tracks[i]->id, &SetHooks::Hook::track);
            performance.tracks[i].hooked = hook != c.hooks.end();
            performance.tracks[i].silentWhenLate = hook != c.hooks.end() && hook->silentWhenLate;
        }
        return {};
    }
    Result<void> operator()(const Panic&) { return take(performance.panics, performance.panics + 1); }
    Result<void> operator()(const SetCursor& c) { return setCursor(performance.entry, song, c.value); }
    Result<void> operator()(const SetStepIn& c)
    {
        setStepIn(performance.entry, c.on);
        return {};
    }
    Result<void> operator()(const SetEntryOptions& c)
    {
        return setEntryOptions(performance.entry, song, c.value);
    }

    Result<void> transport(TransportRequest::What what, Tick from)
    {
        performance.transport = {number, what, std::max(from, Tick {})};
        return {};
    }
    Result<void> hasTrack(std::size_t track) const
    {
        if (track >= performance.tracks.size())
            return fail(fmt::format("Track {} does not exist; there are {}.", track + 1, song.tracks.size()));
        return {};
    }
    template <typename T>
    Result<void> take(T& member, T value)
    {
        member = value;
        return {};
    }
};
}  // namespace

Result<void> perform(
    Performance& performance, const Song& song, const CommandWhat& what, std::uint32_t number)
{
    return std::visit(
        [&](const auto& c) -> Result<void> {
            if constexpr (std::is_invocable_v<Performer&, const std::decay_t<decltype(c)>&>)
                return Performer {performance, song, number}(c);
            else
                return fail("Not a change of the performance.");
        },
        what);
}

void matchScenes(Performance& performance, const Song& before, const Song& after)
{
    auto& numbers = performance.scenes;
    if (numbers.size() == after.scenes.size() && before.scenes.size() == after.scenes.size())
        return;
    const std::uint32_t fresh = numbers.empty() ? 0 : std::ranges::max(numbers) + 1;
    const auto changed = std::ranges::mismatch(before.scenes, after.scenes).in1 - before.scenes.begin();
    if (numbers.size() + 1 == after.scenes.size()) {
        numbers.insert(numbers.begin() + changed, fresh);
    } else if (numbers.size() == after.scenes.size() + 1) {
        numbers.erase(numbers.begin() + changed);
    } else {
        numbers.resize(after.scenes.size());
        std::iota(numbers.begin(), numbers.end(), fresh);
    }
}

void matchPerformance(Performance& performance, const Song& before, const Song& after)
{
    std::vector<TrackPerformance> matched(after.tracks.size());
    for (std::size_t i = 0; i < after.tracks.size(); ++i) {
        const auto id = after.tracks[i]->id;
        const auto old =
            std::ranges::find_if(before.tracks, [id](const TrackPtr& track) { return track->id == id; });
        const auto index = static_cast<std::size_t>(old - before.tracks.begin());
        if (index < performance.tracks.size())
            matched[i] = performance.tracks[index];
    }
    performance.tracks = std::move(matched);
}

}  // namespace clave
