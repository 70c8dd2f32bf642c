#pragma once

#include "controllers/surface/surface.hpp"

#include <atomic>
#include <cstdint>

namespace clave {

/// What there is to look at and to act on, while one thing is dealt with.
struct Moment {
    const SurfaceView& view;
    SurfaceOut& out;
    TimePoint time {};  ///< when it was done by hand

    [[nodiscard]] const Song& song() const noexcept { return *view.snapshot.song; }
    [[nodiscard]] const Performance& performance() const noexcept { return view.snapshot.performance; }
    void command(CommandWhat what, std::uint64_t gesture = 0) const { out.command(std::move(what), gesture); }
};

/// A number for a gesture, different from all others of this process: surfaces share their name in the
/// history. Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] inline std::uint64_t newGesture() noexcept
{
    static std::atomic<std::uint64_t> last {0};
    return ++last;
}

}  // namespace clave
