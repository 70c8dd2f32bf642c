#pragma once

#include "app/song_keeping.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/time/time_point.hpp"

#include <deque>
#include <optional>
#include <string>
#include <utility>
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
    /// Those whose song has been saved since they were offered: nobody wants them any more.
    [[nodiscard]] std::vector<Recovery> takeSuperseded() { return std::exchange(superseded_, {}); }

private:
    /// Each thing that happens to a file is one to be told of.
    [[nodiscard]] std::string nextTopic() { return "file " + std::to_string(++topics_); }

    std::optional<Notice> trouble_;  ///< with saving
    std::optional<Notice> notOpened_;
    TimePoint notOpenedUntil_ {};
    std::deque<Recovery> recoveries_;
    std::vector<Recovery> superseded_;
    unsigned topics_ = 0;
};

}  // namespace clave
