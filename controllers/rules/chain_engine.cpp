#include "controllers/rules/chain_engine.hpp"

#include <algorithm>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;
using Gap = RulesChain::Gap;

// Index into the two counts of events, see ChainEngine::ofChannel_.
std::size_t countOf(const ChainPlan& plan) noexcept
{
    return plan.hasParameters ? 1 : 0;
}

bool isLookedAt(const SurfaceEvent& event) noexcept
{
    return event.kind != Kind::Clock && event.kind != Kind::Sensing && event.kind != Kind::Cc14
        && event.delta == 0;
}
}  // namespace

ChainEngine::ChainEngine(std::vector<RulesChain> chains)
    : tables_(std::move(chains))
    , on_(tables_.chains().size(), true)
    , states_(tables_.states())
    , ring_(tables_.ringEntries())
    , caught_(tables_.caughtValues())
{
    completed_.reserve(tables_.states());
    heldBack_.reserve(kMostHeldBack);
    fired_.reserve(tables_.states() + kMostHeldBack);
}

void ChainEngine::setOn(std::size_t chain, bool on) noexcept
{
    if (chain >= on_.size() || on_[chain] == on)
        return;
    on_[chain] = on;
    for (std::size_t channel = 0; channel < tables_.plan(chain).states(); ++channel)
        state({chain, channel}).partial = 0;
    std::erase_if(heldBack_, [&](const Firing& firing) { return firing.chain == chain; });
}

void ChainEngine::reset() noexcept
{
    for (State& state : states_)
        state.partial = 0;
    heldBack_.clear();
}

bool ChainEngine::take(const SurfaceEvent& event) noexcept
{
    fired_.clear();
    count(event);
    if (isLookedAt(event))
        stepAll(event);
    settleHeldBack(event.time);
    return fireCompleted(event.time);
}

void ChainEngine::stepAll(const SurfaceEvent& event) noexcept
{
    ++serial_;
    const bool parameter = event.kind == Kind::Nrpn || event.kind == Kind::Rpn;
    for (const std::size_t chain : tables_.mentioning(event)) {
        if (!on_[chain] || (parameter && !tables_.mentions(chain, event)))
            continue;
        if (!tables_.plan(chain).perChannel) {
            step({chain, 0}, event);
        } else if (event.channel != 0) {
            step({chain, event.channel - 1U}, event);
        } else {
            for (std::size_t channel = 0; channel < 16; ++channel)  // it belongs to all
                step({chain, channel}, event);
        }
    }
}

void ChainEngine::count(const SurfaceEvent& event) noexcept
{
    const bool made = event.kind == Kind::Nrpn || event.kind == Kind::Rpn || event.kind == Kind::Cc14;
    const bool realTime = isSystem(event.kind) && event.kind != Kind::SysEx;
    counted_ = {!realTime && !made, !realTime && !event.ofParameter};
    for (std::size_t i = 0; i < counted_.size(); ++i) {
        ofChannel_[i][event.channel] += counted_[i] ? 1U : 0U;
        ofPort_[i] += counted_[i] ? 1U : 0U;
    }
}

std::uint64_t ChainEngine::others(Place place) const noexcept
{
    const ChainPlan& plan = tables_.plan(place.chain);
    const std::size_t i = countOf(plan);
    if (tables_.chains()[place.chain].gap == Gap::Strict || (!plan.perChannel && !plan.systemOnly))
        return ofPort_[i];
    return ofChannel_[i][plan.systemOnly ? 0 : place.channel + 1];
}

bool ChainEngine::countsItself(Place place, const SurfaceEvent& event) const noexcept
{
    const ChainPlan& plan = tables_.plan(place.chain);
    if (!counted_[countOf(plan)])
        return false;
    if (tables_.chains()[place.chain].gap == Gap::Strict || (!plan.perChannel && !plan.systemOnly))
        return true;
    return event.channel == (plan.systemOnly ? 0 : place.channel + 1);
}

void ChainEngine::step(Place place, const SurfaceEvent& event) noexcept
{
    const RulesChain& chain = tables_.chains()[place.chain];
    const std::size_t length = tables_.plan(place.chain).length;
    State& now = state(place);
    if (chain.gap != Gap::Alphabet) {
        const std::uint64_t count = others(place);
        if (count - (countsItself(place, event) ? 1U : 0U) != now.others)
            now.partial = 0;
        now.others = count;
    }
    now.newest = now.newest + 1 == length ? 0 : now.newest + 1;
    ring_[slot(place, 0)] = {event.time, serial_};

    std::uint32_t next = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const bool begun = i == 0 || ((now.partial >> i & 1U) != 0 && inTime(place, i, 1, event.time));
        if (begun && matches(place, i, event))
            next |= 1U << (i + 1);
    }
    now.partial = next & ~(1U << length);
    if (next != now.partial)
        complete(place, event);
}

