#include "app/ports/jack/jack_client.hpp"

#include "app/ports/jack/jack_time.hpp"
#include "app/ports/left_behind.hpp"
#include "core/rt/seq_value.hpp"
#include "core/time/steady_clock.hpp"

#include <jack/jack.h>
#include <jack/midiport.h>
#include <jack/transport.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace clave {
namespace {
/// A server that does not make a period in that time stands still; asking it anything would hang.
constexpr Nanoseconds kPatience = std::chrono::milliseconds {300};

void toLog(const char* text)
{
    spdlog::debug("JACK: {}", text);
}

/// A busy server now and then refuses a client, as when another one is just leaving.
jack_client_t* openPatiently()
{
    const SteadyClock clock;
    for (int tries = 0;; ++tries) {
        jack_status_t status {};
        auto* const client = jack_client_open("Clave", JackNoStartServer, &status);
        const bool thereIsNone = (status & JackServerFailed) != 0;
        if (client != nullptr || thereIsNone || tries == 4)
            return client;
        clock.sleepUntil(clock.now() + std::chrono::milliseconds {50});
    }
}
}  // namespace

struct JackClient::Slot {
    jack_port_t* jackPort = nullptr;
    std::shared_ptr<JackPort> port;
};

/// What the server's thread uses. It outlives the client when a server that stands still cannot be left.
struct JackClient::Shared {
    static int process(jack_nframes_t length, void* data);
    static int missed(void* data)
    {
        static_cast<Shared*>(data)->xruns.fetch_add(1, std::memory_order_relaxed);
        return 0;
    }
    static void over(void* data) { static_cast<Shared*>(data)->ended.store(true, std::memory_order_release); }

    jack_client_t* client = nullptr;
    JackTime time {referenceTime()};
    std::array<std::atomic<Slot*>, kPorts> slots {};  ///< what the server's thread works on
    std::atomic<std::uint64_t> cycles {0};
    std::atomic<std::uint64_t> xruns {0};
    SeqValue<JackTransport> transport;
    std::atomic<bool> ended {false};
    std::mutex mutex;  ///< of all below
    std::vector<std::unique_ptr<Slot>> owned;  ///< also those removed while the server stood still
};

int JackClient::Shared::process(jack_nframes_t length, void* data)
{
    auto& shared = *static_cast<Shared*>(data);
    const auto rate = jack_get_sample_rate(shared.client);
    const auto since = static_cast<std::int64_t>(jack_frames_since_cycle_start(shared.client));
    JackCycle cycle = shared.time.begin(jack_last_frame_time(shared.client), length, rate,
        Nanoseconds {since * 1'000'000'000 / static_cast<std::int64_t>(rate)});
    cycle.xruns = shared.xruns.load(std::memory_order_relaxed);
    jack_position_t position {};
    const bool rolling = jack_transport_query(shared.client, &position) == JackTransportRolling;
    const bool hasTempo = (position.valid & JackPositionBBT) != 0;
    shared.transport.store(
        {rolling, position.frame, rate, cycle.time(), hasTempo ? position.beats_per_minute : 0.0});
    for (auto& place : shared.slots) {
        if (Slot* const slot = place.load(std::memory_order_acquire))
            slot->port->process(
                cycle, jack_port_get_buffer(slot->jackPort, length), jack_port_connected(slot->jackPort) > 0);
    }
    shared.cycles.fetch_add(1, std::memory_order_release);
    return 0;
}

void quietJack()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Libraries below us open clients of their own (the synth's audio); none of them may start a server.
        setenv("JACK_NO_START_SERVER", "1", 1);
        jack_set_error_function(toLog);
        jack_set_info_function(toLog);
    });
}

JackClient::JackClient() : shared_(std::make_unique<Shared>()) {}

std::shared_ptr<JackClient> JackClient::open()
{
    static std::mutex mutex;
    static std::weak_ptr<JackClient> current;
    const std::lock_guard lock {mutex};
    if (auto held = current.lock())
        return held->serverRuns() ? held : nullptr;
    auto joined = join();
    current = joined;
    return joined;
}

std::shared_ptr<JackClient> JackClient::join()
{
    quietJack();
    std::shared_ptr<JackClient> self {new JackClient};
    auto* const client = openPatiently();
    if (client == nullptr)
        return nullptr;
    self->shared_->client = client;
    jack_set_process_callback(client, Shared::process, self->shared_.get());
    jack_set_xrun_callback(client, Shared::missed, self->shared_.get());
    jack_on_shutdown(client, Shared::over, self->shared_.get());
    return jack_activate(client) == 0 ? self : nullptr;
}

