#include "app/ports/sender_thread.hpp"

#include "app/ports/left_behind.hpp"
#include "core/ports/output_stage.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/steady_clock.hpp"

#include <fmt/format.h>
#include <semaphore.h>

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace clave {
namespace {
/// Only so that there is a deadline: every post wakes the thread.
constexpr Nanoseconds kIdle = std::chrono::hours {1};
}  // namespace

/// What the sender thread owns, shared with whoever posts, watches or reports, so that it may outlive them.
class SenderThread::Worker final : public Watched {
public:
    Worker(std::string name, std::unique_ptr<MessageSink> sink)
        : name_(std::move(name))
        , sink_(std::move(sink))
        , hasCable_(sink_->hasCable())
    {
        sem_init(&wake_, 0, 0);
    }
    ~Worker() override { sem_destroy(&wake_); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    Worker(Worker&&) = delete;
    Worker& operator=(Worker&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept { return stage_.tryPost(message); }
    void wake() noexcept { sem_post(&wake_); }
    void stop() noexcept
    {
        stop_.store(true, std::memory_order_release);
        wake();
    }
    [[nodiscard]] OutputReport report() const;
    [[nodiscard]] std::vector<SentMessage> recent() const { return stage_.recent(); }

    /// The thread to be made an ordinary one when it hangs; null when there is none any more.
    void setThread(RealtimeThread* thread)
    {
        const std::lock_guard lock {threadLife_};
        thread_ = thread;
    }

    void run();
    void lookAtProgress(TimePoint now) override;
    void lookAtPort() override;

private:
    void sendDue() noexcept;
    void closeSink();
    [[nodiscard]] bool send(const Message& message) noexcept;

    std::string name_;
    OutputStage stage_;
    std::unique_ptr<MessageSink> sink_;
    const bool hasCable_;
    mutable std::shared_mutex sinkLife_;  ///< never taken while notes are sent: only for the end of the sink
    const ReferenceTime& clock_ = referenceTime();
    sem_t wake_ {};
    std::atomic<bool> stop_ {false};
    std::atomic<bool> mend_ {false};
    std::atomic<bool> stuck_ {false};  ///< set by the watchdog; cleared by the sender when the sink came back
    std::atomic<std::int64_t> insideSince_ {0};  ///< nanoseconds, monotonic; 0 when not inside the sink
    std::mutex threadLife_;
    RealtimeThread* thread_ = nullptr;
};

void SenderThread::Worker::run()
{
    while (!stop_.load(std::memory_order_acquire)) {
        if (mend_.exchange(false, std::memory_order_acquire))
            sink_->mend();
        sendDue();
        stuck_.store(false, std::memory_order_release);
        const TimePoint next = stage_.nextDue().value_or(clock_.now() + kIdle);
        (void)clock_.waitUntil(wake_, next);
    }
    stage_.endEverything(
        clock_.now(), [this](const Message& message, TimePoint) noexcept { return send(message); });
    closeSink();
}

void SenderThread::Worker::sendDue() noexcept
{
    stage_.run(clock_.now(), [this](const Message& message, TimePoint) noexcept { return send(message); });
}

bool SenderThread::Worker::send(const Message& message) noexcept
{
    insideSince_.store(SteadyClock {}.now().time_since_epoch().count(), std::memory_order_release);
    const bool taken = sink_->send(message.span());
    insideSince_.store(0, std::memory_order_release);
    return taken;
}

void SenderThread::Worker::closeSink()
{
    std::unique_ptr<MessageSink> closing;
    {
        const std::unique_lock lock {sinkLife_};
        closing = std::move(sink_);
    }
}

void SenderThread::Worker::lookAtProgress(TimePoint now)
{
    const auto since = insideSince_.load(std::memory_order_acquire);
    if (since == 0 || now.time_since_epoch().count() - since < kStuck.count())
        return;
    if (stuck_.exchange(true, std::memory_order_acq_rel))
        return;
    const std::lock_guard lock {threadLife_};
    if (thread_ != nullptr)
        thread_->dropRealtime();
}

void SenderThread::Worker::lookAtPort()
{
    const std::shared_lock lock {sinkLife_};
    if (sink_ == nullptr || stuck_.load(std::memory_order_acquire) || !sink_->wantsMending())
        return;
    mend_.store(true, std::memory_order_release);
    wake();
}

OutputReport SenderThread::Worker::report() const
{
    OutputReport report = stage_.report();
    if (!hasCable_)
        report.load.reset();
    const std::shared_lock lock {sinkLife_};
    if (sink_ == nullptr)
        report.trouble = fmt::format("{} is closed.", name_);
    else if (stuck_.load(std::memory_order_acquire))
        report.trouble =
            fmt::format("{} does not take messages any more; playing goes on when it does.", name_);
    else
        report.trouble = sink_->trouble();
    report.open = report.trouble.empty();
    return report;
}

SenderThread::SenderThread(std::string name, std::unique_ptr<MessageSink> sink, RealtimeBroker* broker)
    : worker_(std::make_shared<Worker>(std::move(name), std::move(sink)))
    , watchdog_(Watchdog::shared())
    , thread_(std::make_unique<RealtimeThread>(
          RealtimeThreadOptions {.name = "clave-out", .priority = kSenderPriority, .broker = broker},
          end_.wrap([worker = worker_] { worker->run(); })))
{
    worker_->setThread(thread_.get());
    watchdog_->watch(worker_);
}

SenderThread::~SenderThread()
{
    worker_->stop();
    const bool ended = end_.waitFor(kPatience);
    worker_->setThread(nullptr);
    if (ended)
        return;
    thread_->dropRealtime();
    leaveBehind(end_, std::move(thread_));
}

const std::string& SenderThread::name() const noexcept
{
    return worker_->name();
}

bool SenderThread::tryPost(const TimedMessage& message) noexcept
{
    return worker_->tryPost(message);
}

void SenderThread::flush() noexcept
{
    worker_->wake();
}

std::vector<SentMessage> SenderThread::recent() const
{
    return worker_->recent();
}

OutputReport SenderThread::report() const
{
    return worker_->report();
}

}  // namespace clave
