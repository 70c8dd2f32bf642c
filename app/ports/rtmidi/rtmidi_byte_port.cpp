#include "app/ports/rtmidi/rtmidi_byte_port.hpp"

#include "app/ports/rtmidi/rtmidi_ear.hpp"
#include "app/ports/rtmidi/rtmidi_sink.hpp"
#include "core/rt/queue.hpp"
#include "core/time/reference_time.hpp"

#include <atomic>
#include <utility>

namespace clave {
namespace {
/// As for JACK: a thread that is held up for 80 ms loses nothing.
constexpr std::size_t kInputChunks = 8192;
}  // namespace

/// What came in, from RtMidi's thread to the one that takes it out.
class RtMidiBytePort::Inbox final : public RtMidiTaker {
public:
    explicit Inbox(std::shared_ptr<Bell> bell) : bell_(std::move(bell)) {}

    void take(std::span<const std::uint8_t> bytes) noexcept override
    {
        const bool isTaken = cutInChunks(bytes, referenceTime().now(),
            [this](const ByteChunk& chunk) noexcept { return queue_.tryPush(chunk); });
        (isTaken ? received_ : dropped_).fetch_add(bytes.size(), std::memory_order_relaxed);
        bell_->ring();
    }

    [[nodiscard]] bool tryPop(ByteChunk& chunk) noexcept { return queue_.tryPop(chunk); }
    void addTo(ByteReport& report) const
    {
        report.received = received_.load(std::memory_order_relaxed);
        report.dropped = dropped_.load(std::memory_order_relaxed);
    }

private:
    std::shared_ptr<Bell> bell_;
    Queue<ByteChunk> queue_ {kInputChunks};
    std::atomic<std::uint64_t> received_ {0};
    std::atomic<std::uint64_t> dropped_ {0};
};

/// The output, which the watchdog opens again and the sending thread takes.
class RtMidiBytePort::Mouth final : public Watched {
public:
    explicit Mouth(std::unique_ptr<RtMidiSink> sink) : sink_(std::move(sink)) {}

    void lookAtProgress(TimePoint) override {}
    void lookAtPort() override
    {
        if (sink_->wantsMending())
            isMendingOwed_.store(true, std::memory_order_release);
        isThere_.store(sink_->trouble().empty(), std::memory_order_release);
    }

    bool send(std::span<const std::uint8_t> message)
    {
        if (isMendingOwed_.exchange(false, std::memory_order_acq_rel)) {
            sink_->mend();
            isThere_.store(sink_->trouble().empty(), std::memory_order_release);
        }
        const bool isSent = sink_->send(message);
        if (!isSent)
            refused_.fetch_add(1, std::memory_order_relaxed);
        return isSent;
    }

    [[nodiscard]] std::string trouble() const { return sink_->trouble(); }
    /// One that was opened again counts as there: the next message takes it.
    [[nodiscard]] bool isThere() const noexcept
    {
        return isThere_.load(std::memory_order_acquire) || isMendingOwed_.load(std::memory_order_acquire);
    }
    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_.load(std::memory_order_relaxed); }

private:
    std::unique_ptr<RtMidiSink> sink_;
    std::atomic<bool> isMendingOwed_ {false};
    std::atomic<bool> isThere_ {true};
    std::atomic<std::uint64_t> refused_ {0};
};

RtMidiBytePort::RtMidiBytePort(
    std::shared_ptr<Inbox> inbox, std::shared_ptr<RtMidiEar> ear, std::shared_ptr<Mouth> mouth)
    : inbox_(std::move(inbox))
    , ear_(std::move(ear))
    , mouth_(std::move(mouth))
    , watchdog_(Watchdog::shared())
{
    if (ear_ != nullptr)
        watchdog_->watch(ear_);
    if (mouth_ != nullptr)
        watchdog_->watch(mouth_);
}

Result<std::unique_ptr<RtMidiBytePort>> RtMidiBytePort::open(
    MidiApi api, const std::string& input, const std::string& output, std::shared_ptr<Bell> bell)
{
    auto inbox = std::make_shared<Inbox>(std::move(bell));
    std::shared_ptr<RtMidiEar> ear;
    if (!input.empty()) {
        ear = std::make_shared<RtMidiEar>(RtMidiEar::Wish {api, input, "surface in", true}, inbox);
        if (const auto opened = ear->open(); !opened)
            return fail(opened.error().message);
    }
    std::shared_ptr<Mouth> mouth;
    if (!output.empty()) {
        auto sink = RtMidiSink::open(api, output);
        if (!sink) {
            if (ear != nullptr)
                ear->close();
            return fail(sink.error().message);
        }
        mouth = std::make_shared<Mouth>(std::move(*sink));
    }
    return std::unique_ptr<RtMidiBytePort> {
        new RtMidiBytePort {std::move(inbox), std::move(ear), std::move(mouth)}};
}

RtMidiBytePort::~RtMidiBytePort()
{
    if (ear_ != nullptr)
        ear_->close();
}

bool RtMidiBytePort::tryPop(ByteChunk& chunk) noexcept
{
    return inbox_->tryPop(chunk);
}

bool RtMidiBytePort::send(std::span<const std::uint8_t> message)
{
    return mouth_ != nullptr && message.size() <= kLongest && mouth_->send(message);
}

std::uint32_t RtMidiBytePort::presence() const noexcept
{
    const bool isHeard = ear_ == nullptr || !isAway(ear_->trouble());
    const bool isThere = isHeard && (mouth_ == nullptr || mouth_->isThere());
    return !isThere ? 0 : ear_ != nullptr ? ear_->openings() : 1;
}

ByteReport RtMidiBytePort::report() const
{
    ByteReport report;
    if (ear_ != nullptr)
        report.trouble = sentence(ear_->trouble(), ear_->wish().portName);
    inbox_->addTo(report);
    if (mouth_ != nullptr) {
        report.refused = mouth_->refused();
        if (report.trouble.empty())
            report.trouble = mouth_->trouble();
    }
    return report;
}

}  // namespace clave
