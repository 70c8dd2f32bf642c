#include "controllers/rules/chain_engine.hpp"

#include "tests/controllers/rules/chain_rig.hpp"

#include <doctest/doctest.h>

using namespace clave;
using test::chainOf;
using test::ChainRig;

namespace {
using Fired = std::vector<std::string>;

/// {"type": "cc", "num": 27, "val": 0} as a rule is written.
std::string ruleText(const nlohmann::json& rule)
{
    const auto word = [](const nlohmann::json& value) {
        return value.is_string() ? value.get<std::string>() : value.dump();
    };
    std::string text = rule.at("type");
    for (const char* const key : {"num", "val", "pattern"})
        if (rule.contains(key))
            text += " " + word(rule.at(key));
    return text;
}

const std::vector<std::string> kFilter {"cc 74 $v", "cc 27 0"};
}  // namespace

TEST_SUITE("controllers/rules")
{
    TEST_CASE("chains fire where the vectors say")
    {
        for (const auto& vector : test::vectors("rule_chains")) {
            CAPTURE(vector.at("name").get<std::string>());
            std::vector<std::string> rules;
            for (const auto& rule : vector.at("chain"))
                rules.push_back(ruleText(rule));
            RulesChain chain = chainOf("chain", rules);
            chain.withinMs = vector.at("within_ms");
            ChainRig rig({chain});
            std::vector<std::size_t> fires;
            const auto& messages = vector.at("in_bytes");
            for (std::size_t i = 0; i < messages.size(); ++i) {
                const int ms =
                    vector.contains("t_ms") ? vector.at("t_ms")[i].get<int>() : static_cast<int>(i);
                if (!rig.at(ms, messages[i]).empty())
                    fires.push_back(i);
            }
            CHECK(fires == vector.at("fires").get<std::vector<std::size_t>>());
        }
    }

    TEST_CASE("what the first slide shows: filter and then a button, after any sweep")
    {
        // Even and odd sweeps, a repeated first message, notes, clock and other knobs in between.
        for (const char* const sweep : {"B0 4A 40", "B0 4A 40 4A 41", "B0 4A 40 4A 41 4A 42",
                 "B0 4A 40 F8 90 3C 64 B0 07 05", "B0 1B 00 4A 40"}) {
            CAPTURE(sweep);
            ChainRig rig({chainOf("FILTER", kFilter)});
            CHECK(rig.next(sweep).empty());
            CHECK(rig.next("B0 1B 00").size() == 1);
        }
        ChainRig rig({chainOf("FILTER", kFilter)});
        CHECK(rig.next("B0 4A 40 4A 41 1B 00") == Fired {"FILTER(65)"});
        CHECK(rig.next("B0 1B 00").empty());
        CHECK(rig.next("B0 4A 40 1B 01 1B 00").empty());
    }

    TEST_CASE("pads of a MiniNova fire however their parameter is sent")
    {
        const std::vector<std::string> pad {"nrpn 60:$pad:32..39 !0"};
        for (const char* const bytes : {"B0 63 3C 62 20 06 7F", "B0 62 20 63 3C 06 7F",
                 "B0 63 3C 63 3C 62 20 06 7F", "B0 63 3C F8 90 3C 64 B0 62 20 06 7F"}) {
            CAPTURE(bytes);
            ChainRig rig({chainOf("PAD", pad)});
            CHECK(rig.next(bytes) == Fired {"PAD(32)"});
            CHECK(rig.next("B0 62 21 06 7F") == Fired {"PAD(33)"});
            CHECK(rig.next("B0 06 00").empty());
            CHECK(rig.next("B0 62 28 06 7F").empty());
            CHECK(rig.next("B1 06 7F").empty());
        }
    }

    TEST_CASE("a chain of one rule fires with every message that matches")
    {
        ChainRig rig({chainOf("ANY", {"note $key"}), chainOf("LOUD", {"note_on 60 100..127"})});
        CHECK(rig.next("90 3C 40 3C 64 3C 00") == Fired {"ANY(60)", "LOUD", "ANY(60)", "ANY(60)"});
    }

    TEST_CASE("what may come in between is anything, nothing of the channel or nothing of the port")
    {
        RulesChain chain = chainOf("PAIR", {"note_on 60", "note_on 62"});
        const auto fires = [&](RulesChain::Gap gap, const std::string& between) {
            chain.gap = gap;
            ChainRig rig({chain});
            return !rig.next("90 3C 64 " + between + " 90 3E 64").empty();
        };
        using Gap = RulesChain::Gap;
        CHECK(fires(Gap::Alphabet, "80 3C 40 B0 01 01"));
        CHECK(fires(Gap::Channel, "91 40 40"));
        CHECK(!fires(Gap::Channel, "80 3C 40"));
        CHECK(fires(Gap::Channel, "F0 01 F7"));
        CHECK(!fires(Gap::Strict, "91 40 40"));
        CHECK(!fires(Gap::Strict, "F0 01 F7"));
        CHECK(!fires(Gap::Strict, "B0 63 3C 62 20 06 7F"));
        CHECK(fires(Gap::Strict, "F8 FA FC FE"));
    }

    TEST_CASE("the messages that a parameter is made of break no strict chain of parameters")
    {
        RulesChain chain = chainOf("TWO", {"nrpn 60:32", "nrpn 60:33"});
        chain.gap = RulesChain::Gap::Strict;
        ChainRig rig({chain});
        CHECK(rig.next("B0 63 3C 62 20 06 7F 62 21 06 7F") == Fired {"TWO"});
        CHECK(rig.next("B0 62 20 06 7F 07 01 62 21 06 7F").empty());
    }

    TEST_CASE("across channels only where a chain says so")
    {
        RulesChain chain = chainOf("PAIR", {"note_on 60", "note_on 62"});
        CHECK(ChainRig({chain}).next("90 3C 64 91 3E 64").empty());
        chain.across = true;
        CHECK(ChainRig({chain}).next("90 3C 64 91 3E 64") == Fired {"PAIR"});
        CHECK(ChainRig({chainOf("CH", {"cc ch 2 1", "cc ch 2 2"})}).next("B1 01 00 02 00") == Fired {"CH"});
        CHECK(ChainRig({chainOf("CH", {"cc ch 2 1", "cc ch 2 2"})}).next("B0 01 00 02 00").empty());
    }

    TEST_CASE("a message of no channel goes with any channel")
    {
        ChainRig rig({chainOf("THEN", {"start", "note_on $key"})});
        CHECK(rig.next("FA 94 3C 64") == Fired {"THEN(60)"});
        CHECK(rig.next("95 3D 64") == Fired {"THEN(61)"});
        CHECK(rig.next("95 3D 64").empty());
    }

    TEST_CASE("overlapping finds of a chain count once, or each where it says so")
    {
        RulesChain chain = chainOf("AA", {"cc 1", "cc 1"});
        CHECK(ChainRig({chain}).next("B0 01 00 01 00 01 00").size() == 1);
        CHECK(ChainRig({chain}).next("B0 01 00 01 00 01 00 01 00").size() == 2);
        chain.overlap = true;
        CHECK(ChainRig({chain}).next("B0 01 00 01 00 01 00").size() == 2);
        CHECK(ChainRig({chainOf("AAB", {"cc 1 1", "cc 1 1", "cc 1 2"})}).next("B0 01 01 01 01 01 01 01 02")
            == Fired {"AAB"});
    }

    TEST_CASE("neighbors too far apart are no chain")
    {
        RulesChain chain = chainOf("ABC", {"cc 1", "cc 2", "cc 3"});
        chain.gapMs = 100;
        const auto fires = [&](int second, int third) {
            ChainRig rig({chain});
            rig.at(0, "B0 01 00");
            rig.at(second, "B0 02 00");
            return !rig.at(third, "B0 03 00").empty();
        };
        CHECK(fires(100, 200));
        CHECK(!fires(101, 102));
        CHECK(!fires(100, 201));
    }

    TEST_CASE("a deferred chain waits for the longer one, and fires if that comes to nothing")
    {
        RulesChain tap = chainOf("TAP", {"note_on 60 $v"});
        tap.defer = true;
        RulesChain twice = chainOf("TWICE", {"note_on 60", "note_on 60"});
        twice.withinMs = 250;
        ChainRig rig({tap, twice});
        CHECK(rig.at(0, "90 3C 64").empty());
        CHECK(rig.at(200, "90 3C 64") == Fired {"TWICE"});
        CHECK(rig.advance(1000).empty());
        CHECK(rig.at(2000, "90 3C 10").empty());
        CHECK(rig.advance(2250).empty());
        CHECK(rig.advance(2251) == Fired {"TAP(16)"});
        CHECK(rig.at(3000, "90 3C 11").empty());
        CHECK(rig.at(3300, "90 3C 12") == Fired {"TAP(17)"});
        CHECK(rig.advance(4000) == Fired {"TAP(18)"});
    }

    TEST_CASE("no message of a longer chain that has fired is a deferred one's")
    {
        RulesChain tap = chainOf("TAP", {"note_on 60"});
        tap.defer = true;
        ChainRig rig({tap, chainOf("THRICE", {"note_on 60", "note_on 60", "note_on 60"})});
        CHECK(rig.next("90 3C 64 91 3C 64 90 3C 64 3C 64") == Fired {"THRICE"});
        CHECK(rig.advance(1000) == Fired {"TAP"});
    }

    TEST_CASE("a deferred chain whose longer one is broken off fires at once")
    {
        RulesChain tap = chainOf("TAP", {"cc 1 1"});
        tap.defer = true;
        ChainRig rig({tap, chainOf("LONG", {"cc 1 1", "cc 1 2", "cc 1 3"})});
        CHECK(rig.next("B0 01 01 01 02").empty());
        CHECK(rig.next("B0 01 01") == Fired {"TAP"});
        CHECK(rig.next("B0 01 02 01 03") == Fired {"LONG"});
    }

    TEST_CASE("several chains fire by priority, length, openness and place, and an exclusive one is the last")
    {
        RulesChain open = chainOf("OPEN", {"cc *"});
        RulesChain one = chainOf("ONE", {"cc 5"});
        RulesChain other = chainOf("OTHER", {"cc 5"});
        RulesChain two = chainOf("TWO", {"cc 4", "cc 5"});
        RulesChain first = chainOf("FIRST", {"cc *"});
        first.priority = 1;
        CHECK(ChainRig({open, one, other, two, first}).next("B0 05 00")
            == Fired {"FIRST", "ONE", "OTHER", "OPEN"});
        CHECK(ChainRig({open, one, other, two, first}).next("B0 04 00 05 00")
            == Fired {"FIRST", "OPEN", "FIRST", "TWO", "ONE", "OTHER", "OPEN"});
        one.exclusive = true;
        CHECK(ChainRig({open, one, other, first}).next("B0 05 00") == Fired {"FIRST", "ONE"});
    }

    TEST_CASE("only the last message of a chain that consumes it is kept from plain binds")
    {
        RulesChain chain = chainOf("FILTER", kFilter);
        chain.consumeLast = true;
        ChainRig rig({chain});
        rig.next("B0 4A 40");
        CHECK(!rig.consumed);
        rig.next("B0 1B 00");
        CHECK(rig.consumed);
        rig.next("B0 1B 00");
        CHECK(!rig.consumed);
    }

    TEST_CASE("bytes of a greeting are caught, whatever comes before them")
    {
        ChainRig rig({chainOf("ID", {"sysex F0 7E * 06 02 (42|47) $family * F7"})});
        CHECK(rig.next("F0 7E 01 06 02 06 02 47 28 00 19 F7") == Fired {"ID(40)"});
        CHECK(rig.next("F0 7E 01 06 02 41 28 00 19 F7").empty());
    }

    TEST_CASE("the monitor can say what a chain that has begun waits for")
    {
        ChainRig rig({chainOf("FILTER", kFilter), chainOf("OTHER", {"cc 3", "cc 4", "cc 5"})});
        CHECK(rig.waits(0).empty());
        rig.at(0, "B0 4A 40");
        CHECK(rig.waits(500) == Fired {"FILTER waits for cc 27 0"});
        CHECK(rig.waits(501).empty());
        rig.at(10, "B0 03 00 04 00");
        CHECK(rig.waits(10) == Fired {"FILTER waits for cc 27 0", "OTHER waits for cc 5"});
        CHECK(!rig.engine.waitsFor({})[0].byLast);
        CHECK(rig.engine.waitsFor({})[1].byLast);
        rig.engine.reset();
        CHECK(rig.waits(10).empty());
    }

    TEST_CASE("a chain that is switched off neither fires nor stops others")
    {
        RulesChain boss = chainOf("BOSS", {"cc 5"});
        boss.exclusive = true;
        ChainRig rig({boss, chainOf("FILTER", kFilter), chainOf("ANY", {"cc *"})});
        rig.engine.setOn(0, false);
        CHECK(rig.next("B0 05 00") == Fired {"ANY"});
        rig.engine.setOn(0, true);
        CHECK(rig.next("B0 05 00") == Fired {"BOSS"});
        rig.next("B0 4A 40");
        rig.engine.setOn(1, false);
        rig.engine.setOn(1, true);
        CHECK(rig.next("B0 1B 00") == Fired {"ANY"});
    }

    TEST_CASE("a chain made wrongly by code never fires")
    {
        const Rule any = chainOf("", {"cc *"}).rules[0];
        RulesChain tooLong {.name = "LONG", .rules = std::vector<Rule>(17, any)};
        RulesChain unnamed {.name = "UNNAMED", .rules = {any}};
        unnamed.rules[0].value.capture = 0;
        RulesChain early = chainOf("EARLY", {"cc $n", "cc =n"});
        std::swap(early.rules[0], early.rules[1]);
        ChainRig rig({RulesChain {}, tooLong, unnamed, early});
        for (int i = 0; i < 40; ++i)
            CHECK(rig.next("B0 05 05").empty());
    }
}
