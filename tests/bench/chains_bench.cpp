#include "controllers/midi/event_stream.hpp"
#include "controllers/rules/chain_engine.hpp"
#include "controllers/rules/rule_makers.hpp"

#include "tests/bench/benchmarks.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/table.hpp"

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace clave::bench {
namespace {

constexpr std::size_t kChains = 512;
constexpr std::size_t kMessages = 20'000;
constexpr int kRounds = 9;

/// Time that this thread has had a core for: what others do meanwhile does not count.
double threadSeconds()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// The way one would write it first: each partial match is an item of a list, with a copy of its events.
class PlainMatcher {
public:
    explicit PlainMatcher(std::vector<RulesChain> chains)
        : chains_(std::move(chains))
        , partials_(chains_.size())
    {
    }

    template <class Sink>
    void feed(const SurfaceEvent& event, Sink&& sink)
    {
        for (std::size_t i = 0; i < chains_.size(); ++i) {
            const std::vector<Rule>& rules = chains_[i].rules;
            const auto mention = [&](const Rule& rule) {
                return rule.kind == event.kind && mayMatch(rule.number, event.number);
            };
            if (std::ranges::none_of(rules, mention))
                continue;
            std::vector<Partial> next;
            Partial fresh;
            partials_[i].push_back(fresh);
            for (const Partial& partial : partials_[i]) {
                const Rule& rule = rules[partial.events.size()];
                if (!mention(rule) || !mayMatch(rule.value, event.value))
                    continue;
                Partial longer = partial;
                longer.events.push_back(event);
                if (longer.events.size() < rules.size())
                    next.push_back(std::move(longer));
                else
                    sink(i, longer.events[0].value);
            }
            partials_[i] = std::move(next);
        }
    }

private:
    struct Partial {
        std::vector<SurfaceEvent> events;
    };
    std::vector<RulesChain> chains_;
    std::vector<std::vector<Partial>> partials_;
};

/// A knob, another one, and then the first at a value of the chain's own; `knobs` of them shared by all.
std::vector<RulesChain> chainsOver(std::size_t knobs)
{
    std::vector<RulesChain> chains;
    for (std::size_t i = 0; i < kChains; ++i) {
        const auto first = static_cast<std::uint16_t>(i % knobs);
        const auto second = static_cast<std::uint16_t>((i + 1) % knobs);
        const auto value = static_cast<std::uint16_t>(i / knobs % 128);
        chains.push_back({.name = "chain " + std::to_string(i),
            .rules = {rule::cc(rule::is(first), rule::caught(0)), rule::cc(rule::is(second)),
                rule::cc(rule::is(first), rule::is(value))},
            .captures = {"v"}});
    }
    return chains;
}

/// Sweeps of one knob after another.
std::vector<std::uint8_t> sweeps(std::size_t knobs)
{
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < kMessages; ++i) {
        bytes.push_back(0xB0);
        bytes.push_back(static_cast<std::uint8_t>((i / 3 + i % 2) % knobs));
        bytes.push_back(static_cast<std::uint8_t>(i * 7 % 128));
    }
    return bytes;
}

/// ns a message, from its bytes to the end of the last chain: the median of some rounds.
template <class Feed>
double measure(std::span<const std::uint8_t> bytes, Feed&& feed)
{
    Samples samples;
    EventStream stream;
    for (int round = 0; round < kRounds; ++round) {
        const double begin = threadSeconds();
        stream.feed(bytes, TimePoint {} + std::chrono::seconds {10 * round}, feed);
        samples.add((threadSeconds() - begin) * 1e9 / kMessages);
    }
    return samples.median();
}

void addRow(Table& table, const std::string& name, std::size_t chainKnobs, std::size_t playedKnobs)
{
    const std::vector<std::uint8_t> bytes = sweeps(playedKnobs);
    std::size_t fired = 0;
    ChainEngine engine(chainsOver(chainKnobs));
    const double ours = measure(bytes, [&](const SurfaceEvent& event) {
        engine.feed(event, [&](std::size_t, std::span<const std::uint16_t>) { ++fired; });
    });
    const std::size_t oursFired = std::exchange(fired, 0);
    PlainMatcher plain(chainsOver(chainKnobs));
    const double others = measure(bytes,
        [&](const SurfaceEvent& event) { plain.feed(event, [&](std::size_t, std::uint16_t) { ++fired; }); });
    table.add({name, figure(ours), figure(others), figure(others / ours),
        std::to_string(oursFired) + " / " + std::to_string(fired)});
}
}  // namespace

void chains()
{
    const double parsing = measure(sweeps(128), [](const SurfaceEvent&) {});
    Table table("Controllers: 512 chains of three rules, one core",
        {"chains and knobs", "ns a message", "a list of matches", "times", "fired"});
    addRow(table, "over 128 knobs, all of them turned", 128, 128);
    addRow(table, "over 16 knobs, all of them turned", 16, 16);
    addRow(table, "over 2 knobs: each message concerns every chain", 2, 2);
    table.note("of these, bytes to events: " + figure(parsing) + " ns a message");
    table.note("a list forgets nothing when it finds something, so it fires more often");
    table.print();
}

}  // namespace clave::bench
