#pragma once

#include "core/engine/status.hpp"
#include "core/time/timeline.hpp"

#include <deque>
#include <optional>

namespace clave {

/// Which song position a moment of the last seconds was: what is played by hand is heard of a little later,
/// and the tempo may have changed meanwhile. Thread-safe: no. Realtime-safe: no.
class PlayedTime {
public:
    /// To be told each new status while playing; a restart forgets what was before.
    void follow(const ClockStatus& status)
    {
        if (!lines_.empty() && status.run != run_)
            lines_.clear();
        run_ = status.run;
        if (!lines_.empty() && lines_.back().line == status.line)
            return;
        lines_.push_back({status.time, status.line});
        if (lines_.size() > kLines)
            lines_.pop_front();
    }
    void clear() noexcept { lines_.clear(); }

    /// Nothing before the first status.
    [[nodiscard]] std::optional<Position> positionAt(TimePoint time) const noexcept
    {
        if (lines_.empty())
            return std::nullopt;
        std::size_t i = lines_.size() - 1;
        while (i > 0 && lines_[i].since > time)
            --i;
        return lines_[i].line.positionAt(time);
    }

private:
    /// Who follows another machine's clock has a new line every few milliseconds.
    static constexpr std::size_t kLines = 256;
    struct Stretch {
        TimePoint since;
        Timeline line;
    };

    std::deque<Stretch> lines_;
    std::uint32_t run_ = 0;
};

}  // namespace clave
