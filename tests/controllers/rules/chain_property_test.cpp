#include "controllers/midi/event_text.hpp"

#include "tests/controllers/rules/chain_rig.hpp"
#include "tests/controllers/rules/simple_matcher.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/realtime_guard.hpp"

using namespace clave;
using test::Dice;

namespace {
using Kind = SurfaceEvent::Kind;

constexpr std::array<std::array<std::uint8_t, 4>, 3> kSysEx {
    {{0xF0, 1, 1, 0xF7}, {0xF0, 1, 2, 0xF7}, {0xF0, 2, 1, 0xF7}}};

/// Few kinds, numbers and values, so that chains happen. `caught`: how many values are by then, v1 and so on.
std::string randomRule(Dice& dice, std::size_t caught)
{
    std::string value = dice.oneOf<const char*>({"", "", " 0", " 1", " !0", " 1..2", " {0,2}"});
    if (dice.chance(15) && caught > 0)
        value = fmt::format(" {}=v{}", dice.chance(30) ? "!" : "", 1 + dice.below(caught));
    else if (dice.chance(15) && caught < 4)
        value = fmt::format(" $v{}{}", caught + 1, dice.chance(30) ? ":1..2" : "");
    const std::string channel = dice.chance(15) ? "ch 1 " : "";
    switch (dice.below(16)) {
    case 0:
        return dice.oneOf<const char*>({"start", "stop"});
    case 1:
        return dice.oneOf<const char*>({"sysex F0 01 ?? F7", "sysex F0 * 01 F7", "sysex F0 (01|02) 01 *"});
    case 2:
        return "nrpn " + channel + dice.oneOf<const char*>({"0:1", "0:*", "*:2"}) + value;
    case 3:
        return "note " + channel + dice.oneOf<const char*>({"1", "2", "*"}) + value;
    case 4:
    case 5:
        return "note_on " + channel + dice.oneOf<const char*>({"1", "2", "!1"}) + value;
    default:
        return "cc " + channel + dice.oneOf<const char*>({"1", "1", "2", "1..2", "6"}) + value;
    }
}

/// Some of them begin with the rules of the one before.
std::vector<RulesChain> randomChains(Dice& dice)
{
    std::vector<RulesChain> chains;
    std::vector<std::string> texts;
    for (std::size_t left = 1 + dice.below(5); left > 0; --left) {
        if (!dice.chance(50))
            texts.clear();
        else if (texts.size() > 4)
            texts.resize(1);
        for (std::size_t more = 1 + dice.below(3); more > 0; --more) {
            const auto caught = std::ranges::count_if(
                texts, [](const std::string& text) { return text.find('$') != std::string::npos; });
            texts.push_back(randomRule(dice, static_cast<std::size_t>(caught)));
        }
        RulesChain& chain = chains.emplace_back(test::chainOf(std::to_string(chains.size()), texts));
        chain.gap = static_cast<RulesChain::Gap>(dice.chance(60) ? 0 : dice.below(3));
        chain.withinMs = dice.oneOf<std::uint32_t>({100, 300, 500, 5000});
        chain.gapMs = dice.oneOf<std::uint32_t>({0, 0, 0, 50, 150});
        chain.across = dice.chance(15);
        chain.overlap = dice.chance(20);
        chain.defer = dice.chance(40);
        chain.exclusive = dice.chance(15);
        chain.consumeLast = dice.chance(15);
        chain.priority = dice.chance(15) ? static_cast<int>(dice.below(3)) - 1 : 0;
    }
    return chains;
}

SurfaceEvent randomEvent(Dice& dice, TimePoint time)
{
    SurfaceEvent event;
    event.time = time;
    event.kind =
        dice.oneOf({Kind::Cc, Kind::Cc, Kind::Cc, Kind::Cc, Kind::Cc, Kind::Cc, Kind::NoteOn, Kind::NoteOn,
            Kind::NoteOff, Kind::Nrpn, Kind::Start, Kind::Stop, Kind::SysEx, Kind::Clock, Kind::Cc14});
    event.number = static_cast<std::uint16_t>(1 + dice.below(2));
    event.value = static_cast<std::uint16_t>(dice.below(3));
    event.channel = static_cast<std::uint8_t>(dice.chance(75) ? 1 : 2 + dice.below(2));
    if (event.kind >= Kind::Start) {
        event.channel = 0;
        event.number = event.value = 0;
        if (event.kind == Kind::SysEx)
            event.bytes = kSysEx[dice.below(kSysEx.size())];
    } else if (event.kind == Kind::Cc && dice.chance(20)) {
        event.number = 6;
        event.ofParameter = dice.chance(70);
    } else if (event.kind == Kind::Nrpn && dice.chance(10)) {
        event.delta = 1;
    }
    return event;
}

/// One stream through both. \return how often a chain of several rules fired; REQUIREs that they agree.
std::size_t compareOnce(std::uint64_t seed)
{
    CAPTURE(seed);
    Dice dice(seed);
    const std::vector<RulesChain> chains = randomChains(dice);
    ChainEngine engine(chains);
    test::SimpleMatcher simple(chains);
    std::string story;
    for (const RulesChain& chain : chains) {
        story += "chain " + chain.name + ":";
        for (const Rule& rule : chain.rules)
            story += " [" + rule.text + "]";
        story += fmt::format(" gap {} within {} gapMs {} across {} overlap {} defer {} exclusive {}\n",
            static_cast<int>(chain.gap), chain.withinMs, chain.gapMs, chain.across, chain.overlap,
            chain.defer, chain.exclusive);
    }
    TimePoint now {};
    std::size_t count = 0;
    for (std::size_t left = 20 + dice.below(40); left > 0; --left) {
        now += std::chrono::milliseconds {dice.oneOf({0, 1, 10, 20, 50, 100, 151})};
        std::vector<std::string> fired;
        std::size_t ofSeveral = 0;
        const auto tell = [&](std::size_t chain, std::span<const std::uint16_t> captures) {
            fired.push_back(fmt::format("{}({})", chain, fmt::join(captures, ",")));
            ofSeveral += chains[chain].rules.size() > 1 ? 1U : 0U;
        };
        std::vector<std::string> expected;
        if (dice.chance(10)) {
            engine.advance(now, tell);
            expected = simple.advance(now);
            story += "advance\n";
        } else {
            const SurfaceEvent event = randomEvent(dice, now);
            const bool consumed = engine.feed(event, tell).consumed;
            expected = simple.feed(event);
            story += fmt::format("{} ms {}\n", now.time_since_epoch().count() / 1'000'000, describe(event));
            REQUIRE(consumed == simple.consumed());
        }
        story += fmt::format("  engine {}, simple {}\n", fmt::join(fired, " "), fmt::join(expected, " "));
        REQUIRE_MESSAGE(fired == expected, story);
        count += ofSeveral;
    }
    return count;
}
}  // namespace

