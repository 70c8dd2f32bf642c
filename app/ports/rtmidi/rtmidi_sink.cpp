#include "app/ports/rtmidi/rtmidi_sink.hpp"

#include "app/ports/rtmidi/connection.hpp"

#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <utility>

namespace clave {
namespace {
enum class Trouble { None, PortGone, ServerGone, ServerStands };

bool isAway(Trouble trouble) noexcept
{
    return trouble == Trouble::PortGone || trouble == Trouble::ServerGone;
}
}  // namespace

class RtMidiSink::Impl {
public:
    Impl(MidiApi midiApi, std::string name, std::unique_ptr<RtMidiConnection> connection)
        : api(midiApi)
        , portName(std::move(name))
        , current(std::move(connection))
    {
    }

    /// Looks at the connection in use; by the watchdog.
    [[nodiscard]] Trouble look(RtMidiConnection& connection);

    const MidiApi api;
    const std::string portName;
    std::atomic<Trouble> trouble {Trouble::None};

    std::mutex mutex;  ///< of what changes hands between watchdog and mend(); never taken by send()
    std::shared_ptr<RtMidiConnection> current;  ///< changed by the sender thread only; null between servers
    std::shared_ptr<RtMidiConnection> next;  ///< opened by the watchdog, taken by mend()
    std::shared_ptr<RtMidiConnection> retired;  ///< closed by the watchdog: closing may take a second

    std::uint64_t lastCycles = 0;
};

Trouble RtMidiSink::Impl::look(RtMidiConnection& connection)
{
    if (const JackClient* const server = connection.server()) {
        if (!server->serverRuns())
            return Trouble::ServerGone;
        if (const auto cycles = server->cycles(); std::exchange(lastCycles, cycles) == cycles)
            return Trouble::ServerStands;
    }
    return connection.portIsThere() ? Trouble::None : Trouble::PortGone;
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
        const Trouble now = impl_->look(*current);
        if (!wasAway || isAway(now))
            impl_->trouble.store(now, std::memory_order_relaxed);
        if (now == Trouble::ServerGone)
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
        impl_->trouble.store(Trouble::None, std::memory_order_relaxed);
    } else if (impl_->trouble.load(std::memory_order_relaxed) == Trouble::ServerGone) {
        impl_->retired = std::exchange(impl_->current, nullptr);
    }
}

MidiApi RtMidiSink::api() const noexcept
{
    return impl_->api;
}

std::string RtMidiSink::trouble() const
{
    const std::string name =
        impl_->portName.empty() ? "The port \"Clave\"" : fmt::format("\"{}\"", impl_->portName);
    switch (impl_->trouble.load(std::memory_order_relaxed)) {
    case Trouble::PortGone:
        return fmt::format("{} is gone; it is opened again when it is back.", name);
    case Trouble::ServerGone:
        return fmt::format("{} is gone with its JACK server; it is opened again when one runs.", name);
    case Trouble::ServerStands:
        return fmt::format("{} is not heard: the JACK server stands still.", name);
    case Trouble::None:
        break;
    }
    return {};
}

}  // namespace clave
