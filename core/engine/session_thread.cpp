#include "core/engine/session_thread.hpp"

#include <utility>

namespace clave {

SessionThread::SessionThread(Song song) : session_(std::move(song))
{
    sem_init(&wake_, 0, 0);
}

SessionThread::~SessionThread()
{
    stop();
    sem_destroy(&wake_);
}

void SessionThread::start(std::function<void()> onApplied)
{
    onApplied_ = std::move(onApplied);
    thread_ = std::thread([this] { run(); });
}

void SessionThread::stop()
{
    stop_.store(true, std::memory_order_release);
    wake();
    if (thread_.joinable())
        thread_.join();
}

std::shared_ptr<SessionThread::Inbox> SessionThread::makeInbox(std::string source)
{
    auto inbox = std::make_shared<Inbox>(std::move(source));
    const std::scoped_lock lock(mutex_);
    inboxes_.push_back(inbox);
    return inbox;
}

std::vector<std::string> SessionThread::takeRefusals()
{
    const std::scoped_lock lock(mutex_);
    return std::exchange(refusals_, {});
}

void SessionThread::markSaved(SongPtr saved, DocumentId document)
{
    {
        const std::scoped_lock lock(mutex_);
        savedNow_.emplace_back(std::move(saved), document);
    }
    wake();
}

SessionThread::Edits SessionThread::edits() const
{
    const std::scoped_lock lock(mutex_);
    return edits_;
}

void SessionThread::run()
{
    while (!stop_.load(std::memory_order_acquire)) {
        while (sem_wait(&wake_) != 0) {}
        applyAll();
        onApplied_();
    }
    applyAll();
}

void SessionThread::applyAll()
{
    std::vector<std::shared_ptr<Inbox>> inboxes;
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(
            inboxes_, [](const auto& inbox) { return inbox->closed && inbox->queue.sizeApprox() == 0; });
        inboxes = inboxes_;
    }
    for (const auto& inbox : inboxes)
        applyFrom(*inbox);
    const std::scoped_lock lock(mutex_);
    for (auto& [saved, document] : std::exchange(savedNow_, {}))
        session_.markSaved(std::move(saved), document);
    edits_ = {session_.undoLabel(), session_.redoLabel(), session_.isModified()};
}

void SessionThread::applyFrom(Inbox& inbox)
{
    // As many as wait now, so that a flood in one inbox does not keep the others waiting.
    std::size_t left = inbox.queue.sizeApprox();
    Command command;
    while (left-- > 0 && inbox.queue.tryPop(command)) {
        const auto done = session_.apply(command);
        if (done)
            continue;
        const std::scoped_lock lock(mutex_);
        if (refusals_.size() == kRefusals)
            refusals_.erase(refusals_.begin());
        const bool isScripts = command.source.starts_with(kScriptSource);
        refusals_.push_back((isScripts ? command.source + ": " : "") + done.error().message);
    }
}

}  // namespace clave
