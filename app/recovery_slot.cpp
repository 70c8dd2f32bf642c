#include "app/recovery.hpp"
#include "app/recovery_file.hpp"
#include "core/io/durable_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace clave {
namespace fs = std::filesystem;

RecoverySlot::RecoverySlot(std::string folder, std::string songPath)
    : folder_(std::move(folder))
    , songPath_(std::move(songPath))
{
}

RecoverySlot RecoverySlot::adopt(std::string folder, const Recovery& recovery)
{
    RecoverySlot slot(std::move(folder), recovery.songPath);
    slot.lock_ = RecoveryLock::tryTake(recovery.file);
    if (slot.lock_)
        slot.file_ = recovery.file;
    return slot;
}

RecoverySlot::~RecoverySlot() = default;
RecoverySlot::RecoverySlot(RecoverySlot&&) noexcept = default;
RecoverySlot& RecoverySlot::operator=(RecoverySlot&&) noexcept = default;

void RecoverySlot::takePlace()
{
    fs::file_time_type oldest = fs::file_time_type::max();
    for (int i = 0; i < kSlots; ++i) {
        const fs::path file = fs::path {folder_} / recoveryName(songPath_, i);
        auto lock = RecoveryLock::tryTake(file.string());
        if (!lock)
            continue;
        std::error_code isFree;
        const auto written = fs::last_write_time(file, isFree);
        if (!isFree && written >= oldest)
            continue;
        oldest = written;
        file_ = file.string();
        lock_ = std::move(lock);
        if (isFree)
            return;
    }
}

Result<void> RecoverySlot::keep(const Song& song)
{
    if (folder_.empty())
        return fail("there is no home folder to keep them in");
    std::error_code ignored;  // what cannot be made is told by the saving itself
    fs::create_directories(folder_, ignored);
    if (file_.empty())
        takePlace();
    if (file_.empty())
        return fail(fmt::format("{} other Claves keep changes of this song in {}", kSlots, folder_));
    auto kept = saveDurably(file_, recoveryText(song, songPath_));
    if (!kept && !fs::exists(file_, ignored))  // the place may be one that cannot be locked yet
        forget();
    return kept;
}

void RecoverySlot::forget()
{
    if (!file_.empty())
        discardRecovery({file_, songPath_, 0, nullptr});
    file_.clear();
    lock_.reset();
}

}  // namespace clave
