#include "app/net/osc_doer.hpp"

#include <chrono>
#include <utility>

namespace clave {
namespace {
using std::chrono::milliseconds;

constexpr Nanoseconds kPatience = milliseconds {50};  ///< with a session that is behind
constexpr Nanoseconds kDraft = milliseconds {250};  ///< until then a change is in the song, or was refused

Result<void> noScripts()
{
    return fail("There are no scripts in this song.");
}
}  // namespace

const ClockStatus& OscClientDoer::status()
{
    if (!loop_.status_)
        loop_.status_ = loop_.engine_.status();
    return *loop_.status_;
}

Track OscClientDoer::track(std::size_t index)
{
    const Track& track = *snapshot_.song->tracks[index];
    const auto draft = client_.drafts.find(track.id);
    if (draft != client_.drafts.end() && loop_.now_ - draft->second.time < kDraft)
        return draft->second.track;
    Track copy = track;
    copy.slots.clear();
    return copy;
}

bool OscClientDoer::send(CommandWhat what)
{
    if (const auto* const set = std::get_if<SetTrack>(&what);
        set != nullptr && set->track < snapshot_.song->tracks.size()) {
        if (client_.drafts.size() >= kMaxTracks)
            client_.drafts.clear();
        client_.drafts[snapshot_.song->tracks[set->track]->id] = {set->value, loop_.now_};
    }
    const std::uint64_t gesture = client_.gestureAt(loop_.now_);
    // Only this thread waits, and what comes meanwhile waits in the socket.
    for (const TimePoint until = loop_.clock_.now() + kPatience; !client_.sender->trySend(what, gesture);) {
        const TimePoint now = loop_.clock_.now();
        if (now >= until)
            return false;
        loop_.clock_.sleepUntil(now + milliseconds {1});
    }
    return true;
}

void OscClientDoer::reply(OscMessage message)
{
    const auto bytes = oscBytes(message);
    if (bytes.empty())
        loop_.tell(client_.address, message.path + " does not fit into a packet.");
    else
        loop_.socket_.send(client_.answers, bytes);
}

void OscClientDoer::replyTo(std::uint16_t port)
{
    client_.answers.port = port;
}

void OscClientDoer::subscribe(double seconds, const std::vector<std::string>& kinds)
{
    client_.isNew = !client_.wantsNews(loop_.now_) || client_.newsKinds != kinds;
    client_.newsUntil =
        loop_.now_ + std::chrono::duration_cast<Nanoseconds>(std::chrono::duration<double> {seconds});
    client_.newsKinds = kinds;
    loop_.nextLook_ = loop_.now_;
}

void OscClientDoer::unsubscribe()
{
    client_.newsUntil = {};
}

Result<void> OscClientDoer::knob(const std::string& script, const std::string& knob, double value)
{
    const std::scoped_lock lock(loop_.scriptsMutex_);
    return loop_.scripts_.knob ? loop_.scripts_.knob(script, knob, value) : noScripts();
}

Result<void> OscClientDoer::press(const std::string& script, const std::string& button)
{
    const std::scoped_lock lock(loop_.scriptsMutex_);
    return loop_.scripts_.press ? loop_.scripts_.press(script, button) : noScripts();
}

Result<void> OscClientDoer::call(const std::string& name, std::span<const OscValue> values)
{
    const std::scoped_lock lock(loop_.scriptsMutex_);
    return loop_.scripts_.call ? loop_.scripts_.call(name, values) : noScripts();
}

}  // namespace clave
