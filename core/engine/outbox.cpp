#include "core/engine/outbox.hpp"

#include <algorithm>

namespace clave {
namespace {
Nanoseconds fromMs(double ms) noexcept
{
    return Nanoseconds {static_cast<std::int64_t>(ms * 1e6)};
}
}  // namespace

void Outbox::setPorts(const std::vector<PortSetup>& ports) noexcept
{
    ports_.fill({});
    earliest_ = Nanoseconds {0};
    hasClock_ = false;
    for (std::size_t i = 0; i < ports.size() && i + 1 < ports_.size(); ++i) {
        Port& port = ports_[ports[i].name.empty() ? 0 : i + 1];
        port = {fromMs(ports[i].offsetMs), fromMs(ports[i].clockOffsetMs), ports[i].sendsClock};
        earliest_ = std::min(earliest_, port.offset);
        if (port.sendsClock)
            earliest_ = std::min(earliest_, port.clockOffset);
        hasClock_ = hasClock_ || port.sendsClock;
    }
}

void Outbox::look() noexcept
{
    commits_ = Nanoseconds {0};
    for (auto& slot : outputs_) {
        if (const MidiOutput* const output = slot.load(std::memory_order_acquire))
            commits_ = std::max(commits_, output->commitsAhead());
    }
}

void Outbox::post(std::size_t port, const TimedMessage& message) noexcept
{
    send(port, message, ports_[port].offset);
}

void Outbox::postToAll(TimedMessage::What what, TimePoint due) noexcept
{
    TimedMessage timed;
    timed.due = due;
    timed.track = TimedMessage::kEveryTrack;
    timed.what = what;
    for (std::size_t port = 0; port < outputs_.size(); ++port)
        post(port, timed);
}

void Outbox::postNow(std::size_t port, TimedMessage message, TimePoint now, Nanoseconds delay) noexcept
{
    MidiOutput* const output =
        port < outputs_.size() ? outputs_[port].load(std::memory_order_acquire) : nullptr;
    if (output == nullptr)
        return;
    const Nanoseconds ahead = output->commitsAhead();
    // An end must not overtake its beginning when the port's period has become shorter.
    const TimePoint free =
        std::max(now + (ahead > Nanoseconds {0} ? ahead + kPostGuard : ahead), lastByHand_[port]);
    lastByHand_[port] = free;
    message.due = free + delay;
    if (!output->tryPost(message))
        ++refused_;
}

void Outbox::endAllNow(TimePoint now) noexcept
{
    TimedMessage end;
    end.track = TimedMessage::kEveryTrack;
    end.what = TimedMessage::What::EndAll;
    for (std::size_t port = 0; port < outputs_.size(); ++port)
        postNow(port, end, now);
}

void Outbox::postClock(const Message& message, TimePoint due) noexcept
{
    TimedMessage timed;
    timed.due = due;
    timed.track = TimedMessage::kClock;
    timed.message = message;
    sendClockToAll(timed);
}

void Outbox::cut(TimePoint due) noexcept
{
    postToAll(TimedMessage::What::Cut, due);
    cutClock(due);
}

void Outbox::cutClock(TimePoint due) noexcept
{
    TimedMessage timed;
    timed.due = due;
    timed.track = TimedMessage::kClock;
    timed.what = TimedMessage::What::Cut;
    sendClockToAll(timed);
}

void Outbox::sendClockToAll(const TimedMessage& message) noexcept
{
    for (std::size_t port = 0; port < outputs_.size(); ++port) {
        if (ports_[port].sendsClock)
            send(port, message, ports_[port].clockOffset);
    }
}

void Outbox::send(std::size_t port, const TimedMessage& message, Nanoseconds offset) noexcept
{
    MidiOutput* const output = outputs_[port].load(std::memory_order_acquire);
    if (output == nullptr)
        return;
    TimedMessage shifted = message;
    shifted.due += offset;
    if (!output->tryPost(shifted))
        ++refused_;
}

void Outbox::flush() noexcept
{
    for (auto& slot : outputs_) {
        if (MidiOutput* const output = slot.load(std::memory_order_acquire))
            output->flush();
    }
}

}  // namespace clave
