#pragma once

#include "app/recovery.hpp"

#include <memory>
#include <string>

namespace clave {

// One file of the recovery folder: a line that says what it is, a line with the song's path, and the song as
// a song file has it.

inline constexpr const char* kRecoveryEnding = ".recovery";

/// The n-th name for a song's recovery, without the folder.
[[nodiscard]] std::string recoveryName(const std::string& songPath, int number);

[[nodiscard]] std::string recoveryText(const Song& song, const std::string& songPath);

/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<Recovery> readRecovery(const std::string& file);

/// A recovery file in use by one RecoverySlot of one process.
class RecoveryLock {
public:
    /// Null when somebody else has it. Where files cannot be locked, everybody gets it.
    [[nodiscard]] static std::unique_ptr<RecoveryLock> tryTake(const std::string& recoveryFile);
    ~RecoveryLock();
    RecoveryLock(const RecoveryLock&) = delete;
    RecoveryLock& operator=(const RecoveryLock&) = delete;
    RecoveryLock(RecoveryLock&&) = delete;
    RecoveryLock& operator=(RecoveryLock&&) = delete;

private:
    RecoveryLock(std::string name, int file) : name_(std::move(name)), file_(file) {}

    std::string name_;
    int file_;  ///< -1: could not be locked
};

}  // namespace clave
