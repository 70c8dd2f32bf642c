#pragma once

#include "app/scripts/script_files.hpp"
#include "core/ports/bell.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace clave {

/// A slow thread for all that waits for a disk: looks twenty times a second whether scripts were saved, and
/// writes what is to be remembered. Thread-safe: yes. Realtime-safe: no.
class ScriptWatcher {
public:
    /// \param onNews called on its thread when take() has something.
    explicit ScriptWatcher(std::function<void()> onNews);
    /// Does what is left to do first.
    ~ScriptWatcher();
    ScriptWatcher(const ScriptWatcher&) = delete;
    ScriptWatcher& operator=(const ScriptWatcher&) = delete;
    ScriptWatcher(ScriptWatcher&&) = delete;
    ScriptWatcher& operator=(ScriptWatcher&&) = delete;

    /// What to look at from now on; what was not among it before is looked at at once.
    void watch(std::vector<std::string> paths);
    /// What was saved since the last call.
    [[nodiscard]] std::vector<FileLook::Seen> take();
    /// Does something that waits for a disk.
    void later(std::function<void()> job);

private:
    void run();
    bool round();
    [[nodiscard]] bool isIdle();

    std::function<void()> onNews_;
    Bell bell_;
    FileLook look_;  ///< of the thread
    std::mutex mutex_;  ///< of all until the next line
    std::vector<std::string> paths_;
    std::vector<FileLook::Seen> news_;
    std::vector<std::function<void()>> jobs_;
    bool isOver_ = false;

    std::thread thread_;
};

}  // namespace clave
