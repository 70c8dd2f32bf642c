#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/time/timeline.hpp"

namespace clave {

/// The timelines of the stretch that is being played: the present one, and those that tempo changes ahead
/// begin. Thread-safe: no. Realtime-safe: yes.
class TempoMap {
public:
    TempoMap() { reset({}); }

    /// Forgets everything and goes on along one line.
    void reset(const Timeline& line) noexcept
    {
        lines_.clear();
        push({Position {-kNever.units}, line});
    }

    /// From `position` on the tempo is another. What lies before keeps its time; changes known for later are
    /// forgotten.
    void change(Position position, Tempo tempo) noexcept
    {
        while (lines_.size() > 1 && lines_.back().from >= position)
            lines_.popBack();
        if (lines_.back().line.tempo() == tempo)
            return;
        if (lines_.full())
            lines_.removeKeepingOrder(0);
        push({position, lines_.back().line.withTempoAt(position, tempo)});
    }

    /// From `position` on, a line that meets `target` after `within`: for who follows another clock without
    /// ever jumping. What lies before keeps its time. Nothing changes when the target is met already, to a
    /// microsecond.
    void steer(Position position, const Timeline& target, Nanoseconds within) noexcept
    {
        const Timeline& last = lines_.back().line;
        const TimePoint here = last.timeAt(position);
        const Nanoseconds off = here - target.timeAt(position);
        if (off >= -kMet && off <= kMet) {
            change(position, target.tempo());
            return;
        }
        const auto wanted = target.positionAt(here + within) - position;
        const auto plain = target.length(within);
        change(position,
            Tempo::clampedBpm(
                target.tempo().bpm() * static_cast<double>(wanted.units) / static_cast<double>(plain.units)));
    }

    [[nodiscard]] TimePoint timeAt(Position position) const noexcept
    {
        return lineAt(position).timeAt(position);
    }

    [[nodiscard]] Position positionAt(TimePoint time) const noexcept
    {
        std::size_t i = lines_.size() - 1;
        while (i > 0 && lines_[i].line.timeAt(lines_[i].from) > time)
            --i;
        return lines_[i].line.positionAt(time);
    }

    [[nodiscard]] Tempo tempoAt(Position position) const noexcept { return lineAt(position).tempo(); }

    /// The line that holds at `position`, until the next change.
    [[nodiscard]] const Timeline& lineAt(Position position) const noexcept
    {
        std::size_t i = lines_.size() - 1;
        while (i > 0 && lines_[i].from > position)
            --i;
        return lines_[i].line;
    }

private:
    static constexpr Nanoseconds kMet = std::chrono::microseconds {1};
    struct Stretch {
        Position from;
        Timeline line;
    };

    void push(const Stretch& stretch) noexcept { (void)lines_.tryPush(stretch); }  // callers make room

    FixedVector<Stretch, 32> lines_;
};

}  // namespace clave
