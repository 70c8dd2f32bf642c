#pragma once

#include "app/song_keeping.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/time/time_point.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// What came of the work with files, as it is to be shown: what went wrong until it is over, what went well
/// for some seconds. Thread-safe: no. Realtime-safe: no.
class FileState {
public:
    /// \return what to say in the status bar; empty: nothing.
    std::string take(const FileNews& news, TimePoint now);

    [[nodiscard]] std::vector<Notice> notices(TimePoint now) const;

    /// The unsaved changes that are offered first.
    [[nodiscard]] const Recovery* recovery() const noexcept
    {
        return recoveries_.empty() ? nullptr : &recoveries_.front();
    }
    /// They were taken, or dropped.
    void answerRecovery();

private:
    std::optional<Notice> trouble_;  ///< with saving
    std::optional<Notice> notOpened_;
    TimePoint notOpenedUntil_ {};
    std::deque<Recovery> recoveries_;
};

}  // namespace clave
