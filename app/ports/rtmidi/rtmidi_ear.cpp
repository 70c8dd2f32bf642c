#include "app/ports/rtmidi/rtmidi_ear.hpp"

#include "app/ports/left_behind.hpp"
#include "app/ports/rtmidi/client.hpp"
#include "core/time/steady_clock.hpp"

#include <chrono>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr auto kClientName = "Clave";
constexpr Nanoseconds kPatience = std::chrono::milliseconds {300};
constexpr Nanoseconds kLook = std::chrono::milliseconds {1};
}  // namespace

/// One opened RtMidi input. Replaced as a whole when its port or server comes back.
class RtMidiEar::Listener {
public:
    static Result<std::unique_ptr<Listener>> open(const Wish& wish, std::shared_ptr<RtMidiTaker> taker)
    {
        std::unique_ptr<Listener> listener {new Listener};
        listener->taker_ = std::move(taker);
        listener->taker_->beginAnew();  // nobody feeds it: the listener before is gone
        if (wish.api == MidiApi::Alsa && !wish.portName.empty()) {
            auto look = openRtMidi<RtMidiIn>(wish.api, "Clave look");
            if (!look)
                return fail(look.error().message);
            listener->look_ = std::move(*look);
        }
        auto client = openRtMidi<RtMidiIn>(wish.api, kClientName);
        if (!client)
            return fail(client.error().message);
        listener->client_ = std::move(*client);
        listener->client_.midi->ignoreTypes(!wish.withSysEx, false, true);  // clock is wanted
        listener->client_.midi->setCallback(&Listener::hear, listener->taker_.get());
        if (const auto opened = listener->client_.openPort(wish.api, wish.portName, wish.own); !opened)
            return fail(opened.error().message);
        listener->client_.errors->setSending(true);
        return listener;
    }

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    Listener(Listener&&) = delete;
    Listener& operator=(Listener&&) = delete;
    ~Listener()
    {
        if (server() == nullptr || !server()->serverRuns() || serverMoves())
            return;
        // Closing waits for ever for a server that stands still: what its thread uses stays until the
        // process's end.
        keepToTheEnd(std::move(client_.midi));
        keepToTheEnd(std::move(client_.errors));
        static std::mutex mutex;
        static std::vector<std::shared_ptr<RtMidiTaker>> kept;
        const std::lock_guard lock {mutex};
        kept.push_back(taker_);
    }

    [[nodiscard]] const JackClient* server() const noexcept { return client_.server.get(); }
    [[nodiscard]] bool portIsThere(const std::string& portName)
    {
        if (portName.empty())
            return true;
        return server() != nullptr ? client_.hasPort(MidiApi::JackRtMidi, portName)
                                   : look_.hasPort(MidiApi::Alsa, portName);
    }

private:
    Listener() = default;
    static void hear(double /*since the last one*/, std::vector<unsigned char>* bytes, void* taker)
    {
        static_cast<RtMidiTaker*>(taker)->take(*bytes);
    }
    [[nodiscard]] bool serverMoves() const
    {
        const SteadyClock clock;
        const auto begin = clock.now();
        const auto before = server()->cycles();
        while (server()->serverRuns() && server()->cycles() == before && clock.now() < begin + kPatience)
            clock.sleepUntil(clock.now() + kLook);
        return !server()->serverRuns() || server()->cycles() != before;
    }

    std::shared_ptr<RtMidiTaker> taker_;
    RtMidiClient<RtMidiIn> client_;
    RtMidiClient<RtMidiIn> look_;  ///< with ALSA only: to see whether the port is there
};

RtMidiEar::RtMidiEar(Wish wish, std::shared_ptr<RtMidiTaker> taker)
    : wish_(std::move(wish))
    , taker_(std::move(taker))
{
}

RtMidiEar::~RtMidiEar() = default;

Result<void> RtMidiEar::open()
{
    return listen();
}

Result<void> RtMidiEar::listen()
{
    auto opened = Listener::open(wish_, taker_);
    if (!opened)
        return fail(opened.error().message);
    listener_ = std::move(*opened);
    openings_.fetch_add(1, std::memory_order_relaxed);
    trouble_.store(PortTrouble::None, std::memory_order_release);
    return {};
}

void RtMidiEar::close()
{
    const std::lock_guard lock {mutex_};
    isClosed_ = true;
    listener_.reset();
}

void RtMidiEar::lookAtPort()
{
    const std::lock_guard lock {mutex_};
    if (isClosed_)
        return;
    if (listener_ != nullptr) {
        const bool wasAway = isAway(trouble_.load(std::memory_order_relaxed));
        const PortTrouble now = look();
        if (!wasAway || isAway(now))
            trouble_.store(now, std::memory_order_release);
        if (now == PortTrouble::ServerGone)
            listener_.reset();  // nobody can join a new server before
        if (!wasAway || isAway(now))
            return;
        listener_.reset();
    }
    (void)listen();  // what is not there yet is tried again at the next look
}

PortTrouble RtMidiEar::look()
{
    if (const JackClient* const server = listener_->server()) {
        if (!server->serverRuns())
            return PortTrouble::ServerGone;
        if (const auto cycles = server->cycles(); std::exchange(lastCycles_, cycles) == cycles)
            return PortTrouble::ServerStands;
    }
    return listener_->portIsThere(wish_.portName) ? PortTrouble::None : PortTrouble::PortGone;
}

}  // namespace clave
