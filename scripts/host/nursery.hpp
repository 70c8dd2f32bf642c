#pragma once

#include "scripts/host/file_handle.hpp"
#include "scripts/host/host_process.hpp"
#include "scripts/host/script_host.hpp"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace clave {

/// Starts processes in a thread of its own, so that nobody waits for them. Its thread is the parent that the
/// children do not outlive. Thread-safe: all from one thread. Realtime-safe: no.
class Nursery {
public:
    using Born = Result<std::unique_ptr<HostProcess>>;

    explicit Nursery(ScriptHostOptions options);
    /// Processes that nobody took are killed.
    ~Nursery();
    Nursery(const Nursery&) = delete;
    Nursery& operator=(const Nursery&) = delete;
    Nursery(Nursery&&) = delete;
    Nursery& operator=(Nursery&&) = delete;

    /// One more process, please.
    void order();
    /// The next one, or the sentence why it could not be started; nothing: none is ready.
    [[nodiscard]] std::optional<Born> take();
    /// Readable when there is something to take.
    [[nodiscard]] int bellFile() const noexcept { return bell_.get(); }

private:
    void run();

    ScriptHostOptions options_;
    FileHandle bell_;
    std::mutex mutex_;
    std::condition_variable wish_;
    int ordered_ = 0;
    bool isOver_ = false;
    std::deque<Born> born_;
    std::thread thread_;
};

}  // namespace clave
