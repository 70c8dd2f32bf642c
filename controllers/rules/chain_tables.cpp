#include "controllers/rules/chain_tables.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;
constexpr std::size_t kNumbers = 128;
constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::SysEx) + 1;

bool isParameter(Kind kind) noexcept
{
    return kind == Kind::Nrpn || kind == Kind::Rpn;
}

/// Parameters by their upper half: 16,384 lists would be too many.
std::uint16_t indexNumber(Kind kind, std::uint16_t number) noexcept
{
    return isParameter(kind) ? static_cast<std::uint16_t>(number >> 7U) : number;
}

std::size_t indexKey(Kind kind, std::uint16_t number) noexcept
{
    return static_cast<std::size_t>(kind) * kNumbers + indexNumber(kind, number) % kNumbers;
}

bool isOfKind(const Rule& rule, Kind kind) noexcept
{
    return rule.kind == kind || (rule.eitherNote && (kind == Kind::NoteOn || kind == Kind::NoteOff));
}

bool sameMatch(const Match& a, const Match& b) noexcept
{
    if (a.kind != b.kind || a.negated != b.negated)
        return false;
    switch (a.kind) {
    case Match::Kind::Any:
        return true;
    case Match::Kind::Range:
        return a.low == b.low && a.high == b.high;
    case Match::Kind::Set:
        return std::ranges::is_permutation(a.set, b.set);
    case Match::Kind::Same:
        return a.capture == b.capture;
    }
    return false;
}

bool sameByte(const Rule::Byte& a, const Rule::Byte& b) noexcept
{
    const auto kindOf = [](const Rule::Byte& byte) {
        return byte.kind == Rule::Byte::Kind::Capture ? Rule::Byte::Kind::Any : byte.kind;
    };
    return kindOf(a) == kindOf(b) && std::ranges::is_permutation(a.bytes, b.bytes);
}

bool sameRule(const Rule& a, const Rule& b) noexcept
{
    return a.kind == b.kind && a.eitherNote == b.eitherNote && sameMatch(a.channel, b.channel)
        && sameMatch(a.number, b.number) && sameMatch(a.numberLow, b.numberLow) && sameMatch(a.value, b.value)
        && std::ranges::equal(a.bytes, b.bytes, sameByte);
}

/// Every capture has a place, and what must be the same as one comes after it.
bool isSound(const RulesChain& chain) noexcept
{
    std::array<bool, RulesChain::kMostCaptures> caught {};
    const auto take = [&](std::int8_t capture, bool binds) {
        const auto i = static_cast<std::size_t>(capture);
        if (capture < 0)
            return binds;
        if (i >= chain.captures.size() || i >= caught.size() || caught[i] == binds)
            return false;
        caught[i] = true;
        return true;
    };
    for (const Rule& rule : chain.rules) {
        for (const Match* match : {&rule.channel, &rule.number, &rule.numberLow, &rule.value})
            if (!take(match->capture, match->kind != Match::Kind::Same))
                return false;
        for (const Rule::Byte& byte : rule.bytes)
            if (!take(byte.capture, true))
                return false;
    }
    return chain.rules.size() <= RulesChain::kMostRules && chain.captures.size() <= caught.size();
}

/// How much of what the chain looks at it leaves open.
std::size_t openPlaces(const RulesChain& chain) noexcept
{
    std::size_t count = 0;
    for (const Rule& rule : chain.rules) {
        for (const Match* match : {&rule.channel, &rule.number, &rule.numberLow, &rule.value})
            count += match->kind == Match::Kind::Any ? 1U : 0U;
        count += static_cast<std::size_t>(std::ranges::count_if(
            rule.bytes, [](const Rule::Byte& byte) { return byte.kind != Rule::Byte::Kind::One; }));
    }
    return count;
}
}  // namespace

bool mayMatch(const Match& match, std::uint16_t number) noexcept
{
    switch (match.kind) {
    case Match::Kind::Range:
        return (number >= match.low && number <= match.high) != match.negated;
    case Match::Kind::Set:
        return (std::ranges::find(match.set, number) != match.set.end()) != match.negated;
    case Match::Kind::Any:
    case Match::Kind::Same:
        break;
    }
    return true;
}

bool isSystem(SurfaceEvent::Kind kind) noexcept
{
    return kind >= Kind::Start;
}

