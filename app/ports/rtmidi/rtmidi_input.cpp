#include "app/ports/rtmidi/rtmidi_input.hpp"

#include "app/ports/rtmidi/rtmidi_ear.hpp"
#include "app/ports/watchdog.hpp"
#include "core/midi/stream_parser.hpp"
#include "core/rt/queue.hpp"
#include "core/time/reference_time.hpp"

#include <atomic>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kCapacity = 4096;
}  // namespace

/// What came in, from RtMidi's thread to the one that takes it out.
class RtMidiInput::Inbox final : public RtMidiTaker {
public:
    void take(std::span<const std::uint8_t> bytes) noexcept override
    {
        const TimePoint now = referenceTime().now();
        parser_.feed(bytes, [&](const Message& message) noexcept {
            auto& counter = queue_.tryPush({now, message}) ? received_ : dropped_;
            counter.fetch_add(1, std::memory_order_relaxed);
            rope.pull();
        });
    }
    void beginAnew() noexcept override { parser_.reset(); }

    [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept { return queue_.tryPop(message); }
    [[nodiscard]] std::uint64_t received() const noexcept
    {
        return received_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

    BellRope rope;

private:
    StreamParser parser_;
    Queue<ReceivedMessage> queue_ {kCapacity};
    std::atomic<std::uint64_t> received_ {0};
    std::atomic<std::uint64_t> dropped_ {0};
};

RtMidiInput::RtMidiInput(std::shared_ptr<Inbox> inbox, std::shared_ptr<RtMidiEar> ear)
    : name_(ear->wish().portName.empty() ? "Clave:" + ear->wish().own : ear->wish().portName)
    , inbox_(std::move(inbox))
    , ear_(std::move(ear))
    , watchdog_(Watchdog::shared())
{
    watchdog_->watch(ear_);
}

Result<std::unique_ptr<RtMidiInput>> RtMidiInput::open(
    MidiApi api, const std::string& portName, const std::string& own)
{
    auto inbox = std::make_shared<Inbox>();
    auto ear = std::make_shared<RtMidiEar>(RtMidiEar::Wish {api, portName, own}, inbox);
    if (const auto opened = ear->open(); !opened)
        return fail(opened.error().message);
    return std::unique_ptr<RtMidiInput> {new RtMidiInput {std::move(inbox), std::move(ear)}};
}

RtMidiInput::~RtMidiInput()
{
    ear_->close();
}

const std::string& RtMidiInput::name() const noexcept
{
    return name_;
}

bool RtMidiInput::tryPop(ReceivedMessage& message) noexcept
{
    return inbox_->tryPop(message);
}

void RtMidiInput::ringFor(std::shared_ptr<Bell> bell)
{
    inbox_->rope.tie(std::move(bell));
}

InputReport RtMidiInput::report() const
{
    const auto why = sentence(ear_->trouble(), ear_->wish().portName);
    return {why.empty(), why, inbox_->received(), inbox_->dropped()};
}

}  // namespace clave
