#pragma once

#include "core/engine/command.hpp"
#include "core/engine/status.hpp"
#include "core/time/position.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace clave {

/// Commands that scripts ask for ahead of the music, until it comes to their places. Each is let go so much
/// before that it is in force there: session and clock need a moment. Thread-safe: no. Realtime-safe: no.
class HeldCommands {
public:
    static constexpr Nanoseconds kLead = std::chrono::milliseconds {8};
    /// A script that asks for more at once is told so.
    static constexpr std::size_t kMost = 10'000;

    /// \param at nothing: at once. \return false when there are too many.
    bool add(std::optional<Position> at, Command command);
    /// Those whose time has come, in the order of their places. While nothing plays, that is all.
    [[nodiscard]] std::vector<Command> due(const ClockStatus& status, TimePoint now);
    /// Playing begins anew elsewhere: what was to come does not come.
    void forget() noexcept { held_.clear(); }
    /// When due() has something; nothing when there is nothing.
    [[nodiscard]] std::optional<TimePoint> next(const ClockStatus& status) const;

private:
    struct Held {
        Position at;
        Command command;
    };
    std::vector<Held> held_;  ///< by place; of equal places the older first
    std::vector<Command> now_;
};

}  // namespace clave
