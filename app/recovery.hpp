#pragma once

#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

class RecoveryLock;

/// Unsaved changes that an earlier run left, by a crash or by being closed.
struct Recovery {
    std::string file;  ///< that they are in
    std::string songPath;  ///< of the song, absolute; empty: it had no file yet
    std::int64_t keptAt = 0;  ///< seconds since 1970
    SongPtr song;
};

/// "Night Bus (/home/me/night.clave) has changes of 2026-11-21 14:03 that were not saved."
[[nodiscard]] std::string sentence(const Recovery& recovery);

// Thread-safe: yes, all. Realtime-safe: no.

/// $XDG_STATE_HOME/clave/recovery, or ~/.local/state/clave/recovery; empty without a home.
[[nodiscard]] std::string recoveryFolder();

/// Everything that was left and is worth offering: newer than its song's file and different from it, and not
/// of a Clave that runs. The newest first. What is the same as its song's file is removed.
[[nodiscard]] std::vector<Recovery> findRecoveries(const std::string& folder);

/// The newest that was left of one song; of songs without a file when `songPath` is empty.
[[nodiscard]] std::optional<Recovery> findRecovery(const std::string& folder, const std::string& songPath);

/// Removes it for good.
void discardRecovery(const Recovery& recovery);

/// The place where one run keeps the unsaved changes of one song.
///
/// Its name is made of the song's path. It is locked while in use (the lock goes with the process, however
/// that ends), so that two Claves never write to the same, and none is offered what another is working on.
/// What an earlier run left there is not written over: the next free of kSlots names is taken, and the oldest
/// when there is none. Thread-safe: no. Realtime-safe: no.
class RecoverySlot {
public:
    static constexpr int kSlots = 16;

    /// Nothing is made until something is kept.
    RecoverySlot(std::string folder, std::string songPath);
    /// Goes on in the place of what was found. With somebody else there, in a place of its own.
    [[nodiscard]] static RecoverySlot adopt(std::string folder, const Recovery& recovery);
    /// What is kept stays.
    ~RecoverySlot();
    RecoverySlot(RecoverySlot&&) noexcept;
    RecoverySlot& operator=(RecoverySlot&&) noexcept;
    RecoverySlot(const RecoverySlot&) = delete;
    RecoverySlot& operator=(const RecoverySlot&) = delete;

    /// Keeps the song durably in place of what was kept before.
    [[nodiscard]] Result<void> keep(const Song& song);
    /// Removes what is kept.
    void forget();

private:
    void takePlace();

    std::string folder_;
    std::string songPath_;
    std::string file_;  ///< empty: no place yet
    std::unique_ptr<RecoveryLock> lock_;
};

}  // namespace clave
