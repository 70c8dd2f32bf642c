#include "app/ports/jack/jack_output.hpp"

#include "app/ports/jack/jack_endpoint.hpp"
#include "core/base/fixed_vector.hpp"
#include "core/ports/output_stage.hpp"
#include "core/time/reference_time.hpp"

#include <jack/midiport.h>

#include <algorithm>
#include <array>
#include <utility>

namespace clave {
namespace {
/// A frame at 44.1 kHz is 22.7 us: later than that is not where it should be.
constexpr Nanoseconds kLate = std::chrono::microseconds {25};

struct Placed {
    std::uint32_t offset = 0;
    Message message;
};

/// The end of a note, and when it was written.
struct Ended {
    std::int64_t frame = INT64_MIN / 2;
    Message off;
};

/// How far back an xrun may reach that is heard of now. Measured with a sender, a receiver and a third client
/// made late at random (1,300 xruns at 64, 256 and 1024 frames): what was lost was written one or two periods
/// before, three at most but for storms of xruns, where the next xrun reaches it.
constexpr std::int64_t kLostPeriods = 3;

/// What goes out in one period. A port's buffer takes about 2700 short messages; who sends more than this in
/// a period waits for the next.
using Period = FixedVector<Placed, 2048>;
}  // namespace

class JackOutput::Worker final : public JackEndpoint {
public:
    explicit Worker(const std::string& portName)
        : JackEndpoint(Direction::Out, portName, "out")
        , stage_(OutputStage::kCapacity, kLate)
    {
    }

    void process(const JackCycle& cycle, void* buffer, bool isConnectedNow) noexcept override
    {
        jack_midi_clear_buffer(buffer);
        if (!tryBegin(cycle, isConnectedNow))
            return;
        placed_.clear();
        // The watchdog needs a moment to see that a connection went; the ends of notes must not get lost
        // meanwhile. Our own port may be played before anybody listens.
        everHeard_ = everHeard_ || isConnectedNow;
        const bool heard = isConnected() && (isConnectedNow || (other().empty() && !everHeard_));
        const auto sink = [&](const Message& message, TimePoint due) noexcept {
            return heard && place(cycle, message, due);
        };
        if (std::exchange(xruns_, cycle.xruns) != cycle.xruns)
            endAgain(cycle);
        if (!closing_.load(std::memory_order_acquire))
            stage_.runUntil(cycle.lastMoment(), cycle.time(), sink);
        else if (!std::exchange(allEnded_, true))
            stage_.endEverything(cycle.time(), sink);
        for (const Placed& one : placed_)
            jack_midi_event_write(buffer, one.offset, one.message.bytes.data(), one.message.size);
        end();
    }

    OutputStage& stage() noexcept { return stage_; }
    [[nodiscard]] const OutputStage& stage() const noexcept { return stage_; }

    /// Ends every note, and our port when that has arrived.
    void endAndClose()
    {
        closing_.store(true, std::memory_order_release);
        waitForPeriods(3);  // one may be under way, one ends the notes, and one is theirs to arrive
        close();
    }

private:
    void standStill(TimePoint) override
    {
        const TimePoint now = referenceTime().now();
        stage_.run(now, [](const Message&, TimePoint) noexcept { return false; });
    }

    /// At an xrun the server may lose what was on its way: the ends of the last notes are sent once more.
    void endAgain(const JackCycle& cycle) noexcept
    {
        for (Ended& ended : ended_)
            if (ended.frame >= cycle.begin - kLostPeriods * cycle.length && !stage_.isSounding(ended.off)
                && placed_.tryPush({0, ended.off}))
                ended.frame = cycle.begin;
    }

    bool place(const JackCycle& cycle, const Message& message, TimePoint due) noexcept
    {
        const auto frame = std::max(cycle.grid.frameAt(due) - cycle.begin, std::int64_t {0});
        Placed placed {std::min(static_cast<std::uint32_t>(frame), cycle.length - 1), message};
        if (!placed_.empty())
            placed.offset = std::max(placed.offset, placed_.back().offset);
        if (!placed_.tryPush(placed))
            return false;
        if (message.isNoteOff())
            ended_[nextEnded_++ % ended_.size()] = {cycle.begin + placed.offset, message};
        if (message.isRealTime()) {
            for (auto* at = placed_.end() - 1; at != placed_.begin(); --at) {
                const Placed& before = *(at - 1);
                if (before.offset != placed.offset || before.message.isSystem())
                    break;
                std::swap(*at, *(at - 1));
            }
        }
        return true;
    }

    OutputStage stage_;
    Period placed_;
    std::atomic<bool> closing_ {false};
    bool everHeard_ = false;  ///< of the server's thread, as the next one
    bool allEnded_ = false;
    std::uint64_t xruns_ = 0;
    std::array<Ended, 128> ended_ {};  ///< the last notes
    std::size_t nextEnded_ = 0;
};

JackOutput::JackOutput(std::shared_ptr<Worker> worker)
    : name_(worker->other().empty() ? "Clave" : worker->other())
    , worker_(std::move(worker))
    , watchdog_(Watchdog::shared())
{
    watchdog_->watch(worker_);
}

Result<std::unique_ptr<JackOutput>> JackOutput::open(const std::string& portName)
{
    auto worker = std::make_shared<Worker>(portName);
    if (const auto opened = worker->open(); !opened)
        return tl::unexpected {opened.error()};
    return std::unique_ptr<JackOutput> {new JackOutput {std::move(worker)}};
}

JackOutput::~JackOutput()
{
    worker_->endAndClose();
}

const std::string& JackOutput::name() const noexcept
{
    return name_;
}

bool JackOutput::tryPost(const TimedMessage& message) noexcept
{
    return worker_->stage().tryPost(message);
}

Nanoseconds JackOutput::commitsAhead() const noexcept
{
    return worker_->period();
}

std::vector<SentMessage> JackOutput::recent() const
{
    return std::as_const(*worker_).stage().recent();
}

OutputReport JackOutput::report() const
{
    OutputReport report = std::as_const(*worker_).stage().report();
    report.trouble = worker_->trouble();
    report.open = report.trouble.empty();
    return report;
}

}  // namespace clave
