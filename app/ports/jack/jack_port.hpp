#pragma once

#include "core/time/frame_grid.hpp"

#include <cstdint>

namespace clave {

/// One period of the server: the frames [begin, begin + length), and when they are.
struct JackCycle {
    std::int64_t begin = 0;
    std::uint32_t length = 0;
    FrameGrid grid;
    std::uint64_t xruns = 0;  ///< so far; at each of them what was on its way may have been lost

    [[nodiscard]] TimePoint time() const noexcept { return grid.timeOf(begin); }
    /// The last moment that falls into it.
    [[nodiscard]] TimePoint lastMoment() const noexcept { return grid.lastBefore(begin + length); }
};

/// What one of our ports does in each period.
class JackPort {
public:
    enum class Direction : std::uint8_t { Out, In };

    JackPort() = default;
    JackPort(const JackPort&) = delete;
    JackPort& operator=(const JackPort&) = delete;
    JackPort(JackPort&&) = delete;
    JackPort& operator=(JackPort&&) = delete;
    virtual ~JackPort() = default;

    /// \param buffer the port's, as libjack gives it; an output must clear it.
    /// \param isConnected to any port of others, in this period.
    /// Thread-safe: from the server's thread only. Realtime-safe: yes, it must be.
    virtual void process(const JackCycle& cycle, void* buffer, bool isConnected) noexcept = 0;
};

}  // namespace clave
