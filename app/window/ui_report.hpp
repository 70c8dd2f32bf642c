#pragma once

#include "app/window/frame_source.hpp"
#include "app/window/ui/ui.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace clave {

/// Tells tests of the real window what it shows and where, so that they need not look at pixels: a JSON file
/// that is replaced when something has changed. Off unless a file is named. Thread-safe: no. Realtime-safe:
/// no.
class UiReport {
public:
    /// At most so often.
    static constexpr Nanoseconds kPace = std::chrono::milliseconds {50};

    /// \param file  empty: nothing is told.
    explicit UiReport(std::string file) : file_(std::move(file)) {}

    [[nodiscard]] bool isOn() const noexcept { return !file_.empty(); }
    /// \param frames drawn until now. Returns false when it is not time yet: then it should be called again.
    bool tell(const FrameSource& source, Ui& ui, std::uint64_t frames, TimePoint now);

private:
    std::string file_;
    std::string told_;
    TimePoint next_ {};
};

}  // namespace clave