TEST_SUITE("controllers/rules")
{
    TEST_CASE("the engine finds what the plainest matcher finds, in 20,000 random streams")
    {
        std::size_t fired = 0;
        for (std::uint64_t seed = 1; seed <= 20'000; ++seed)
            fired += compareOnce(seed);
        CHECK(fired > 5'000);
    }

    TEST_CASE("random bytes through 512 chains take no memory and break nothing")
    {
        Dice dice(11);
        std::vector<RulesChain> chains;
        while (chains.size() < ChainTables::kMostChains)
            for (RulesChain& chain : randomChains(dice))
                chains.push_back(std::move(chain));
        chains.resize(ChainTables::kMostChains);
        ChainEngine engine(chains);
        EventStream stream;
        TimePoint now {};
        std::size_t fired = 0;
        std::uint64_t heapCalls = 0;
        const auto count = [&](std::size_t, std::span<const std::uint16_t>) { ++fired; };
        for (int round = 0; round < 300; ++round) {
            std::vector<std::uint8_t> bytes;
            while (bytes.size() < 100)
                bytes.push_back(dice.chance(40)
                        ? dice.oneOf<std::uint8_t>(
                              {0x80, 0x90, 0x91, 0xB0, 0xB1, 0xF0, 0xF7, 0xFA, 0xFC, 0xF8})
                        : static_cast<std::uint8_t>(dice.chance(90) ? dice.below(4) : dice.below(256)));
            now += std::chrono::milliseconds {dice.below(20)};
            const test::RealtimeGuard guard;
            stream.feed(bytes, now, [&](const SurfaceEvent& event) { engine.feed(event, count); });
            engine.advance(now, count);
            heapCalls += guard.heapCalls() + guard.locks();
        }
        CHECK(heapCalls == 0);
        CHECK(fired > 1000);
    }
}
