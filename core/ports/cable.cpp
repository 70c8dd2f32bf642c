#include "core/ports/cable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {

bool Cable::put(TimePoint time, std::size_t bytes) noexcept
{
    if (time >= freeAt_)
        crowd_ = {};
    crowd_.wait = std::max(freeAt_ - time, Nanoseconds {0});
    crowd_.messages += 1;
    crowd_.bytes += static_cast<std::uint32_t>(bytes);
    freeAt_ = std::max(freeAt_, time) + static_cast<std::int64_t>(bytes) * kByte;
    if (crowd_.wait <= worst_.wait)
        return false;
    worst_ = crowd_;
    return true;
}

std::string sentence(const PortLoad& load)
{
    if (load.wait < std::chrono::milliseconds {1})
        return {};
    const double milliseconds = std::chrono::duration<double, std::milli> {load.wait}.count();
    return fmt::format("{} messages right after one another: the last comes {:.1f} ms late on a DIN cable.",
        load.messages, milliseconds);
}

}  // namespace clave
