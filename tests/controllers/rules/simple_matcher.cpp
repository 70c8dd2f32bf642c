#include "tests/controllers/rules/simple_matcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace clave::test {
namespace {
using Kind = SurfaceEvent::Kind;

bool isParameter(Kind kind)
{
    return kind == Kind::Nrpn || kind == Kind::Rpn;
}

bool isSystemRule(const Rule& rule)
{
    return rule.kind == Kind::Start || rule.kind == Kind::Stop || rule.kind == Kind::Continue
        || rule.kind == Kind::SysEx;
}

bool takes(const Match& match, int number, std::map<int, int>& caught, bool atAll = false)
{
    bool yes = true;
    if (match.kind == Match::Kind::Range)
        yes = number >= match.low && number <= match.high;
    if (match.kind == Match::Kind::Set)
        yes = std::ranges::find(match.set, number) != match.set.end();
    if (match.kind == Match::Kind::Same)
        return atAll || (caught.at(match.capture) == number) != match.negated;
    if (yes == match.negated)
        return false;
    if (match.capture >= 0)
        caught[match.capture] = number;
    return true;
}

bool takesBytes(
    std::span<const Rule::Byte> parts, std::span<const std::uint8_t> bytes, std::map<int, int>& caught)
{
    if (parts.empty() || bytes.empty())
        return bytes.empty()
            && std::ranges::all_of(parts, [](const auto& p) { return p.kind == Rule::Byte::Kind::AnyRun; });
    const Rule::Byte& part = parts[0];
    if (part.kind == Rule::Byte::Kind::AnyRun)
        return takesBytes(parts.subspan(1), bytes, caught) || takesBytes(parts, bytes.subspan(1), caught);
    if (part.kind == Rule::Byte::Kind::One && std::ranges::find(part.bytes, bytes[0]) == part.bytes.end())
        return false;
    if (part.capture >= 0)
        caught[part.capture] = bytes[0];
    return takesBytes(parts.subspan(1), bytes.subspan(1), caught);
}

bool kindAndNumber(const Rule& rule, const SurfaceEvent& event, std::map<int, int>& caught, bool atAll)
{
    const bool note = event.kind == Kind::NoteOn || event.kind == Kind::NoteOff;
    if (rule.eitherNote ? !note : rule.kind != event.kind)
        return false;
    if (!isParameter(event.kind))
        return takes(rule.number, event.number, caught, atAll);
    return takes(rule.number, event.number / 128, caught, atAll)
        && takes(rule.numberLow, event.number % 128, caught, atAll);
}

bool takes(const Rule& rule, const SurfaceEvent& event, std::map<int, int>& caught)
{
    if (rule.kind == Kind::SysEx)
        return event.kind == Kind::SysEx && takesBytes(rule.bytes, event.bytes, caught);
    // The channel is written, and so caught, before the number.
    return takes(rule.channel, event.channel, caught) && kindAndNumber(rule, event, caught, false)
        && takes(rule.value, event.value, caught);
}

bool isMentioned(const RulesChain& chain, const SurfaceEvent& event)
{
    std::map<int, int> none;
    return std::ranges::any_of(
        chain.rules, [&](const Rule& rule) { return kindAndNumber(rule, event, none, true); });
}

/// May it break a chain that does not mention it?
bool isInTheWay(const RulesChain& chain, int channel, const SurfaceEvent& event)
{
    const bool parameters = std::ranges::any_of(chain.rules, isParameter, &Rule::kind);
    const bool realTime = event.kind == Kind::Start || event.kind == Kind::Stop
        || event.kind == Kind::Continue || event.kind == Kind::Clock || event.kind == Kind::Sensing;
    const bool made = isParameter(event.kind) || event.kind == Kind::Cc14;
    if (realTime || chain.gap == RulesChain::Gap::Alphabet || (parameters ? event.ofParameter : made))
        return false;
    if (chain.gap == RulesChain::Gap::Strict)
        return true;
    const bool systemOnly = std::ranges::all_of(chain.rules, isSystemRule);
    return systemOnly ? event.channel == 0 : channel == -1 || event.channel == channel;
}

int openPlaces(const RulesChain& chain)
{
    int count = 0;
    for (const Rule& rule : chain.rules) {
        for (const Match* match : {&rule.channel, &rule.number, &rule.numberLow, &rule.value})
            count += match->kind == Match::Kind::Any ? 1 : 0;
        for (const Rule::Byte& byte : rule.bytes)
            count += byte.kind == Rule::Byte::Kind::One ? 0 : 1;
    }
    return count;
}

/// Without what it catches: " $v1:1..2" is " 1..2", and " $v1" is nothing.
std::string plainText(std::string text)
{
    const std::size_t at = text.find(" $");
    if (at == std::string::npos)
        return text;
    const std::size_t colon = text.find(':', at);
    return colon == std::string::npos ? text.substr(0, at) : text.substr(0, at + 1) + text.substr(colon + 1);
}

/// Of chains that are written alike where they mean the same, and catch only values.
bool beginsWith(const RulesChain& longer, const RulesChain& shorter)
{
    if (shorter.rules.size() >= longer.rules.size())
        return false;
    for (std::size_t i = 0; i < shorter.rules.size(); ++i)
        if (plainText(shorter.rules[i].text) != plainText(longer.rules[i].text))
            return false;
    return true;
}
}  // namespace

