#include "controllers/map/params.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace clave {
namespace {
using What = Param::What;

std::optional<double> valueOfTrack(What what, const Track& track)
{
    switch (what) {
    case What::TrackVelocity:
        return track.velocityScale;
    case What::TrackTranspose:
        return track.transpose;
    case What::TrackChannel:
        return track.destination.channel.as1to16();
    default:
        return std::nullopt;
    }
}

CommandWhat withPattern(const PatternPlace& place, Pattern pattern)
{
    return SetPattern {place, std::make_shared<const Pattern>(std::move(pattern))};
}

/// The window that is played gets so many steps, new ones at the end if there are too few.
void setLength(Pattern& pattern, double value)
{
    const auto count = static_cast<std::size_t>(std::lround(value));
    if (pattern.first + count > kMaxSteps)
        pattern.first = static_cast<std::uint8_t>(kMaxSteps - count);
    pattern.steps.resize(std::max(pattern.steps.size(), pattern.first + count));
    pattern.last = static_cast<std::uint8_t>(pattern.first + count - 1);
}
}  // namespace

std::optional<double> valueOf(const Param& param, const Focus& focus, const Snapshot& snapshot,
    std::optional<std::size_t> track) noexcept
{
    const Song& song = *snapshot.song;
    switch (param.what) {
    case What::Tempo:
        return song.tempo.bpm();
    case What::Swing:
        return song.swing.percent;
    case What::ChanceAmount:
        return song.chanceAmount;
    default:
        break;
    }
    const std::size_t index = track.value_or(focus.pattern.track);
    if (index >= song.tracks.size())
        return std::nullopt;
    if (const auto value = valueOfTrack(param.what, *song.tracks[index]))
        return value;
    const Pattern* const pattern = focusedPattern(focus, snapshot);
    if (pattern == nullptr)
        return std::nullopt;
    if (param.what == What::PatternSwing)
        return pattern->swing.value_or(song.swing).percent;
    if (param.what == What::PatternLength)
        return pattern->windowSize();
    const auto steps = editedSteps(focus, snapshot);
    for (std::size_t i = 0; i < pattern->steps.size(); ++i) {
        if (steps[i]) {
            if (const auto value = valueOf(param, pattern->steps[i]))
                return value;
        }
    }
    return std::nullopt;
}

std::optional<CommandWhat> settingOf(
    const Param& param, double value, std::size_t track, const Focus& focus, const Snapshot& snapshot)
{
    const auto before = valueOf(param, focus, snapshot, track);
    const auto [low, high] = rangeOf(param);
    const double fine = param.what == What::Tempo ? 10.0 : 1.0;  // a tenth of a bpm is as fine as hands are
    const double kept = std::clamp(std::round(value * fine) / fine, low, high);
    if (!before || param.isOfSteps() || std::abs(*before - kept) < 1e-9)
        return std::nullopt;
    const Song& song = *snapshot.song;
    switch (param.what) {
    case What::Tempo:
        return SetTempo {Tempo::clampedBpm(kept)};
    case What::Swing:
        return SetSwing {{kept, song.swing.interval}};
    case What::ChanceAmount:
        return SetChanceAmount {static_cast<std::uint8_t>(kept)};
    case What::PatternSwing:
    case What::PatternLength: {
        Pattern pattern = *focusedPattern(focus, snapshot);
        if (param.what == What::PatternLength)
            setLength(pattern, kept);
        else
            pattern.swing = Swing {kept, pattern.swing.value_or(song.swing).interval};
        return withPattern(focus.pattern, std::move(pattern));
    }
    default:
        break;
    }
    Track changed = *song.tracks[track];
    if (param.what == What::TrackVelocity)
        changed.velocityScale = static_cast<std::uint16_t>(kept);
    else if (param.what == What::TrackTranspose)
        changed.transpose = static_cast<std::int8_t>(kept);
    else
        changed.destination.channel = Channel::from1to16(static_cast<int>(kept));
    return SetTrack {track, std::move(changed)};
}

}  // namespace clave
