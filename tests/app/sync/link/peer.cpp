#include "tests/app/sync/link/peer.hpp"

#include <ableton/Link.hpp>

namespace clave::test {
namespace {
constexpr double kQuantum = 4.0;
}

struct LinkPeer::Link {
    ableton::Link session;

    template <class Change>
    void change(Change&& what)
    {
        auto state = session.captureAppSessionState();
        what(state, session.clock().micros());
        session.commitAppSessionState(state);
    }
};

LinkPeer::LinkPeer(double bpm, bool startStopSync) : link_(new Link {ableton::Link {bpm}})
{
    link_->session.enableStartStopSync(startStopSync);
    link_->session.enable(true);
}

LinkPeer::~LinkPeer() = default;

LinkPeer::Host LinkPeer::now() const
{
    return link_->session.clock().micros();
}

std::size_t LinkPeer::peers() const
{
    return link_->session.numPeers();
}

double LinkPeer::bpm() const
{
    return link_->session.captureAppSessionState().tempo();
}

double LinkPeer::beatAt(Host time) const
{
    return link_->session.captureAppSessionState().beatAtTime(time, kQuantum);
}

double LinkPeer::phaseAt(Host time) const
{
    return link_->session.captureAppSessionState().phaseAtTime(time, kQuantum);
}

bool LinkPeer::playing() const
{
    return link_->session.captureAppSessionState().isPlaying();
}

void LinkPeer::setTempo(double bpm)
{
    link_->change([&](auto& state, Host now) { state.setTempo(bpm, now); });
}

void LinkPeer::shiftPhase(double beats)
{
    link_->change([&](auto& state, Host now) {
        state.forceBeatAtTime(state.beatAtTime(now, kQuantum) + beats, now, kQuantum);
    });
}

void LinkPeer::setPlaying(bool playing)
{
    link_->change([&](auto& state, Host now) { state.setIsPlaying(playing, now); });
}

}  // namespace clave::test
