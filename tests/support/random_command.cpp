#include "tests/support/random_command.hpp"

#include "tests/support/random_song.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace clave::test {
namespace {
static_assert(std::is_same_v<std::variant_alternative_t<kEditKinds - 1, CommandWhat>, ReplaceSong>);

/// An index that mostly exists.
std::size_t indexOf(Dice& dice, std::size_t count)
{
    return dice.below(std::max<std::size_t>(count, 1));
}

PatternPlace somePattern(Dice& dice, const Song& song)
{
    const std::size_t track = indexOf(dice, song.tracks.size());
    const std::size_t slots = track < song.tracks.size() ? song.tracks[track]->slots.size() : 0;
    return {track, indexOf(dice, slots)};
}

Track someTrack(Dice& dice, const Song& song)
{
    const Song other = randomSong(dice.bits());
    Track track = other.tracks.empty() ? Track {} : *other.tracks[0];
    track.destination.port = song.ports.empty() ? "" : song.ports[dice.below(song.ports.size())].name;
    for (auto& slot : track.slots) {
        if (slot && !slot->groove.empty())
            slot = nullptr;
    }
    return track;
}

Scene someScene(Dice& dice, const Song& song)
{
    Scene scene;
    if (!song.scenes.empty())
        scene = song.scenes[dice.below(song.scenes.size())];
    scene.tempo = dice.chance(50) ? std::optional(Tempo::clampedBpm(dice.real({60, 240}))) : std::nullopt;
    scene.bars = static_cast<std::uint16_t>(1 + dice.below(3));
    return scene;
}
SetLane someLane(Dice& dice, const PatternPlace& place)
{
    using What = StepTarget::What;
    const auto what = dice.oneOf({What::On, What::Notes, What::Velocity, What::Gate, What::NoteChance,
        What::Probability, What::Nudge, What::Lock});
    SetLane lane {place, {what, {}}, dice.below(16), {}};
    if (what == What::Lock)
        lane.lane.lock = {Lock::Kind::Cc, dice.as<std::int16_t>(range::kController), 0};
    for (std::size_t i = dice.below(16 - lane.first) + 1; i > 0; --i) {
        if (dice.chance(20))
            lane.values.emplace_back();
        else if (dice.chance(20))
            lane.values.emplace_back(what == What::On ? "on" : "12");
        else
            lane.values.emplace_back(dice.real({0.125, 0.9}));
    }
    return lane;
}
}  // namespace

CommandWhat randomEdit(Dice& dice, const Song& song, std::size_t kind)
{
    const auto place = somePattern(dice, song);
    const Song other = randomSong(dice.bits());
    const Pattern pattern = randomPattern(dice.bits());
    switch (kind) {
    case 0:
        return ToggleStep {place, dice.below(16)};
    case 1:
        return SetStep {place, dice.below(16), pattern.steps[dice.below(pattern.steps.size())]};
    case 2:
        return SetPattern {place, dice.chance(10) ? nullptr : std::make_shared<const Pattern>(pattern)};
    case 3:
        return SetTrack {place.track, someTrack(dice, song)};
    case 4:
        return InsertTrack {dice.below(song.tracks.size() + 1), someTrack(dice, song)};
    case 5:
        return DeleteTrack {place.track};
    case 6:
        return MoveTrack {place.track, indexOf(dice, song.tracks.size())};
    case 7:
        return SetScene {indexOf(dice, song.scenes.size()), someScene(dice, song)};
    case 8:
        return InsertScene {dice.below(song.scenes.size() + 1), someScene(dice, song)};
    case 9:
        return DeleteScene {indexOf(dice, song.scenes.size())};
    case 10:
        return SetArrangement {{{static_cast<std::uint16_t>(indexOf(dice, song.scenes.size())),
            static_cast<std::uint16_t>(1 + dice.below(3))}}};
    case 11:
        return SetTempo {Tempo::clampedBpm(dice.real({40, 400}))};
    case 12:
        return SetSongName {dice.name()};
    case 13:
        return SetMetre {other.metre};
    case 14:
        return SetSwing {other.swing};
    case 15:
        return SetScale {other.scale};
    case 16:
        return SetSeed {dice.bits()};
    case 17:
        return SetChanceAmount {dice.as<std::uint8_t>(range::kPercent)};
    case 18: {
        Metronome metronome = other.metronome;
        metronome.destination.port.clear();
        return SetMetronome {metronome};
    }
    case 19: {
        auto ports = song.ports;
        for (auto& port : ports)
            port.offsetMs = dice.real({-100, 100});
        return SetPorts {ports};
    }
    case 20: {
        auto grooves = song.grooves;
        if (!grooves.empty())
            std::reverse(grooves[0].points.begin(), grooves[0].points.end());
        return SetGrooves {grooves};
    }
    case 21:
        return SetScripts {other.scripts};
    case 22:
        return SwitchStep {place, dice.below(16), dice.chance(50)};
    case 23:
        return RecordNote {place, dice.below(16), {static_cast<std::uint8_t>(dice.below(128)), 100, 100, {}},
            dice.as<std::int16_t>({-2000, 2000})};
    case 24:
        return ClearStep {place, dice.below(16)};
    case 25:
        return someLane(dice, place);
    default:
        return ReplaceSong {std::make_shared<const Song>(other)};
    }
}

CommandWhat randomPerformance(Dice& dice, const Song& song)
{
    const auto at = static_cast<LaunchAt>(dice.below(6));
    const auto place = somePattern(dice, song);
    switch (dice.below(13)) {
    case 0:
        return LaunchScene {indexOf(dice, song.scenes.size()), at, dice.chance(30)};
    case 1:
        return LaunchPattern {place, at, dice.chance(30)};
    case 2:
        return CancelLaunches {};
    case 3:
        return SetLiveMute {place.track, static_cast<LiveMute>(dice.below(3))};
    case 4:
        return ToggleMute {place.track};
    case 5:
        return SetFill {dice.chance(50)};
    case 6:
        return ArmFill {};
    case 7:
        return SetSongMode {dice.chance(50)};
    case 8:
        return SetLoop {dice.chance(80)};
    case 9:
        return ArmTrack {place.track, dice.chance(50)};
    case 10:
        return SetRecording {
            {dice.chance(50), dice.oneOf({Recording::Mode::Overdub, Recording::Mode::Replace}),
                dice.as<std::uint8_t>(range::kPercent), dice.real({0, Recording::kMostLatencyMs})}};
    case 11:
        return Panic {};
    default:
        return SetStopAfterBars {dice.chance(80) ? 0 : static_cast<std::uint32_t>(dice.below(50))};
    }
}

}  // namespace clave::test