bool isBeginning(const RulesChain& shorter, const RulesChain& longer) noexcept
{
    return shorter.rules.size() < longer.rules.size()
        && std::equal(shorter.rules.begin(), shorter.rules.end(), longer.rules.begin(), sameRule);
}

bool isSameAs(const RulesChain& a, const RulesChain& b) noexcept
{
    return std::ranges::equal(a.rules, b.rules, sameRule);
}

ChainTables::ChainTables(std::vector<RulesChain> chains) : chains_(std::move(chains))
{
    if (chains_.size() > kMostChains)
        chains_.resize(kMostChains);
    for (const RulesChain& chain : chains_)
        plan(chain);
    for (std::size_t shorter = 0; shorter < chains_.size(); ++shorter) {
        if (!chains_[shorter].defer)
            continue;
        for (std::size_t longer = 0; longer < chains_.size(); ++longer)
            if (isBeginning(chains_[shorter], chains_[longer]))
                plans_[shorter].longer.push_back(static_cast<std::uint16_t>(longer));
    }
    buildIndex();
}

void ChainTables::plan(const RulesChain& chain)
{
    ChainPlan& plan = plans_.emplace_back();
    if (!isSound(chain))
        return;
    plan.length = static_cast<std::uint8_t>(chain.rules.size());
    plan.captureCount = static_cast<std::uint8_t>(std::min(chain.captures.size(), RulesChain::kMostCaptures));
    plan.systemOnly = std::ranges::all_of(chain.rules, isSystem, &Rule::kind);
    plan.hasParameters = std::ranges::any_of(chain.rules, isParameter, &Rule::kind);
    plan.perChannel = plan.length > 1 && !chain.across && !plan.systemOnly;
    for (std::uint8_t i = 0; i < plan.length; ++i) {
        const Rule& rule = chain.rules[i];
        const auto catches = [&](std::int8_t capture) {
            if (capture >= 0)
                plan.caughtBy[static_cast<std::size_t>(capture)] = i;
        };
        for (const Match* match : {&rule.channel, &rule.number, &rule.numberLow, &rule.value})
            catches(match->kind == Match::Kind::Same ? std::int8_t {-1} : match->capture);
        for (const Rule::Byte& byte : rule.bytes)
            catches(byte.capture);
    }
    plan.firstState = states_;
    plan.ring = ringEntries_;
    plan.caught = caughtValues_;
    states_ += plan.states();
    ringEntries_ += plan.states() * plan.length;
    caughtValues_ += plan.states() * plan.length * plan.captureCount;
}

void ChainTables::buildIndex()
{
    std::vector<std::uint16_t> order(chains_.size());
    std::iota(order.begin(), order.end(), std::uint16_t {0});
    std::ranges::stable_sort(order, {}, [&](std::uint16_t i) {
        const RulesChain& chain = chains_[i];
        return std::tuple {-chain.priority, -static_cast<int>(chain.rules.size()), openPlaces(chain)};
    });
    indexStart_.push_back(0);
    for (std::size_t key = 0; key < kKinds * kNumbers; ++key) {
        const auto kind = static_cast<Kind>(key / kNumbers);
        const auto number = static_cast<std::uint16_t>(key % kNumbers);
        for (const std::uint16_t i : order) {
            const auto mention = [&](const Rule& rule) {
                return isOfKind(rule, kind) && mayMatch(rule.number, number);
            };
            if (plans_[i].length > 0 && std::ranges::any_of(chains_[i].rules, mention))
                index_.push_back(i);
        }
        indexStart_.push_back(static_cast<std::uint32_t>(index_.size()));
    }
}

std::span<const std::uint16_t> ChainTables::mentioning(const SurfaceEvent& event) const noexcept
{
    const std::size_t key = indexKey(event.kind, event.number);
    return std::span(index_).subspan(indexStart_[key], indexStart_[key + 1] - indexStart_[key]);
}

bool ChainTables::mentions(std::size_t chain, const SurfaceEvent& event) const noexcept
{
    return std::ranges::any_of(chains_[chain].rules, [&](const Rule& rule) {
        return isOfKind(rule, event.kind) && mayMatch(rule.number, indexNumber(event.kind, event.number))
            && (!isParameter(event.kind)
                || mayMatch(rule.numberLow, static_cast<std::uint16_t>(event.number & 127U)));
    });
}

}  // namespace clave