SimpleMatcher::SimpleMatcher(std::vector<RulesChain> chains) : chains_(std::move(chains))
{
    for (std::size_t i = 0; i < chains_.size(); ++i) {
        const RulesChain& chain = chains_[i];
        if (chain.across || chain.rules.size() == 1 || std::ranges::all_of(chain.rules, isSystemRule))
            sources_.push_back({i, -1, {}});
        else
            for (int channel = 1; channel <= 16; ++channel)
                sources_.push_back({i, channel, {}});
    }
}

bool SimpleMatcher::inTime(const RulesChain& chain, const Partial& partial, TimePoint now) const
{
    using std::chrono::milliseconds;
    return now - events_[partial.events.front()].time <= milliseconds {chain.withinMs}
    && (chain.gapMs == 0 || now - events_[partial.events.back()].time <= milliseconds {chain.gapMs});
}

void SimpleMatcher::look(Source& source, const SurfaceEvent& event, std::vector<Find>& finds)
{
    const RulesChain& chain = chains_[source.chain];
    const bool ofSource = source.channel == -1 || event.channel == 0 || event.channel == source.channel;
    const bool lookedAt = event.delta == 0 && event.kind != Kind::Cc14 && event.kind != Kind::Clock
        && event.kind != Kind::Sensing;
    if (!ofSource || !lookedAt || !isMentioned(chain, event)) {
        if (isInTheWay(chain, source.channel, event))
            source.partials.clear();
        return;
    }
    std::vector<Partial> next;
    std::vector<Partial> begun = source.partials;
    begun.push_back({});
    bool found = false;
    const bool single = chain.rules.size() == 1 && !chain.across && event.channel != 0;
    const int channel = single ? event.channel : source.channel;
    for (Partial& partial : begun) {
        if (!partial.events.empty() && !inTime(chain, partial, event.time))
            continue;
        if (!takes(chain.rules[partial.events.size()], event, partial.caught))
            continue;
        partial.events.push_back(events_.size() - 1);
        found = found || partial.events.size() == chain.rules.size();
        if (partial.events.size() == chain.rules.size())
            finds.push_back({source.chain, channel, partial});
        else
            next.push_back(partial);
    }
    source.partials = found && !chain.overlap ? std::vector<Partial> {} : next;
}

/// Is it part of a longer one that was found?
bool SimpleMatcher::outdone(const Find& find, const std::vector<Find>& finds) const
{
    return std::ranges::any_of(finds, [&](const Find& other) {
        return beginsWith(chains_[other.chain], chains_[find.chain])
            && (other.channel == find.channel || other.channel == -1 || find.channel == -1)
            && other.match.events.front() <= find.match.events.front();
    });
}

bool SimpleMatcher::mayBecomeLonger(const Find& find, TimePoint now) const
{
    return std::ranges::any_of(sources_, [&](const Source& source) {
        return beginsWith(chains_[source.chain], chains_[find.chain])
            && std::ranges::any_of(source.partials, [&](const Partial& partial) {
                   return partial.events.front() == find.match.events.front()
                       && inTime(chains_[source.chain], partial, now);
               });
    });
}

std::vector<std::string> SimpleMatcher::settle(const std::vector<Find>& finds, TimePoint now)
{
    std::vector<std::string> fired;
    const auto fire = [&](const Find& find) {
        std::vector<int> values;
        for (const auto& [capture, value] : find.match.caught)
            values.push_back(value);
        fired.push_back(fmt::format("{}({})", find.chain, fmt::join(values, ",")));
    };
    std::vector<Find> still;
    for (const Find& find : waiting_) {
        if (outdone(find, finds))
            continue;
        if (mayBecomeLonger(find, now))
            still.push_back(find);
        else
            fire(find);
    }
    waiting_ = still;
    consumed_ = false;
    for (const Find& find : finds) {
        const RulesChain& chain = chains_[find.chain];
        consumed_ = consumed_ || chain.consumeLast;
        if (chain.defer && outdone(find, finds))
            continue;
        if (chain.defer && mayBecomeLonger(find, now)) {
            waiting_.push_back(find);
            continue;
        }
        fire(find);
        if (chain.exclusive)
            break;
    }
    return fired;
}

std::vector<std::string> SimpleMatcher::feed(const SurfaceEvent& event)
{
    events_.push_back(event);
    std::vector<Find> finds;
    for (Source& source : sources_)
        look(source, event, finds);
    std::ranges::stable_sort(finds, {}, [&](const Find& find) {
        const RulesChain& chain = chains_[find.chain];
        return std::tuple {-chain.priority, -static_cast<int>(chain.rules.size()), openPlaces(chain)};
    });
    return settle(finds, event.time);
}

std::vector<std::string> SimpleMatcher::advance(TimePoint now)
{
    return settle({}, now);
}

}  // namespace clave::test
