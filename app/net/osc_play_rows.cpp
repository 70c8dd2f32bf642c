#include "app/net/osc_book.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>

namespace clave {
namespace {
/// A button: pressed it sends, let go it does nothing.
template <typename What>
Result<void> trigger(OscAsk& ask)
{
    return ask.isLetGo() ? Result<void> {} : ask.send(What {});
}

/// A switch: any number but 0 is on.
template <typename What>
Result<void> onOrOff(OscAsk& ask)
{
    return ask.number().and_then([&](double on) { return ask.send(What {on != 0.0}); });
}

Result<Tick> beats(const OscAsk& ask)
{
    return ask.number({0.0, 1e9}).map([](double quarters) {
        return Tick {std::llround(quarters * static_cast<double>(kPpqn))};
    });
}

/// "bar", "now": when a launch is to take place; no text: as the song has it.
Result<std::optional<LaunchAt>> launchTime(const OscAsk& ask, std::size_t index)
{
    if (index >= ask.message.values.size() || !std::holds_alternative<std::string>(ask.message.values[index]))
        return std::optional<LaunchAt> {};
    std::string allowed;
    for (const auto& [at, word] : kLaunchWords) {
        if (word == std::get<std::string>(ask.message.values[index]))
            return std::optional {at};
        allowed += fmt::format("{}\"{}\"", allowed.empty() ? "" : ", ", word);
    }
    return fail(fmt::format(
        "{} is {}; allowed are {}.", ask.message.path, oscText(ask.message.values[index]), allowed));
}

Result<void> forEachTrack(OscAsk& ask, const std::function<CommandWhat(std::size_t)>& command)
{
    for (const std::size_t track : ask.tracks) {
        if (auto ok = ask.send(command(track)); !ok)
            return ok;
    }
    return {};
}

Result<void> launchScene(OscAsk& ask)
{
    if (ask.isLetGo())
        return {};
    return launchTime(ask, 0).and_then(
        [&](std::optional<LaunchAt> at) { return ask.send(LaunchScene {ask.scene, at, false}); });
}

Result<void> launchSlot(OscAsk& ask, std::size_t slot, std::size_t timeAt)
{
    return launchTime(ask, timeAt).and_then([&](std::optional<LaunchAt> at) {
        return forEachTrack(ask, [=](std::size_t track) { return LaunchPattern {{track, slot}, at, false}; });
    });
}

Result<void> launchNumber(OscAsk& ask)
{
    return ask.number({1, static_cast<double>(kMaxSlots)}).and_then([&](double number) {
        return launchSlot(ask, static_cast<std::size_t>(number) - 1, 1);
    });
}

Result<void> mute(OscAsk& ask)
{
    return ask.number().and_then([&](double on) {
        const LiveMute value = on != 0.0 ? LiveMute::Muted : LiveMute::Sounding;
        return forEachTrack(ask, [=](std::size_t track) { return SetLiveMute {track, value}; });
    });
}

/// One value of a track that is part of the song.
template <typename Change>
Result<void> changeTrack(OscAsk& ask, RealRange allowed, Change change)
{
    return ask.number(allowed).and_then([&](double value) {
        return forEachTrack(ask, [&](std::size_t index) {
            Track track = ask.doer.track(index);
            track.slots.clear();
            change(track, value);
            return SetTrack {index, std::move(track)};
        });
    });
}

constexpr RealRange real(Range range)
{
    return {static_cast<double>(range.least), static_cast<double>(range.most)};
}

constexpr RealRange kAnything {-1e9, 1e9};

constexpr OscRow kRows[] = {
    {"/clave/play", "[1]", "plays from the beginning", trigger<Play>},
    {"/clave/play_from", "quarter notes", "plays from there",
        [](OscAsk& ask) { return beats(ask).and_then([&](Tick to) { return ask.send(Play {to}); }); }},
    {"/clave/continue", "[1]", "plays from where it stopped", trigger<Continue>},
    {"/clave/stop", "[1]", "stops", trigger<Stop>},
    {"/clave/seek", "quarter notes", "goes there, playing or not",
        [](OscAsk& ask) { return beats(ask).and_then([&](Tick to) { return ask.send(Seek {to}); }); }},
    {"/clave/tempo", "20 to 999", "quarter notes a minute",
        [](OscAsk& ask) {
            return ask.number(range::kTempo).and_then([&](double bpm) {
                return ask.send(SetTempo {Tempo::clampedBpm(bpm)});
            });
        }},
    {"/clave/song_mode", "0, 1", "follows the arrangement", onOrOff<SetSongMode>},
    {"/clave/loop", "0, 1", "the arrangement begins anew at its end", onOrOff<SetLoop>},
    {"/clave/fill", "0, 1", "fill mode", onOrOff<SetFill>},
    {"/clave/arm_fill", "[1]", "fill for each pattern's next pass", trigger<ArmFill>},
    {"/clave/panic", "[1]", "ends every note", trigger<Panic>},
    {"/clave/undo", "[1]", "takes the newest change back", trigger<Undo>},
    {"/clave/redo", "[1]", "makes it again", trigger<Redo>},
    {"/clave/scene/{scene}", "[1] [when]",
        "launches the scene: now, step, beat, bar, pattern end or scene end", launchScene},
    {"/clave/cancel", "[1]", "forgets what is queued", trigger<CancelLaunches>},
    {"/clave/track/{track}/pattern/{slot}", "[1] [when]", "launches the pattern",
        [](OscAsk& ask) { return ask.isLetGo() ? Result<void> {} : launchSlot(ask, *ask.slot, 0); }},
    {"/clave/track/{track}/launch", "pattern [when]", "the same by number", launchNumber},
    // The slot behind the last one is always empty, and an empty slot stops the track.
    {"/clave/track/{track}/stop", "[1] [when]", "stops the track",
        [](OscAsk& ask) { return ask.isLetGo() ? Result<void> {} : launchSlot(ask, kMaxSlots, 0); }},
    {"/clave/track/{track}/mute", "0, 1", "mutes the track for now", mute},
    {"/clave/track/{track}/toggle_mute", "[1]", "mutes it, or lets it sound",
        [](OscAsk& ask) {
            return ask.isLetGo() ? Result<void> {}
                                 : forEachTrack(ask, [](std::size_t track) { return ToggleMute {track}; });
        }},
    {"/clave/track/{track}/solo", "0, 1", "only it and others with solo sound",
        [](OscAsk& ask) {
            return changeTrack(ask, kAnything, [](Track& track, double on) { track.solo = on != 0.0; });
        }},
    {"/clave/track/{track}/arm", "0, 1", "it is recorded into by hand",
        [](OscAsk& ask) {
            return ask.number().and_then([&](double on) {
                return forEachTrack(ask, [=](std::size_t track) { return ArmTrack {track, on != 0.0}; });
            });
        }},
    {"/clave/track/{track}/velocity_scale", "0 to 200", "how loud it is, per cent",
        [](OscAsk& ask) {
            return changeTrack(ask, real(range::kVelocityScale), [](Track& track, double value) {
                track.velocityScale = static_cast<std::uint16_t>(std::lround(value));
            });
        }},
    {"/clave/track/{track}/transpose", "-48 to 48", "semitones, before the scale",
        [](OscAsk& ask) {
            return changeTrack(ask, real(range::kTranspose), [](Track& track, double value) {
                track.transpose = static_cast<std::int8_t>(std::lround(value));
            });
        }},
};
}  // namespace

std::span<const OscRow> oscPlayRows()
{
    return kRows;
}

}  // namespace clave
