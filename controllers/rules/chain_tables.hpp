#pragma once

#include "controllers/rules/rules_chain.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace clave {

/// Could `match` ever take this number? What a rule matches by a value caught earlier can be any.
[[nodiscard]] bool mayMatch(const Match& match, std::uint16_t number) noexcept;
/// Is it a kind of event that belongs to no channel, only to the port?
[[nodiscard]] bool isSystem(SurfaceEvent::Kind kind) noexcept;
/// Are the rules of `shorter` those that `longer` begins with, and are there fewer? What they catch is of no
/// matter.
[[nodiscard]] bool isBeginning(const RulesChain& shorter, const RulesChain& longer) noexcept;
/// Have they the same rules?
[[nodiscard]] bool isSameAs(const RulesChain& a, const RulesChain& b) noexcept;

/// What never changes about one chain while it runs.
struct ChainPlan {
    std::uint8_t length = 0;  ///< rules
    std::uint8_t captureCount = 0;
    std::array<std::uint8_t, RulesChain::kMostCaptures> caughtBy {};  ///< by capture: the rule that binds it
    bool perChannel = false;  ///< partial matches of each channel by themselves
    bool systemOnly = false;
    bool hasParameters = false;  ///< nrpn or rpn rules
    std::size_t firstState = 0;  ///< of 1, or of 16 for the channels
    std::size_t ring = 0;  ///< of the first state: the last `length` events that the chain looked at
    std::size_t caught = 0;  ///< of the first entry of that ring: `captureCount` values each
    std::vector<std::uint16_t> longer;  ///< with defer: chains that begin with this one

    [[nodiscard]] std::size_t states() const noexcept { return perChannel ? 16 : 1; }
};

/// Chains, laid out so that an event costs no more than the chains that mention it. Immutable once made.
///
/// Thread-safe: yes. Realtime-safe: yes, but for making it.
class ChainTables {
public:
    static constexpr std::size_t kMostChains = 512;

    explicit ChainTables(std::vector<RulesChain> chains);

    [[nodiscard]] const std::vector<RulesChain>& chains() const noexcept { return chains_; }
    [[nodiscard]] const ChainPlan& plan(std::size_t chain) const noexcept { return plans_[chain]; }
    /// The chains that mention the event's kind and number, first who is to act first: by priority, then the
    /// longer, then the one that leaves less open, then in their order.
    [[nodiscard]] std::span<const std::uint16_t> mentioning(const SurfaceEvent& event) const noexcept;
    /// The same of one chain; for parameters, whose lower half mentioning() does not look at.
    [[nodiscard]] bool mentions(std::size_t chain, const SurfaceEvent& event) const noexcept;

    // How much room they need in all.
    [[nodiscard]] std::size_t states() const noexcept { return states_; }
    [[nodiscard]] std::size_t ringEntries() const noexcept { return ringEntries_; }
    [[nodiscard]] std::size_t caughtValues() const noexcept { return caughtValues_; }

private:
    void plan(const RulesChain& chain);
    void buildIndex();

    std::vector<RulesChain> chains_;
    std::vector<ChainPlan> plans_;
    std::vector<std::uint32_t> indexStart_;  // by kind and number: where its chains start in index_
    std::vector<std::uint16_t> index_;
    std::size_t states_ = 0;
    std::size_t ringEntries_ = 0;
    std::size_t caughtValues_ = 0;
};

}  // namespace clave
