#pragma once

#include "controllers/rules/chain_tables.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// Finds chains of messages in what one port says. README.md of this folder says what counts as one.
///
/// Every event that a chain looks at either goes on with each of its partial matches or ends it. So a partial
/// match of k rules began exactly k such events ago, and all of them together are one bit mask and a ring of
/// the last events: nothing grows, nothing is tried again. Not looked at by any chain: clock, active sensing,
/// pairs of controllers (their halves are) and increments.
///
/// Events must come in the order of their times. Chains that have no rules or more than 16, or a capture that
/// RulesChain::captures does not name, and those beyond the 512th, never fire; parseChain() and lintChains()
/// say so. Thread-safe: no. Realtime-safe: yes, but for
/// making it and waitsFor().
class ChainEngine {
public:
    explicit ChainEngine(std::vector<RulesChain> chains = {});

    struct Fed {
        std::size_t fired = 0;
        bool consumed = false;  ///< a chain wants this event for itself: plain binds do not get it
    };
    /// Calls `sink(chain, captures)` for each chain that fires: its index, and what it caught, in the order
    /// of RulesChain::captures, until the sink returns. The sink must not feed.
    template <class Sink>
    Fed feed(const SurfaceEvent& event, Sink&& sink)
    {
        const bool consumed = take(event);
        return {tell(sink), consumed};
    }
    /// Time has passed: chains that waited for a longer one in vain fire. Call it every few milliseconds.
    template <class Sink>
    std::size_t advance(TimePoint now, Sink&& sink)
    {
        fired_.clear();
        settleHeldBack(now);
        return tell(sink);
    }

    /// A chain that is off never fires, and starts anew when it is on again. All are on at first.
    void setOn(std::size_t chain, bool on) noexcept;
    /// Forgets every partial match, and what is held back: the port was pulled.
    void reset() noexcept;

    /// A chain that has begun.
    struct Wait {
        std::size_t chain = 0;
        std::size_t rule = 0;  ///< the next one
        bool byLast = false;  ///< the last event brought it there
        std::string text;  ///< "FILTER waits for cc 27 0"
    };
    /// The furthest partial match of each chain and channel.
    [[nodiscard]] std::vector<Wait> waitsFor(TimePoint now) const;

    [[nodiscard]] const std::vector<RulesChain>& chains() const noexcept { return tables_.chains(); }

private:
    static constexpr std::size_t kMostHeldBack = 64;
    static constexpr std::uint8_t kAnyChannel = 16;
    struct State {
        std::uint32_t partial = 0;  // bit k: a partial match of k rules
        std::uint32_t newest = 0;  // index into the state's part of the ring
        std::uint64_t others = 0;  // count of events that might have broken it, when it last looked
    };
    struct Seen {
        TimePoint time {};
        std::uint64_t serial = 0;  // of the event
    };
    struct Firing {
        std::uint16_t chain = 0;
        std::uint8_t channel = kAnyChannel;  // from 0
        std::array<std::uint16_t, RulesChain::kMostCaptures> captures {};
        std::uint64_t first = 0;  // serial of the event that it began with
    };
    /// Where a chain's partial matches of one channel are.
    struct Place {
        std::size_t chain;
        std::size_t channel;  // from 0; 0 also where channels do not matter
    };

    template <class Sink>
    std::size_t tell(Sink&& sink) const
    {
        for (const Firing& firing : fired_)
            sink(std::size_t {firing.chain},
                std::span(firing.captures).first(tables_.plan(firing.chain).captureCount));
        return fired_.size();
    }

    bool take(const SurfaceEvent& event) noexcept;
    void count(const SurfaceEvent& event) noexcept;
    void stepAll(const SurfaceEvent& event) noexcept;
    void step(Place place, const SurfaceEvent& event) noexcept;
    [[nodiscard]] bool matches(Place place, std::size_t rule, const SurfaceEvent& event) noexcept;
    [[nodiscard]] bool matches(
        Place place, std::size_t rule, const Match& match, std::uint16_t number) noexcept;
    [[nodiscard]] bool matchesBytes(
        Place place, const Rule& rule, std::span<const std::uint8_t> bytes) noexcept;
    void complete(Place place, const SurfaceEvent& event) noexcept;
    bool fireCompleted(TimePoint now) noexcept;
    void settleHeldBack(TimePoint now) noexcept;

    [[nodiscard]] std::uint64_t others(Place place) const noexcept;
    [[nodiscard]] bool countsItself(Place place, const SurfaceEvent& event) const noexcept;
    [[nodiscard]] bool inTime(
        Place place, std::size_t length, std::size_t newestAge, TimePoint now) const noexcept;
    [[nodiscard]] bool isAlive(Place place, std::size_t length, TimePoint now) const noexcept;
    [[nodiscard]] bool longerIsAlive(const Firing& firing, TimePoint now) const noexcept;
    [[nodiscard]] bool longerCompleted(const Firing& firing) const noexcept;

    [[nodiscard]] const State& state(Place place) const noexcept;
    [[nodiscard]] State& state(Place place) noexcept;
    [[nodiscard]] std::size_t slot(Place place, std::size_t age) const noexcept;
    [[nodiscard]] const Seen& seen(Place place, std::size_t age) const noexcept;
    [[nodiscard]] std::uint16_t& caught(Place place, std::size_t age, std::size_t capture) noexcept;

    ChainTables tables_;
    std::vector<bool> on_;
    std::vector<State> states_;
    std::vector<Seen> ring_;
    std::vector<std::uint16_t> caught_;
    // Events so far, by channel (0: of none), and all; not real-time ones. Without those that are only parts
    // of a parameter [1], for chains that look at parameters, and without the parameters [0] for the others.
    std::array<std::array<std::uint64_t, 17>, 2> ofChannel_ {};
    std::array<std::uint64_t, 2> ofPort_ {};
    std::array<bool, 2> counted_ {};
    std::uint64_t serial_ = 0;
    std::vector<Firing> completed_;
    std::vector<Firing> heldBack_;
    std::vector<Firing> fired_;
};

}  // namespace clave