JackClient::~JackClient()
{
    if (shared_->client == nullptr)
        return;
    const auto before = cycles();
    waitForCycles(1);
    // Closing asks a server that stands still, and would wait for it for ever: it is left to the process's
    // end.
    if (serverRuns() && cycles() == before)
        keepToTheEnd(std::move(shared_));
    else
        jack_client_close(shared_->client);
}

std::uint64_t JackClient::cycles() const noexcept
{
    return shared_->cycles.load(std::memory_order_acquire);
}

bool JackClient::serverRuns() const noexcept
{
    return !shared_->ended.load(std::memory_order_acquire);
}

bool JackClient::tryTransport(JackTransport& transport) const noexcept
{
    return shared_->transport.tryLoad(transport);
}

void JackClient::startTransport() noexcept
{
    jack_transport_start(shared_->client);
}

void JackClient::stopTransport() noexcept
{
    jack_transport_stop(shared_->client);
}

void JackClient::locateTransport(std::uint32_t frame) noexcept
{
    jack_transport_locate(shared_->client, frame);
}

std::uint64_t JackClient::xruns() const noexcept
{
    return shared_->xruns.load(std::memory_order_relaxed);
}

JackClient::Slot* JackClient::add(
    JackPort::Direction direction, std::string name, std::shared_ptr<JackPort> port)
{
    const std::lock_guard lock {shared_->mutex};
    const auto free =
        std::ranges::find_if(shared_->slots, [](const auto& slot) { return slot.load() == nullptr; });
    if (!serverRuns() || free == shared_->slots.end())
        return nullptr;
    const auto most = static_cast<std::size_t>(jack_port_name_size() - jack_client_name_size() - 4);
    name.resize(std::min(name.size(), most));
    std::ranges::replace(name, ':', ' ');  // parts the client's name from the port's
    const auto flags = direction == JackPort::Direction::Out ? JackPortIsOutput : JackPortIsInput;
    const auto registered = [&](const std::string& as) {
        return jack_port_register(shared_->client, as.c_str(), JACK_DEFAULT_MIDI_TYPE, flags, 0);
    };
    jack_port_t* jackPort = registered(name);
    for (int number = 2; jackPort == nullptr && number < 10; ++number)
        jackPort = registered(name + " " + std::to_string(number));
    if (jackPort == nullptr)
        return nullptr;
    auto& slot = shared_->owned.emplace_back(std::make_unique<Slot>());
    slot->jackPort = jackPort;
    slot->port = std::move(port);
    free->store(slot.get(), std::memory_order_release);
    return slot.get();
}

void JackClient::remove(Slot* slot)
{
    const std::lock_guard lock {shared_->mutex};
    for (auto& place : shared_->slots) {
        Slot* held = slot;
        place.compare_exchange_strong(held, nullptr);
    }
    const auto before = cycles();
    waitForCycles(2);  // the server's thread may be working on it
    if (serverRuns() && cycles() < before + 2)
        return;
    if (serverRuns())
        jack_port_unregister(shared_->client, slot->jackPort);
    std::erase_if(shared_->owned, [slot](const auto& one) { return one.get() == slot; });
}

bool JackClient::connect(Slot* slot, const std::string& other)
{
    const char* const ours = jack_port_name(slot->jackPort);
    const bool isOut = (jack_port_flags(slot->jackPort) & JackPortIsOutput) != 0;
    return isConnected(slot, other)
        || jack_connect(shared_->client, isOut ? ours : other.c_str(), isOut ? other.c_str() : ours) == 0;
}

bool JackClient::isConnected(Slot* slot, const std::string& other) const
{
    return jack_port_connected_to(slot->jackPort, other.c_str()) != 0;
}

std::vector<std::string> JackClient::midiPorts(JackPort::Direction direction) const
{
    std::vector<std::string> result;
    if (!serverRuns())
        return result;
    const auto flags = direction == JackPort::Direction::Out ? JackPortIsInput : JackPortIsOutput;
    const char** const names = jack_get_ports(shared_->client, nullptr, JACK_DEFAULT_MIDI_TYPE, flags);
    for (const char** name = names; name != nullptr && *name != nullptr; ++name)
        result.emplace_back(*name);
    jack_free(names);
    return result;
}

void JackClient::waitForCycles(std::uint64_t count) const
{
    const SteadyClock clock;
    const auto until = cycles() + count;
    for (const TimePoint patience = clock.now() + kPatience;
        cycles() < until && serverRuns() && clock.now() < patience;)
        clock.sleepUntil(clock.now() + std::chrono::milliseconds {1});
}

}  // namespace clave
