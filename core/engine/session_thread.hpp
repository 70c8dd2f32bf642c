#pragma once

#include "core/engine/session.hpp"
#include "core/rt/queue.hpp"
#include "core/time/clock.hpp"

#include <semaphore.h>

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace clave {

/// The thread that owns the session: takes commands from everyone's queues, applies them, and publishes.
///
/// Its locks are shared with faces that ask for labels or make a queue, never with the clock or an output.
class SessionThread {
public:
    /// Commands that one sender may be ahead: a second of a hundred thousand pads a second goes through in
    /// slices.
    static constexpr std::size_t kQueueLength = 4096;

    /// One sender's queue.
    struct Inbox {
        explicit Inbox(std::string from) : source(std::move(from)), queue(kQueueLength) {}
        std::string source;
        Queue<Command> queue;
        std::atomic<bool> closed {false};
    };

    explicit SessionThread(Song song);
    ~SessionThread();
    SessionThread(const SessionThread&) = delete;
    SessionThread& operator=(const SessionThread&) = delete;
    SessionThread(SessionThread&&) = delete;
    SessionThread& operator=(SessionThread&&) = delete;

    /// Begins to apply commands. \param onApplied called on the session's thread after each round of them: a
    /// new snapshot may be there.
    void start(std::function<void()> onApplied);
    /// Applies what is queued, then ends.
    void stop();

    [[nodiscard]] std::shared_ptr<Inbox> makeInbox(std::string source);
    /// There is something in an inbox, or something else to do. Thread-safe: yes. Realtime-safe: yes.
    void wake() noexcept { sem_post(&wake_); }

    [[nodiscard]] Published<Snapshot>& published() noexcept { return session_.published(); }
    [[nodiscard]] std::vector<std::string> takeRefusals();
    void markSaved(SongPtr saved, DocumentId document);

    struct Edits {
        std::string undo;
        std::string redo;
        bool modified = false;
    };
    [[nodiscard]] Edits edits() const;

private:
    void run();
    void applyAll();
    void applyFrom(Inbox& inbox);

    /// Refusals kept for whoever asks; older ones are let go.
    static constexpr std::size_t kRefusals = 100;

    Session session_;
    sem_t wake_ {};
    std::atomic<bool> stop_ {false};
    mutable std::mutex mutex_;  ///< of all below
    std::vector<std::shared_ptr<Inbox>> inboxes_;
    std::vector<std::string> refusals_;
    std::vector<std::pair<SongPtr, DocumentId>> savedNow_;
    Edits edits_;
    std::function<void()> onApplied_;  ///< of the thread
    std::thread thread_;
};

}  // namespace clave
