#include "app/ports/rtmidi/rtmidi_sink.hpp"

#include "app/ports/port_trouble.hpp"
#include "app/ports/rtmidi/connection.hpp"

#include <atomic>
#include <mutex>
#include <utility>

namespace clave {
class RtMidiSink::Impl {
public:
    Impl(MidiApi midiApi, std::string name, std::unique_ptr<RtMidiConnection> connection)
        : api(midiApi)
        , portName(std::move(name))
        , current(std::move(connection))
    {
    }

    /// Looks at the connection in use; by the watchdog.
    [[nodiscard]] PortTrouble look(RtMidiConnection& connection);

    const MidiApi api;
    const std::string portName;
    std::atomic<PortTrouble> trouble {PortTrouble::None};

    std::mutex mutex;  ///< of what changes hands between watchdog and mend(); never taken by send()
    std::shared_ptr<RtMidiConnection> current;  ///< changed by the sender thread only; null between servers
    std::shared_ptr<RtMidiConnection> next;  ///< opened by the watchdog, taken by mend()
    std::shared_ptr<RtMidiConnection> retired;  ///< closed by the watchdog: closing may take a second

    std::uint64_t lastCycles = 0;
};

PortTrouble RtMidiSink::Impl::look(RtMidiConnection& connection)
{
    if (const JackClient* const server = connection.server()) {
        if (!server->serverRuns())
            return PortTrouble::ServerGone;
        if (const auto cycles = server->cycles(); std::exchange(lastCycles, cycles) == cycles)
            return PortTrouble::ServerStands;
    }
    return connection.portIsThere() ? PortTrouble::None : PortTrouble::PortGone;
}

RtMidiSink::RtMidiSink(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

RtMidiSink::~RtMidiSink() = default;

Result<std::unique_ptr<RtMidiSink>> RtMidiSink::open(MidiApi api, const std::string& portName)
{
    const auto resolved = resolveApi(api);
    if (!resolved)
        return fail(resolved.error().message);
    auto connection = RtMidiConnection::open(*resolved, portName);
    if (!connection)
        return fail(connection.error().message);
    auto impl = std::make_unique<Impl>(*resolved, portName, std::move(*connection));
    return std::unique_ptr<RtMidiSink> {new RtMidiSink {std::move(impl)}};
}

bool RtMidiSink::send(std::span<const std::uint8_t> bytes) noexcept
{
    return !isAway(impl_->trouble.load(std::memory_order_relaxed)) && impl_->current->send(bytes);
}

bool RtMidiSink::wantsMending()
{
    std::shared_ptr<RtMidiConnection> retired;
    std::shared_ptr<RtMidiConnection> current;
    {
        const std::lock_guard lock {impl_->mutex};
        retired = std::move(impl_->retired);
        current = impl_->current;
        if (impl_->next != nullptr)
            return true;
    }
    retired.reset();
    if (current != nullptr) {
        const bool wasAway = isAway(impl_->trouble.load(std::memory_order_relaxed));
        const PortTrouble now = impl_->look(*current);
        if (!wasAway || isAway(now))
            impl_->trouble.store(now, std::memory_order_relaxed);
        if (now == PortTrouble::ServerGone)
            return true;  // to be let go first: nobody can join a new server before
        if (!wasAway || isAway(now))
            return false;
    }
    // The port was away and is back, or its server was and perhaps another one runs.
    auto opened = RtMidiConnection::open(impl_->api, impl_->portName);
    if (!opened)
        return false;
    const std::lock_guard lock {impl_->mutex};
    impl_->next = std::move(*opened);
    return true;
}

void RtMidiSink::mend()
{
    const std::lock_guard lock {impl_->mutex};
    if (impl_->next != nullptr) {
        impl_->retired = std::exchange(impl_->current, std::exchange(impl_->next, nullptr));
        impl_->trouble.store(PortTrouble::None, std::memory_order_relaxed);
    } else if (impl_->trouble.load(std::memory_order_relaxed) == PortTrouble::ServerGone) {
        impl_->retired = std::exchange(impl_->current, nullptr);
    }
}

MidiApi RtMidiSink::api() const noexcept
{
    return impl_->api;
}

std::string RtMidiSink::trouble() const
{
    return sentence(impl_->trouble.load(std::memory_order_relaxed), impl_->portName);
}

}  // namespace clave
