#include "app/ports/jack/jack_input.hpp"

#include "app/ports/jack/jack_endpoint.hpp"
#include "core/midi/stream_parser.hpp"
#include "core/rt/queue.hpp"

#include <jack/midiport.h>

#include <utility>

namespace clave {

class JackInput::Worker final : public JackEndpoint {
public:
    Worker(const std::string& portName, const std::string& own) : JackEndpoint(Direction::In, portName, own)
    {
    }

    void process(const JackCycle& cycle, void* buffer, bool isConnectedNow) noexcept override
    {
        if (!tryBegin(cycle, isConnectedNow))
            return;
        const auto count = jack_midi_get_event_count(buffer);
        for (std::uint32_t i = 0; i < count; ++i) {
            jack_midi_event_t event {};
            if (jack_midi_event_get(&event, buffer, i) != 0)
                continue;
            const TimePoint time = cycle.grid.timeOf(cycle.begin + event.time);
            // Events should be whole messages, but the server carries whatever it is given.
            parser_.feed({event.buffer, event.size}, [&](const Message& message) noexcept {
                auto& counter = queue_.tryPush({time, message}) ? received_ : dropped_;
                counter.fetch_add(1, std::memory_order_relaxed);
                rope.pull();
            });
        }
        end();
    }

    [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept { return queue_.tryPop(message); }
    [[nodiscard]] InputReport report() const
    {
        const auto why = trouble();
        return {why.empty(), why, received_.load(std::memory_order_relaxed),
            dropped_.load(std::memory_order_relaxed)};
    }

    BellRope rope;

private:
    static constexpr std::size_t kCapacity = 4096;

    StreamParser parser_;
    Queue<ReceivedMessage> queue_ {kCapacity};
    std::atomic<std::uint64_t> received_ {0};
    std::atomic<std::uint64_t> dropped_ {0};
};

JackInput::JackInput(std::shared_ptr<Worker> worker, std::string name)
    : name_(std::move(name))
    , worker_(std::move(worker))
    , watchdog_(Watchdog::shared())
{
    watchdog_->watch(worker_);
}

Result<std::unique_ptr<JackInput>> JackInput::open(const std::string& portName, const std::string& own)
{
    auto worker = std::make_shared<Worker>(portName, own);
    if (const auto opened = worker->open(); !opened)
        return tl::unexpected {opened.error()};
    return std::unique_ptr<JackInput> {
        new JackInput {std::move(worker), portName.empty() ? "Clave:" + own : portName}};
}

JackInput::~JackInput()
{
    worker_->close();
}

const std::string& JackInput::name() const noexcept
{
    return name_;
}

bool JackInput::tryPop(ReceivedMessage& message) noexcept
{
    return worker_->tryPop(message);
}

void JackInput::ringFor(std::shared_ptr<Bell> bell)
{
    worker_->rope.tie(std::move(bell));
}

InputReport JackInput::report() const
{
    return worker_->report();
}

}  // namespace clave
