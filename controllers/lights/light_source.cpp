#include "controllers/lights/light_source.hpp"

#include "controllers/lights/light_answers.hpp"

namespace clave {
namespace {
LightAnswer playAnswer(const ClockStatus& status) noexcept
{
    if (!status.playing)
        return {};
    if (status.countingIn)
        return {LightState::Queued, LightState::On};
    return {LightState::PlayingOn, LightState::On};
}

LightAnswer recordAnswer(const LightContext& of) noexcept
{
    if (!of.performance().recording.on)
        return {};
    return {of.status.playing ? LightState::Recording : LightState::Armed};
}

LightAnswer beatAnswer(const ClockStatus& status, int beat) noexcept
{
    if (beat < 0 || beat >= status.metre.beats)
        return {LightState::Outside};
    if (!status.playing || status.beat != beat)
        return {};
    return {beat == 0 ? LightState::Accent : LightState::On};
}

LightAnswer editLockAnswer(const LightContext& of) noexcept
{
    const auto& tracks = of.song().tracks;
    const std::size_t track = of.focus.pattern.track;
    return {track < tracks.size() && tracks[track]->editLock ? LightState::Locked : LightState::Off};
}
}  // namespace

LightAnswer answer(const LightQuestion& question, const Focus& focus, const Snapshot& snapshot,
    const ClockStatus& status) noexcept
{
    const LightContext of {focus, snapshot, status};
    switch (question.source) {
    case LightSource::StepState:
        return stepAnswer(of, question.index);
    case LightSource::StepValue:
        return stepValueAnswer(of, question.index, question.word);
    case LightSource::ValueBar:
        return barAnswer(of, question);
    case LightSource::PageState:
        return pageAnswer(of, question.index);
    case LightSource::TrackSelect:
    case LightSource::TrackMute:
    case LightSource::TrackSolo:
    case LightSource::TrackArm:
    case LightSource::TrackPlays:
        return trackAnswer(of, question.source, question.index);
    case LightSource::SceneState:
        return sceneAnswer(of, question.index);
    case LightSource::SlotState:
        return slotAnswer(of, question.index, question.second);
    case LightSource::KeyState:
        return keyAnswer(of, question.index);
    case LightSource::TransportPlay:
        return playAnswer(status);
    case LightSource::TransportRecord:
        return recordAnswer(of);
    case LightSource::Beat:
        return beatAnswer(status, question.index);
    case LightSource::Undo:
        return onOff(question.canUndo);
    case LightSource::Redo:
        return onOff(question.canRedo);
    case LightSource::Fill:
        return onOff(snapshot.performance.fill);
    case LightSource::StepIn:
        return onOff(snapshot.performance.entry.on);
    case LightSource::Follow:
        return onOff(focus.follow);
    case LightSource::FocusLock:
        return {focus.locked ? LightState::Locked : LightState::Off};
    case LightSource::EditLock:
        return editLockAnswer(of);
    case LightSource::Loop:
        return onOff(snapshot.performance.loop);
    case LightSource::Metronome:
        return onOff(snapshot.song->metronome.on);
    case LightSource::SongMode:
        return onOff(snapshot.performance.songMode);
    case LightSource::Layer:
        return focus.layer == question.word ? LightAnswer {LightState::Held, LightState::On} : LightAnswer {};
    case LightSource::Param:
        return paramAnswer(of, question);
    case LightSource::Always:
        return {LightState::On};
    }
    return {};
}

}  // namespace clave
