#include "app/net/osc_clients.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace clave {
namespace {
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Nanoseconds kPause = milliseconds {500};  ///< between two gestures
constexpr Nanoseconds kQuiet = seconds {2};  ///< after which a sender may be taken away
constexpr int kErrorsASecond = 20;
}  // namespace

bool OscClient::wantsNews(std::string_view kind) const
{
    return newsKinds.empty() || std::ranges::find(newsKinds, kind) != newsKinds.end();
}

std::uint64_t OscClient::gestureAt(TimePoint now)
{
    if (gesture == 0 || now - changed > kPause)
        ++gesture;
    changed = now;
    return gesture;
}

bool OscClient::mayTellError(TimePoint now)
{
    if (now - errorsFrom >= seconds {1}) {
        errorsFrom = now;
        errors = 0;
    }
    return ++errors <= kErrorsASecond;
}

OscClients::OscClients(MakeSender makeSender)
    : makeSender_(std::move(makeSender))
    , common_(makeSender_("OSC"))
{
}

OscClient& OscClients::at(OscAddress address, TimePoint now)
{
    const auto known = std::ranges::find(clients_, address, &OscClient::address);
    if (known != clients_.end()) {
        clients_.splice(clients_.begin(), clients_, known);
    } else {
        if (clients_.size() == kMost)
            clients_.pop_back();
        OscClient& fresh = clients_.emplace_front();
        fresh.address = fresh.answers = address;
    }
    OscClient& client = clients_.front();
    client.seen = now;
    if (client.sender == nullptr || client.sender == common_)
        giveSender(client, now);
    return client;
}

// A queue is a megabyte: a flood of messages that all say they are from somebody else makes few of them.
bool OscClients::mayMakeSender(TimePoint now)
{
    if (now - made_ >= kNewSender && mayMake_ < kMostSenders) {
        made_ = now;
        ++mayMake_;
    }
    if (mayMake_ == 0)
        return false;
    --mayMake_;
    return true;
}

void OscClients::giveSender(OscClient& client, TimePoint now)
{
    client.sender = common_;
    const auto hasOwn = [&](const OscClient& one) { return one.sender != nullptr && one.sender != common_; };
    const bool isFull = static_cast<std::size_t>(std::ranges::count_if(clients_, hasOwn)) >= kMostSenders;
    const auto oldest = std::find_if(clients_.rbegin(), clients_.rend(), hasOwn);
    if ((isFull && now - oldest->seen < kQuiet) || !mayMakeSender(now))
        return;
    if (isFull)
        oldest->sender.reset();
    client.sender = makeSender_("OSC " + client.address.text());
}

void OscClients::forget(OscAddress gone)
{
    std::erase_if(clients_, [&](const OscClient& client) { return client.answers == gone; });
}

std::vector<OscClient*> OscClients::subscribers(TimePoint now)
{
    std::vector<OscClient*> found;
    for (OscClient& client : clients_) {
        if (client.wantsNews(now))
            found.push_back(&client);
    }
    return found;
}

}  // namespace clave
