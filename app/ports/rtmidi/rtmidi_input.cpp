#include "app/ports/rtmidi/rtmidi_input.hpp"

#include "app/ports/left_behind.hpp"
#include "app/ports/port_trouble.hpp"
#include "app/ports/rtmidi/client.hpp"
#include "app/ports/watchdog.hpp"
#include "core/midi/stream_parser.hpp"
#include "core/rt/queue.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/steady_clock.hpp"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr auto kClientName = "Clave";
constexpr std::size_t kCapacity = 4096;
constexpr Nanoseconds kPatience = std::chrono::milliseconds {300};
constexpr Nanoseconds kLook = std::chrono::milliseconds {1};

/// What came in, from RtMidi's thread to the one that takes it out.
struct Inbox {
    void take(const std::vector<unsigned char>& bytes) noexcept
    {
        const TimePoint now = referenceTime().now();
        parser.feed(bytes, [&](const Message& message) noexcept {
            auto& counter = queue.tryPush({now, message}) ? received : dropped;
            counter.fetch_add(1, std::memory_order_relaxed);
        });
    }

    StreamParser parser;
    Queue<ReceivedMessage> queue {kCapacity};
    std::atomic<std::uint64_t> received {0};
    std::atomic<std::uint64_t> dropped {0};
};

/// One opened RtMidi input. Replaced as a whole when its port or server comes back.
class Listener {
public:
    static Result<std::unique_ptr<Listener>> open(
        MidiApi api, const std::string& portName, const std::string& own, std::shared_ptr<Inbox> inbox)
    {
        std::unique_ptr<Listener> listener {new Listener};
        listener->inbox_ = std::move(inbox);
        listener->inbox_->parser.reset();  // nobody feeds it: the listener before is gone
        if (api == MidiApi::Alsa && !portName.empty()) {
            auto look = openRtMidi<RtMidiIn>(api, "Clave look");
            if (!look)
                return fail(look.error().message);
            listener->look_ = std::move(*look);
        }
        auto client = openRtMidi<RtMidiIn>(api, kClientName);
        if (!client)
            return fail(client.error().message);
        listener->client_ = std::move(*client);
        listener->client_.midi->ignoreTypes(true, false, true);  // clock is wanted; long messages are not
        listener->client_.midi->setCallback(&Listener::hear, listener->inbox_.get());
        if (const auto opened = listener->client_.openPort(api, portName, own); !opened)
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
        static std::vector<std::shared_ptr<Inbox>> kept;
        const std::lock_guard lock {mutex};
        kept.push_back(inbox_);
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
    static void hear(double /*since the last one*/, std::vector<unsigned char>* bytes, void* inbox)
    {
        static_cast<Inbox*>(inbox)->take(*bytes);
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

    std::shared_ptr<Inbox> inbox_;
    RtMidiClient<RtMidiIn> client_;
    RtMidiClient<RtMidiIn> look_;  ///< with ALSA only: to see whether the port is there
};
}  // namespace

class RtMidiInput::Worker final : public Watched {
public:
    Worker(MidiApi api, std::string portName, std::string own)
        : portName_(std::move(portName))
        , own_(std::move(own))
        , api_(api)
    {
    }

    [[nodiscard]] Result<void> open()
    {
        auto opened = Listener::open(api_, portName_, own_, inbox_);
        if (!opened)
            return fail(opened.error().message);
        listener_ = std::move(*opened);
        trouble_.store(PortTrouble::None, std::memory_order_relaxed);
        return {};
    }

    void close()
    {
        const std::lock_guard lock {mutex_};
        closed_ = true;
        listener_.reset();
    }

    void lookAtProgress(TimePoint) override {}
    void lookAtPort() override
    {
        const std::lock_guard lock {mutex_};
        if (closed_)
            return;
        if (listener_ != nullptr) {
            const bool wasAway = isAway(trouble_.load(std::memory_order_relaxed));
            const PortTrouble now = look();
            if (!wasAway || isAway(now))
                trouble_.store(now, std::memory_order_relaxed);
            if (now == PortTrouble::ServerGone)
                listener_.reset();  // nobody can join a new server before
            if (!wasAway || isAway(now))
                return;
            listener_.reset();
        }
        (void)open();  // what is not there yet is tried again at the next look
    }

    [[nodiscard]] std::string name() const { return portName_.empty() ? "Clave:" + own_ : portName_; }
    [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept { return inbox_->queue.tryPop(message); }
    [[nodiscard]] InputReport report() const
    {
        const auto why = sentence(trouble_.load(std::memory_order_relaxed), portName_);
        return {why.empty(), why, inbox_->received.load(std::memory_order_relaxed),
            inbox_->dropped.load(std::memory_order_relaxed)};
    }

private:
    [[nodiscard]] PortTrouble look()
    {
        if (const JackClient* const server = listener_->server()) {
            if (!server->serverRuns())
                return PortTrouble::ServerGone;
            if (const auto cycles = server->cycles(); std::exchange(lastCycles_, cycles) == cycles)
                return PortTrouble::ServerStands;
        }
        return listener_->portIsThere(portName_) ? PortTrouble::None : PortTrouble::PortGone;
    }

    const std::string portName_;
    const std::string own_;
    const MidiApi api_;
    std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
    std::mutex mutex_;  ///< of the listener; RtMidi's thread never takes it
    std::unique_ptr<Listener> listener_;
    bool closed_ = false;
    std::uint64_t lastCycles_ = 0;
    std::atomic<PortTrouble> trouble_ {PortTrouble::None};
};

RtMidiInput::RtMidiInput(std::shared_ptr<Worker> worker)
    : name_(worker->name())
    , worker_(std::move(worker))
    , watchdog_(Watchdog::shared())
{
    watchdog_->watch(worker_);
}

Result<std::unique_ptr<RtMidiInput>> RtMidiInput::open(
    MidiApi api, const std::string& portName, const std::string& own)
{
    auto worker = std::make_shared<Worker>(api, portName, own);
    if (const auto opened = worker->open(); !opened)
        return fail(opened.error().message);
    return std::unique_ptr<RtMidiInput> {new RtMidiInput {std::move(worker)}};
}

RtMidiInput::~RtMidiInput()
{
    worker_->close();
}

const std::string& RtMidiInput::name() const noexcept
{
    return name_;
}

bool RtMidiInput::tryPop(ReceivedMessage& message) noexcept
{
    return worker_->tryPop(message);
}

InputReport RtMidiInput::report() const
{
    return worker_->report();
}

}  // namespace clave
