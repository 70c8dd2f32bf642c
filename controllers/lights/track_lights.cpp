#include "controllers/lights/light_answers.hpp"

namespace clave {
namespace {
/// A track of the bank; below 0 it is the focused one.
std::size_t trackOf(const LightContext& of, int ofBank) noexcept
{
    return ofBank < 0 ? of.focus.pattern.track : of.focus.bank + static_cast<std::size_t>(ofBank);
}

/// Within the first half of a step of its pattern, so that steps that follow each other are seen apart.
bool isFirstHalf(const LightContext& of, const TrackStatus& track, const Pattern& pattern) noexcept
{
    const Tick step = pattern.rate.step();
    const Tick since = floorMod(of.status.position.floorTick() - track.nextGrid, step);
    return since.count * 2 < step.count;
}

LightAnswer playsAnswer(const LightContext& of, std::size_t index) noexcept
{
    const TrackStatus* const track = of.track(index);
    if (track == nullptr || !of.status.playing)
        return {};
    const Pattern* const pattern = of.song().tracks[index]->pattern(track->slot);
    if (pattern == nullptr || track->step < 0)
        return {};
    const bool isAudible = index < of.snapshot.routes.size() && of.snapshot.routes[index].audible;
    if (track->fired && isAudible && isFirstHalf(of, *track, *pattern))
        return {LightState::PlayingOn, LightState::On};
    return {LightState::Playing};
}

bool isMuted(const LightContext& of, std::size_t track) noexcept
{
    const auto& live = of.performance().tracks;
    const LiveMute mute = track < live.size() ? live[track].mute : LiveMute::AsSaved;
    return mute == LiveMute::AsSaved ? of.song().tracks[track]->mute : mute == LiveMute::Muted;
}

LightAnswer armAnswer(const LightContext& of, std::size_t track) noexcept
{
    const Performance& performance = of.performance();
    if (track >= performance.tracks.size() || !performance.tracks[track].armed)
        return {};
    return {performance.recording.on && of.status.playing ? LightState::Recording : LightState::Armed};
}
}  // namespace

LightAnswer trackAnswer(const LightContext& of, LightSource source, int ofBank) noexcept
{
    const std::size_t track = trackOf(of, ofBank);
    if (track >= of.song().tracks.size())
        return {LightState::Outside};
    switch (source) {
    case LightSource::TrackMute:
        if (isMuted(of, track))
            return {LightState::Muted};
        return onOff(track >= of.snapshot.routes.size() || of.snapshot.routes[track].audible);
    case LightSource::TrackSolo:
        return {of.song().tracks[track]->solo ? LightState::Soloed : LightState::Off};
    case LightSource::TrackArm:
        return armAnswer(of, track);
    case LightSource::TrackPlays:
        return playsAnswer(of, track);
    default:
        return {track == of.focus.pattern.track ? LightState::Selected : LightState::On};
    }
}

LightAnswer sceneAnswer(const LightContext& of, int ofBank) noexcept
{
    const std::size_t scene = of.focus.bank + static_cast<std::size_t>(ofBank);
    if (ofBank < 0 || scene >= of.song().scenes.size())
        return {LightState::Outside};
    const auto number = static_cast<std::int16_t>(scene);
    const ClockStatus& status = of.status;
    if (status.scene == number)
        return {status.playing ? LightState::PlayingOn : LightState::Selected, LightState::On};
    return {status.queuedScene == number ? LightState::Queued : LightState::On};
}

LightAnswer slotAnswer(const LightContext& of, int ofBank, int slot) noexcept
{
    const std::size_t index = trackOf(of, ofBank);
    if (slot < 0 || index >= of.song().tracks.size())
        return {LightState::Outside};
    const bool isThere = of.song().tracks[index]->pattern(slot) != nullptr;
    const LightState resting = isThere ? LightState::On : LightState::Outside;
    const bool isFocused = of.focus.pattern == PatternPlace {index, static_cast<std::size_t>(slot)};
    const LightState under = isFocused ? LightState::Selected : resting;
    if (const TrackStatus* const track = of.track(index)) {
        if (track->queuedSlot == slot)
            return {LightState::Queued, under};
        if (of.status.playing && track->slot == slot && isThere)
            return {LightState::PlayingOn, under};
    }
    return {under, under};
}

}  // namespace clave
