#include "app/net/osc_loop.hpp"

#include "app/net/osc_doer.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace clave {
namespace {
using std::chrono::milliseconds;

constexpr Nanoseconds kLook = milliseconds {4};
constexpr int kPacketsATurn = 256;  ///< then news and bundles have their turn
constexpr std::size_t kMostWaiting = 4096;
constexpr std::size_t kMostOut = 1000;
constexpr double kLatest = 1.0;  ///< seconds: a bundle that is later is left out
constexpr double kFarthest = 60.0;  ///< seconds: a bundle for later than that is left out
}  // namespace

OscLoop::OscLoop(Engine& engine, const Clock& clock, OscSocket socket, std::string sentence)
    : engine_(engine)
    , clock_(clock)
    , socket_(std::move(socket))
    , wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , clients_([&engine](std::string source) { return engine.makeSender(std::move(source)); })
    , reader_(engine.snapshots())
    , room_(kMostOscBytes + 1)
{
    state_.isOn = true;
    state_.address = socket_.address().text();
    state_.sentence = std::move(sentence);
    thread_ = std::thread([this] { run(); });
}

OscLoop::~OscLoop()
{
    isOver_ = true;
    eventfd_write(wake_, 1);
    thread_.join();
    close(wake_);
}

OscState OscLoop::state() const
{
    const std::scoped_lock lock(mutex_);
    return state_;
}

void OscLoop::connect(OscScripts scripts)
{
    const std::scoped_lock lock(scriptsMutex_);
    scripts_ = std::move(scripts);
}

void OscLoop::send(OscMessage message, std::optional<OscAddress> to)
{
    {
        const std::scoped_lock lock(mutex_);
        if (out_.size() == kMostOut)
            return;
        out_.emplace_back(to, std::move(message));
    }
    eventfd_write(wake_, 1);
}

void OscLoop::run()
{
    while (!isOver_) {
        waitForSomething();
        now_ = clock_.now();
        status_.reset();
        readPackets();
        obeyDue();
        sendOut();
        tellNews();
    }
}

void OscLoop::waitForSomething()
{
    const TimePoint now = clock_.now();
    auto patience = Nanoseconds {-1};
    const auto noLaterThan = [&](TimePoint time) {
        const auto left = std::max(time - now, Nanoseconds {0});
        patience = patience < Nanoseconds {0} ? left : std::min(patience, left);
    };
    if (!waiting_.empty())
        noLaterThan(waiting_.begin()->first);
    if (!clients_.subscribers(now).empty())
        noLaterThan(nextLook_);
    timespec time {};
    time.tv_sec = patience.count() / 1'000'000'000;
    time.tv_nsec = patience.count() % 1'000'000'000;
    std::array<pollfd, 2> files {{{socket_.handle(), POLLIN, 0}, {wake_, POLLIN, 0}}};
    (void)ppoll(files.data(), files.size(), patience < Nanoseconds {0} ? nullptr : &time, nullptr);
    eventfd_t rings = 0;
    (void)eventfd_read(wake_, &rings);
    while (const auto vanished = socket_.takeVanished())
        clients_.forget(*vanished);
}

void OscLoop::readPackets()
{
    for (int packets = 0; packets < kPacketsATurn; ++packets) {
        OscAddress from;
        const auto size = socket_.receive(room_, from);
        if (!size)
            return;
        take(std::span(room_).first(std::min(*size, room_.size())), from);
    }
}

void OscLoop::take(std::span<const std::byte> packet, OscAddress from)
{
    auto messages = readOscPacket(packet);
    {
        const std::scoped_lock lock(mutex_);
        if (messages)
            state_.messages += messages->size();
        else
            ++state_.broken;
    }
    if (!messages)
        return;
    const OscTime now = OscTime::now();
    for (auto& [due, message] : *messages) {
        const double in = due.isNow() ? 0.0 : due.secondsAfter(now);
        if (in <= 0.0 && in >= -kLatest) {
            obey(message, from);
        } else if (in > 0.0 && in <= kFarthest && waiting_.size() < kMostWaiting) {
            const auto wait = std::chrono::duration<double> {in};
            waiting_.emplace(
                now_ + std::chrono::duration_cast<Nanoseconds>(wait), std::pair {from, std::move(message)});
        } else {
            tell(from,
                in < 0.0 ? fmt::format("{} came {:.1f} s too late and was left out.", message.path, -in)
                         : fmt::format("{} is for {:.0f} s from now; {:.0f} s is the most.", message.path, in,
                               kFarthest));
        }
    }
}

void OscLoop::obey(const OscMessage& message, OscAddress from)
{
    if (!message.path.starts_with(kOscRoot)) {
        const std::scoped_lock lock(scriptsMutex_);
        if (scripts_.heard)
            scripts_.heard(message);
        return;
    }
    const Snapshot* const snapshot = reader_.latest();
    if (snapshot == nullptr)
        return;
    OscClientDoer doer(*this, clients_.at(from, now_), *snapshot);
    if (const auto done = obeyOsc(message, doer); !done)
        tell(from, done.error().message);
}

void OscLoop::obeyDue()
{
    while (!waiting_.empty() && waiting_.begin()->first <= now_) {
        const auto next = waiting_.extract(waiting_.begin());
        obey(next.mapped().second, next.mapped().first);
    }
}

void OscLoop::sendOut()
{
    std::deque<std::pair<std::optional<OscAddress>, OscMessage>> out;
    {
        const std::scoped_lock lock(mutex_);
        out.swap(out_);
    }
    for (const auto& [to, message] : out) {
        const auto bytes = oscBytes(message);
        if (to) {
            socket_.send(*to, bytes);
            continue;
        }
        for (const OscClient* const client : clients_.subscribers(now_)) {
            if (client->wantsNews("script"))
                socket_.send(client->answers, bytes);
        }
    }
}

void OscLoop::tellNews()
{
    const auto subscribers = clients_.subscribers(now_);
    {
        const std::scoped_lock lock(mutex_);
        state_.subscribers = subscribers.size();
    }
    const Snapshot* const snapshot = reader_.latest();
    if (subscribers.empty() || now_ < nextLook_ || snapshot == nullptr)
        return;
    nextLook_ = now_ + kLook;
    const auto items = news_.look(engine_.status(), *snapshot);
    const auto all = news_.all();
    for (OscClient* const client : subscribers) {
        std::vector<OscMessage> wanted;
        for (const OscNewsItem& item : client->isNew ? all : items) {
            if (client->wantsNews(item.kind))
                wanted.push_back(item.message);
        }
        client->isNew = false;
        for (const auto& bundle : oscBundles(wanted))
            socket_.send(client->answers, bundle);
    }
}

void OscLoop::tell(OscAddress to, const std::string& sentence)
{
    {
        const std::scoped_lock lock(mutex_);
        ++state_.refused;
    }
    OscClient& client = clients_.at(to, now_);
    if (client.mayTellError(now_))
        socket_.send(client.answers, oscBytes({"/clave/error", {sentence}}));
}

}  // namespace clave
