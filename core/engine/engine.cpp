#include "core/engine/engine.hpp"

#include "core/engine/clock_thread.hpp"
#include "core/engine/live_keys.hpp"
#include "core/engine/session_thread.hpp"

#include <mutex>
#include <utility>

namespace clave {
namespace {
class InboxSender final : public CommandSender {
public:
    InboxSender(SessionThread& session, std::shared_ptr<SessionThread::Inbox> inbox)
        : session_(session)
        , inbox_(std::move(inbox))
    {
    }
    ~InboxSender() override { inbox_->closed = true; }
    InboxSender(const InboxSender&) = delete;
    InboxSender& operator=(const InboxSender&) = delete;
    InboxSender(InboxSender&&) = delete;
    InboxSender& operator=(InboxSender&&) = delete;

    bool trySend(CommandWhat what, std::uint64_t gesture, std::optional<Position> from) override
    {
        const bool sent = inbox_->queue.tryPush({std::move(what), inbox_->source, gesture, from});
        session_.wake();
        return sent;
    }

private:
    SessionThread& session_;
    std::shared_ptr<SessionThread::Inbox> inbox_;
};
}  // namespace

/// Made in this order and ended in the opposite one: the outputs go last, and end what sounds.
class Engine::Impl {
public:
    Impl(Song song, std::vector<std::unique_ptr<MidiOutput>> outputs, const Clock& clock,
        RealtimeBroker* broker)
        : clock_(clock)
        , outputs_(std::move(outputs))
        , session_(std::move(song))
        , clockThread_(session_.published(), table(), syncSlot_, liveQueues_, scripts_, clock, broker)
        , liveKeys_(session_.published(), clockThread_, *liveQueues_.claim(), makeSender("keys"), clock)
    {
        session_.start([this] { clockThread_.wake(); });
    }
    ~Impl() { session_.stop(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    Impl(Impl&&) = delete;
    Impl& operator=(Impl&&) = delete;

    std::unique_ptr<CommandSender> makeSender(std::string source)
    {
        return std::make_unique<InboxSender>(session_, session_.makeInbox(std::move(source)));
    }

    OutputTable& table()
    {
        outputs_.resize(table_.size());
        for (std::size_t i = 0; i < table_.size(); ++i)
            table_[i].store(outputs_[i].get(), std::memory_order_release);
        return table_;
    }

    void replace(std::size_t port, std::unique_ptr<MidiOutput> output)
    {
        const std::scoped_lock lock(mutex_);
        if (port >= outputs_.size())
            return;
        table_[port].store(output.get(), std::memory_order_release);
        outputs_[port].swap(output);
        awaitAnotherRound();
    }

    void replaceSync(std::unique_ptr<SyncSource> source)
    {
        const std::scoped_lock lock(mutex_);
        syncSlot_.store(source.get(), std::memory_order_release);
        sync_.swap(source);
        awaitAnotherRound();
    }

    /// The clock thread may be using what was replaced until it has begun another round.
    void awaitAnotherRound()
    {
        const auto round = clockThread_.wakeUps();
        while (clockThread_.wakeUps() < round + 2) {
            clockThread_.wake();
            clock_.sleepUntil(clock_.now() + ClockThread::kInterval);
        }
    }

    const Clock& clock_;
    mutable std::mutex mutex_;  ///< of outputs_ and sync_
    std::vector<std::unique_ptr<MidiOutput>> outputs_;
    std::unique_ptr<SyncSource> sync_;
    SyncSlot syncSlot_ {nullptr};
    OutputTable table_ {};
    SessionThread session_;
    LiveQueues liveQueues_;
    ScriptQueues scripts_;
    ClockThread clockThread_;
    LiveKeys liveKeys_;
};

Engine::Engine(
    Song song, std::vector<std::unique_ptr<MidiOutput>> outputs, const Clock& clock, RealtimeBroker* broker)
    : impl_(std::make_unique<Impl>(std::move(song), std::move(outputs), clock, broker))
{
}

Engine::~Engine() = default;

std::unique_ptr<CommandSender> Engine::makeSender(std::string source)
{
    return impl_->makeSender(std::move(source));
}

std::unique_ptr<KeySender> Engine::makeKeySender(std::string source)
{
    return impl_->liveKeys_.makeSender(impl_->makeSender(std::move(source)));
}

ScriptQueues& Engine::scripts() noexcept
{
    return impl_->scripts_;
}

void Engine::setInputs(std::vector<std::unique_ptr<MidiInput>> inputs)
{
    impl_->liveKeys_.setInputs(std::move(inputs));
}

std::vector<InputState> Engine::inputReports() const
{
    return impl_->liveKeys_.inputs();
}

std::vector<HeardMessage> Engine::recentInput() const
{
    return impl_->liveKeys_.recentInput();
}

std::bitset<128> Engine::keysHeld() const noexcept
{
    return impl_->liveKeys_.keysHeld();
}

ClockStatus Engine::status() const noexcept
{
    return impl_->clockThread_.status();
}

Published<Snapshot>& Engine::snapshots() noexcept
{
    return impl_->session_.published();
}

SongPtr Engine::song()
{
    Published<Snapshot>::Reader reader(snapshots());
    const Snapshot* const snapshot = reader.latest();
    return snapshot != nullptr ? snapshot->song : nullptr;
}

std::vector<OutputReport> Engine::outputReports() const
{
    const std::scoped_lock lock(impl_->mutex_);
    std::vector<OutputReport> reports;
    for (const auto& output : impl_->outputs_)
        reports.push_back(output ? output->report() : OutputReport {});
    return reports;
}

std::vector<SentMessage> Engine::recentOutput(std::size_t port) const
{
    const std::scoped_lock lock(impl_->mutex_);
    const bool isThere = port < impl_->outputs_.size() && impl_->outputs_[port];
    return isThere ? impl_->outputs_[port]->recent() : std::vector<SentMessage> {};
}

void Engine::replaceOutput(std::size_t port, std::unique_ptr<MidiOutput> output)
{
    impl_->replace(port, std::move(output));
}

void Engine::replaceSync(std::unique_ptr<SyncSource> source)
{
    impl_->replaceSync(std::move(source));
}

const RealtimeResult& Engine::realtime() const noexcept
{
    return impl_->clockThread_.realtime();
}

std::vector<std::string> Engine::takeRefusals()
{
    return impl_->session_.takeRefusals();
}

void Engine::markSaved(SongPtr saved, DocumentId document)
{
    impl_->session_.markSaved(std::move(saved), document);
}

Engine::Edits Engine::edits() const
{
    const auto edits = impl_->session_.edits();
    return {edits.undo, edits.redo, edits.modified};
}

}  // namespace clave