bool ChainEngine::inTime(Place place, std::size_t length, std::size_t newestAge, TimePoint now) const noexcept
{
    const RulesChain& chain = tables_.chains()[place.chain];
    if (now - seen(place, length - 1 + newestAge).time > std::chrono::milliseconds {chain.withinMs})
        return false;
    return chain.gapMs == 0 || now - seen(place, newestAge).time <= std::chrono::milliseconds {chain.gapMs};
}

bool ChainEngine::matches(Place place, std::size_t rule, const SurfaceEvent& event) noexcept
{
    const Rule& wanted = tables_.chains()[place.chain].rules[rule];
    const bool isNote = event.kind == Kind::NoteOn || event.kind == Kind::NoteOff;
    if (wanted.kind != event.kind && !(wanted.eitherNote && isNote))
        return false;
    if (event.kind == Kind::SysEx)
        return matchesBytes(place, wanted, event.bytes);
    const bool parameter = event.kind == Kind::Nrpn || event.kind == Kind::Rpn;
    const auto number = static_cast<std::uint16_t>(parameter ? event.number >> 7U : event.number);
    const auto low = static_cast<std::uint16_t>(parameter ? event.number & 127U : 0U);
    return matches(place, rule, wanted.channel, event.channel) && matches(place, rule, wanted.number, number)
        && matches(place, rule, wanted.numberLow, low) && matches(place, rule, wanted.value, event.value);
}

bool ChainEngine::matches(Place place, std::size_t rule, const Match& match, std::uint16_t number) noexcept
{
    if (match.kind == Match::Kind::Same) {
        const auto capture = static_cast<std::size_t>(match.capture);
        const std::size_t age = rule - tables_.plan(place.chain).caughtBy[capture];
        return (caught(place, age, capture) == number) != match.negated;
    }
    if (!mayMatch(match, number))
        return false;
    if (match.capture >= 0)
        caught(place, 0, static_cast<std::size_t>(match.capture)) = number;
    return true;
}

bool ChainEngine::matchesBytes(Place place, const Rule& rule, std::span<const std::uint8_t> bytes) noexcept
{
    using ByteKind = Rule::Byte::Kind;
    const std::vector<Rule::Byte>& parts = rule.bytes;
    std::size_t part = 0;
    std::size_t at = 0;
    std::size_t run = parts.size();  // the last "*" so far, and where the rest is tried from
    std::size_t restAt = 0;
    while (at < bytes.size()) {
        if (part < parts.size() && parts[part].kind == ByteKind::AnyRun) {
            run = part++;
            restAt = at;
        } else if (part < parts.size()
            && (parts[part].kind != ByteKind::One || std::ranges::count(parts[part].bytes, bytes[at]) != 0)) {
            if (parts[part].capture >= 0)
                caught(place, 0, static_cast<std::size_t>(parts[part].capture)) = bytes[at];
            ++part;
            ++at;
        } else if (run < parts.size()) {
            part = run + 1;
            at = ++restAt;
        } else {
            return false;
        }
    }
    while (part < parts.size() && parts[part].kind == ByteKind::AnyRun)
        ++part;
    return part == parts.size();
}

void ChainEngine::complete(Place place, const SurfaceEvent& event) noexcept
{
    const ChainPlan& plan = tables_.plan(place.chain);
    const bool single = plan.length == 1 && !tables_.chains()[place.chain].across && event.channel != 0;
    const std::size_t channel = plan.perChannel ? place.channel : single ? event.channel - 1U : kAnyChannel;
    Firing firing {.chain = static_cast<std::uint16_t>(place.chain),
        .channel = static_cast<std::uint8_t>(channel),
        .captures = {},
        .first = seen(place, plan.length - 1U).serial};
    for (std::size_t i = 0; i < plan.captureCount; ++i)
        firing.captures[i] = caught(place, plan.length - 1U - plan.caughtBy[i], i);
    completed_.push_back(firing);
    if (!tables_.chains()[place.chain].overlap)
        state(place).partial = 0;
}

const ChainEngine::State& ChainEngine::state(Place place) const noexcept
{
    return states_[tables_.plan(place.chain).firstState + place.channel];
}

ChainEngine::State& ChainEngine::state(Place place) noexcept
{
    return states_[tables_.plan(place.chain).firstState + place.channel];
}

std::size_t ChainEngine::slot(Place place, std::size_t age) const noexcept
{
    const ChainPlan& plan = tables_.plan(place.chain);
    const std::size_t newest = state(place).newest;
    const std::size_t back = newest >= age ? newest - age : newest + plan.length - age;
    return plan.ring + place.channel * plan.length + back;
}

const ChainEngine::Seen& ChainEngine::seen(Place place, std::size_t age) const noexcept
{
    return ring_[slot(place, age)];
}

std::uint16_t& ChainEngine::caught(Place place, std::size_t age, std::size_t capture) noexcept
{
    const ChainPlan& plan = tables_.plan(place.chain);
    const std::size_t entry = slot(place, age) - plan.ring;
    return caught_[plan.caught + entry * plan.captureCount + capture];
}

}  // namespace clave
