#include "app/ports/jack/jack_byte_port.hpp"

#include "app/ports/jack/jack_endpoint.hpp"
#include "core/rt/queue.hpp"

#include <jack/midiport.h>

#include <optional>
#include <utility>

namespace clave {
namespace {
/// 80 ms of the fastest stream that a controller was ever seen to send, and of a flood of 100,000 messages a
/// second, so that a thread that was held up loses nothing.
constexpr std::size_t kInputChunks = 8192;
/// A whole repaint, one message a light, and much more: who sends faster than the server takes is told.
constexpr std::size_t kOutputChunks = 2048;

/// Counts how often a connection was made anew.
class Presence {
public:
    void see(bool isLinked) noexcept
    {
        if (isLinked && !wasLinked_)
            ++count_;
        wasLinked_ = isLinked;
        number_.store(isLinked ? count_ : 0, std::memory_order_release);
    }
    [[nodiscard]] std::uint32_t number() const noexcept { return number_.load(std::memory_order_acquire); }

private:
    std::uint32_t count_ = 0;  ///< of the server's thread, as the next one
    bool wasLinked_ = false;
    std::atomic<std::uint32_t> number_ {0};
};
}  // namespace

class JackBytePort::Input final : public JackEndpoint {
public:
    Input(const std::string& portName, std::shared_ptr<Bell> bell)
        : JackEndpoint(Direction::In, portName, portName)
        , bell_(std::move(bell))
    {
    }

    void process(const JackCycle& cycle, void* buffer, bool isConnectedNow) noexcept override
    {
        if (!tryBegin(cycle, isConnectedNow))
            return;
        presence_.see(isConnectedNow);
        const auto count = jack_midi_get_event_count(buffer);
        for (std::uint32_t i = 0; i < count; ++i) {
            jack_midi_event_t event {};
            if (jack_midi_event_get(&event, buffer, i) == 0)
                take({event.buffer, event.size}, cycle.grid.timeOf(cycle.begin + event.time));
        }
        if (count > 0)
            bell_->ring();
        end();
    }

    [[nodiscard]] bool tryPop(ByteChunk& chunk) noexcept { return queue_.tryPop(chunk); }
    [[nodiscard]] std::uint32_t presence() const noexcept { return isConnected() ? presence_.number() : 0; }
    void addTo(ByteReport& report) const
    {
        report.received = received_.load(std::memory_order_relaxed);
        report.dropped = dropped_.load(std::memory_order_relaxed);
    }

private:
    void take(std::span<const std::uint8_t> bytes, TimePoint time) noexcept
    {
        const bool isTaken = cutInChunks(
            bytes, time, [this](const ByteChunk& chunk) noexcept { return queue_.tryPush(chunk); });
        (isTaken ? received_ : dropped_).fetch_add(bytes.size(), std::memory_order_relaxed);
    }

    std::shared_ptr<Bell> bell_;
    Queue<ByteChunk> queue_ {kInputChunks};
    Presence presence_;
    std::atomic<std::uint64_t> received_ {0};
    std::atomic<std::uint64_t> dropped_ {0};
};

class JackBytePort::Output final : public JackEndpoint {
public:
    explicit Output(const std::string& portName) : JackEndpoint(Direction::Out, portName, portName) {}

    void process(const JackCycle& cycle, void* buffer, bool isConnectedNow) noexcept override
    {
        jack_midi_clear_buffer(buffer);
        if (!tryBegin(cycle, isConnectedNow))
            return;
        presence_.see(isConnectedNow);
        while (size_ > 0 || gather()) {
            // What nobody hears is gone: a device that comes back is told everything anew.
            if (isConnectedNow && jack_midi_event_write(buffer, 0, message_.data(), size_) != 0)
                break;  // no room in this period
            size_ = 0;
        }
        end();
    }

