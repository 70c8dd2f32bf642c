#pragma once

#include "core/engine/event_buffer.hpp"
#include "core/engine/player.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/engine/script_table.hpp"
#include "core/time/tempo_map.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace clave {

/// The clock's side of scripts: a third run of the player goes a horizon further than the look-ahead and asks
/// for the steps it meets; the other two play what was answered by then.
///
/// Nothing here waits. A step without an answer plays as written, for good, and is counted.
/// Thread-safe: no; owned by who plays. Realtime-safe: yes, except the constructor.
class ClockScripts {
public:
    /// From a question to its answer, with a busy machine in mind: what a start waits for the first answers.
    static constexpr Nanoseconds kRoundTrip = std::chrono::milliseconds {25};

    explicit ClockScripts(ScriptQueues& queues);

    /// What the other two runs ask; null while nobody runs scripts.
    [[nodiscard]] StepHooks* hooks() noexcept { return isOn() ? &answers_ : nullptr; }
    [[nodiscard]] bool isOn() const noexcept { return queues_.horizonNs.load(std::memory_order_relaxed) > 0; }
    /// Playing begins where `state` is, anew.
    void begin(const PlayerState& state) noexcept;
    void stop(Position at) noexcept;
    /// What lies behind `state` is decided anew; what was asked is not asked again.
    void wasCut(const PlayerState& state) noexcept;

    /// Takes what came back. \param decided the other runs have decided everything before.
    /// \param present nothing before is needed any more.
    void takeAnswers(Position decided, Position present) noexcept;
    /// Asks for what is due until a horizon behind `until`. \param ahead the run that plays ahead, and its
    /// tempo.
    void ask(
        const Snapshot& snapshot, const PlayerState& ahead, const TempoMap& tempo, TimePoint until) noexcept;
    /// The same until a place, for who has no clock.
    void askUntil(const Snapshot& snapshot, const TempoMap& tempo, Position until) noexcept;

    /// What the run of the present decided, for who prints it; with or without scripts.
    void tellPlayed(const PlayerState& state, std::span<const PlayerEvent> events) noexcept;

    /// Steps that played as written because an answer was late: of one track by its id, and in all.
    [[nodiscard]] std::uint32_t misses(std::uint32_t track) const noexcept;
    [[nodiscard]] std::uint64_t misses() const noexcept { return missed_; }

private:
    /// Answers the two runs that are heard.
    class Answers final : public StepHooks {
    public:
        explicit Answers(ClockScripts& work) : work_(work) {}
        [[nodiscard]] const PlayedStep* stepFor(const ScriptAsk& due) noexcept override;
        [[nodiscard]] std::span<const ScriptAnswer> ownIn(Position from, Position to) const noexcept override;

    private:
        ClockScripts& work_;
    };
    /// Listens to the run that is not heard.
    class Scout final : public StepHooks {
    public:
        explicit Scout(ClockScripts& work) : work_(work) {}
        [[nodiscard]] const PlayedStep* stepFor(const ScriptAsk& due) noexcept override;
        [[nodiscard]] std::span<const ScriptAnswer> ownIn(Position, Position) const noexcept override
        {
            return {};
        }

    private:
        ClockScripts& work_;
    };
    struct Misses {
        std::uint32_t track = 0;
        std::uint32_t count = 0;
    };

    void push(ScriptAsk ask) noexcept;
    void beginAsking(const PlayerState& state) noexcept;
    void tellBars(const PlayerState& state) noexcept;
    void askSlice(const Snapshot& snapshot, const TempoMap& tempo, Position until) noexcept;
    /// The song as the scout sees it.
    [[nodiscard]] ScriptAsk about(ScriptAsk::What what, Position at) const noexcept;
    void countMiss(const ScriptAsk& due) noexcept;

    ScriptQueues& queues_;
    ScriptTable table_;
    PlayerState state_;
    EventBuffer unheard_;
    Answers answers_ {*this};
    Scout scout_ {*this};
    std::vector<ScriptAsk> due_;  ///< met by the scout, and still behind its place
    bool hasBegun_ = false;
    Position told_;  ///< scripts may run up to there
    Tick barsFrom_ {};  ///< where bars were last said to begin
    std::array<Misses, kMaxTracks> misses_ {};
    std::uint64_t missed_ = 0;
};

}  // namespace clave
