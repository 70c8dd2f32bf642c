#pragma once

#include "core/engine/command.hpp"
#include "core/engine/status.hpp"
#include "core/time/position.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace clave {

/// What a script wants to have shown or sent elsewhere, as it said it: a light, an OSC message.
struct ScriptSaying {
    std::string script;  ///< who; empty: it does not matter
    std::string kind;
    std::string json;
};
using ScriptWish = std::variant<Command, ScriptSaying>;

/// What scripts wish for ahead of the music, until it comes to the place that it is meant for. A command is
/// let go a little before, so that it is in force just there: session and clock need a moment. Thread-safe:
/// no. Realtime-safe: no.
class HeldWishes {
public:
    /// For session and clock, beside the lead that the clock asks for.
    static constexpr Nanoseconds kLead = std::chrono::milliseconds {8};
    /// A script that wishes for more at once is told so.
    static constexpr std::size_t kMost = 10'000;

    /// \param at nothing: at once. \return false when there are too many.
    bool add(std::optional<Position> at, ScriptWish wish);
    /// Those whose time has come, in the order of their places. While nothing plays, that is all.
    [[nodiscard]] std::vector<ScriptWish> due(const ClockStatus& status, TimePoint now);
    /// Playing begins anew elsewhere: what was to come does not come.
    void forget() noexcept { held_.clear(); }
    /// What a script has said and is not shown yet is not to be.
    void forget(const std::string& script);
    /// When due() has something; nothing when there is nothing.
    [[nodiscard]] std::optional<TimePoint> next(const ClockStatus& status) const;

private:
    struct Held {
        Position at;
        ScriptWish wish;
    };
    [[nodiscard]] static TimePoint timeOf(const Held& held, const ClockStatus& status);

    std::vector<Held> held_;  ///< by place; of equal places the older first
    std::vector<ScriptWish> now_;
};

}  // namespace clave