    bool send(std::span<const std::uint8_t> message)
    {
        const auto chunks = message.size() / ByteChunk::kMost + 1;
        const bool fits =
            message.size() <= kLongest && queue_.sizeApprox() + chunks <= kOutputChunks && presence() != 0;
        const bool isTaken = fits
            && cutInChunks(message, {}, [this](const ByteChunk& chunk) { return queue_.tryPush(chunk); });
        if (!isTaken)
            refused_.fetch_add(1, std::memory_order_relaxed);
        return isTaken;
    }

    /// Takes our port away when all that was sent has arrived.
    void finish()
    {
        waitForPeriods(3);  // one may be under way, one writes the rest, and one is theirs to arrive
        close();
    }

    [[nodiscard]] std::uint32_t presence() const noexcept { return isConnected() ? presence_.number() : 0; }
    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_.load(std::memory_order_relaxed); }

private:
    /// Puts the next whole message together; the sender hands its pieces over one by one.
    bool gather() noexcept
    {
        ByteChunk chunk;
        while (queue_.tryPop(chunk)) {
            std::ranges::copy(chunk.span(), message_.begin() + static_cast<std::ptrdiff_t>(gathered_));
            gathered_ += chunk.size;
            if (chunk.isEnd) {
                size_ = std::exchange(gathered_, 0);
                return true;
            }
        }
        return false;
    }

    Queue<ByteChunk> queue_ {kOutputChunks};
    Presence presence_;
    std::array<std::uint8_t, kLongest> message_ {};  ///< of the server's thread, as the next two
    std::size_t gathered_ = 0;
    std::size_t size_ = 0;  ///< of a whole message that waits for room
    std::atomic<std::uint64_t> refused_ {0};
};

JackBytePort::JackBytePort(std::shared_ptr<Input> input, std::shared_ptr<Output> output)
    : input_(std::move(input))
    , output_(std::move(output))
    , watchdog_(Watchdog::shared())
{
    if (input_ != nullptr)
        watchdog_->watch(input_);
    if (output_ != nullptr)
        watchdog_->watch(output_);
}

Result<std::unique_ptr<JackBytePort>> JackBytePort::open(
    const std::string& input, const std::string& output, std::shared_ptr<Bell> bell)
{
    std::shared_ptr<Input> in;
    if (!input.empty()) {
        in = std::make_shared<Input>(input, std::move(bell));
        if (const auto opened = in->open(); !opened)
            return tl::unexpected {opened.error()};
    }
    std::shared_ptr<Output> out;
    if (!output.empty()) {
        out = std::make_shared<Output>(output);
        if (const auto opened = out->open(); !opened) {
            if (in != nullptr)
                in->close();
            return tl::unexpected {opened.error()};
        }
    }
    return std::unique_ptr<JackBytePort> {new JackBytePort {std::move(in), std::move(out)}};
}

JackBytePort::~JackBytePort()
{
    if (output_ != nullptr)
        output_->finish();
    if (input_ != nullptr)
        input_->close();
}

bool JackBytePort::tryPop(ByteChunk& chunk) noexcept
{
    return input_ != nullptr && input_->tryPop(chunk);
}

bool JackBytePort::send(std::span<const std::uint8_t> message)
{
    return output_ != nullptr && output_->send(message);
}

std::uint32_t JackBytePort::presence() const noexcept
{
    std::uint32_t sum = 0;
    for (const auto one : {input_ != nullptr ? std::optional {input_->presence()} : std::nullopt,
             output_ != nullptr ? std::optional {output_->presence()} : std::nullopt}) {
        if (one == 0U)
            return 0;
        sum += one.value_or(0);
    }
    return sum;
}

ByteReport JackBytePort::report() const
{
    ByteReport report;
    if (input_ != nullptr) {
        report.trouble = input_->trouble();
        input_->addTo(report);
    }
    if (output_ != nullptr) {
        report.refused = output_->refused();
        if (report.trouble.empty())
            report.trouble = output_->trouble();
    }
    return report;
}

}  // namespace clave
