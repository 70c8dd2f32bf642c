#include "app/ports/jack/jack_endpoint.hpp"

#include "app/ports/port_list.hpp"
#include "core/time/steady_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr Nanoseconds kStandsAfter = std::chrono::milliseconds {100};
constexpr Nanoseconds kPatience = std::chrono::milliseconds {200};

template <typename Condition>
void waitFor(Condition condition)
{
    const SteadyClock clock;
    for (const TimePoint end = clock.now() + kPatience; !condition() && clock.now() < end;)
        clock.sleepUntil(clock.now() + std::chrono::milliseconds {1});
}
}  // namespace

JackEndpoint::JackEndpoint(Direction direction, std::string other, std::string own)
    : direction_(direction)
    , other_(std::move(other))
    , own_(std::move(own))
{
}

Result<void> JackEndpoint::open()
{
    lookAtPort();
    if (isConnected()) {
        if (!other_.empty())
            waitForLink();  // the server makes a connection between two periods
        return {};
    }
    close();
    return fail(other_.empty() ? "The JACK server does not give us a port; does it run?"
                               : fmt::format("The JACK port \"{}\" cannot be opened; see ports.", other_));
}

void JackEndpoint::close()
{
    const std::lock_guard lock {mutex_};
    closed_ = true;
    letGo();
}

void JackEndpoint::letGo()
{
    connected_.store(false, std::memory_order_release);
    period_.store(0, std::memory_order_relaxed);
    if (client_ && slot_ != nullptr)
        client_->remove(slot_);
    slot_ = nullptr;
    client_.reset();
}

void JackEndpoint::lookAtProgress(TimePoint now)
{
    if (const auto periods = periods_.load(std::memory_order_acquire);
        std::exchange(periodsSeen_, periods) != periods || movedAt_ == TimePoint {})
        movedAt_ = now;
    // A long period is not a halt.
    if (now - movedAt_ < std::max(kStandsAfter, 3 * period()))
        return;
    if (trouble_.load(std::memory_order_relaxed) == PortTrouble::None)
        trouble_.store(PortTrouble::ServerStands, std::memory_order_relaxed);
    if (busy_.test_and_set(std::memory_order_acquire))
        return;
    standStill(now);
    busy_.clear(std::memory_order_release);
}

void JackEndpoint::lookAtPort()
{
    const std::lock_guard lock {mutex_};
    if (closed_)
        return;
    if (client_ && !client_->serverRuns())
        letGo();
    if (!client_) {
        client_ = JackClient::open();
        const std::string name = !other_.empty() ? other_ : own_;
        if (client_)
            slot_ = client_->add(direction_, name, std::static_pointer_cast<JackPort>(shared_from_this()));
        if (slot_ == nullptr) {
            letGo();
            trouble_.store(PortTrouble::ServerGone, std::memory_order_relaxed);
            return;
        }
    }
    const auto wanted = other_.empty() ? std::string {} : systemName();
    const bool isThere = other_.empty() || (!wanted.empty() && client_->connect(slot_, wanted));
    connected_.store(isThere, std::memory_order_release);
    trouble_.store(isThere ? PortTrouble::None : PortTrouble::PortGone, std::memory_order_relaxed);
}

std::string JackEndpoint::systemName() const
{
    for (const auto& name : client_->midiPorts(direction_)) {
        if (describePort(name, MidiApi::Jack).name == other_)
            return name;
    }
    return {};
}

bool JackEndpoint::tryBegin(const JackCycle& cycle, bool isConnectedNow) noexcept
{
    linked_.store(isConnectedNow, std::memory_order_release);
    period_.store(
        (cycle.grid.timeOf(cycle.begin + cycle.length) - cycle.time()).count(), std::memory_order_relaxed);
    periods_.fetch_add(1, std::memory_order_release);
    return !busy_.test_and_set(std::memory_order_acquire);
}

void JackEndpoint::waitForPeriods(std::uint64_t count) const
{
    const auto until = periods_.load(std::memory_order_acquire) + count;
    waitFor([this, until] { return periods_.load(std::memory_order_acquire) >= until; });
}

void JackEndpoint::waitForLink() const
{
    waitFor([this] { return linked_.load(std::memory_order_acquire); });
}

std::string JackEndpoint::trouble() const
{
    return sentence(trouble_.load(std::memory_order_relaxed), other_);
}

}  // namespace clave
