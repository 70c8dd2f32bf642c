#include "app/sync/link/session.hpp"

#include <ableton/Link.hpp>

#include <cmath>

namespace clave {

struct LinkSession::Link {
    ableton::Link session;
    double quantum;
};

LinkSession::LinkSession(double bpm, double quantum, bool startStopSync)
    : link_(new Link {ableton::Link {bpm}, quantum})
{
    link_->session.enableStartStopSync(startStopSync);
    link_->session.enable(true);
}

LinkSession::~LinkSession() = default;

LinkSession::Host LinkSession::hostNow() const noexcept
{
    return link_->session.clock().micros();
}

unsigned LinkSession::peers() const noexcept
{
    return static_cast<unsigned>(link_->session.numPeers());
}

LinkSession::View LinkSession::now() const noexcept
{
    const auto state = link_->session.captureAudioSessionState();
    View view;
    view.bpm = state.tempo();
    view.microsPerBeat = static_cast<double>(std::llround(60e6 / view.bpm));
    view.at = hostNow();
    view.beat = state.beatAtTime(view.at, link_->quantum);
    view.playing = state.isPlaying();
    view.playingAt = state.timeForIsPlaying();
    view.alone = link_->session.numPeers() == 0;
    return view;
}

void LinkSession::setTempo(double bpm, Host at) noexcept
{
    auto state = link_->session.captureAudioSessionState();
    state.setTempo(bpm, at);
    link_->session.commitAudioSessionState(state);
}

void LinkSession::setPlaying(bool playing, Host at) noexcept
{
    auto state = link_->session.captureAudioSessionState();
    state.setIsPlaying(playing, at);
    link_->session.commitAudioSessionState(state);
}

void LinkSession::setBeat(double beat, Host at) noexcept
{
    auto state = link_->session.captureAudioSessionState();
    state.requestBeatAtTime(beat, at, link_->quantum);
    link_->session.commitAudioSessionState(state);
}

}  // namespace clave
