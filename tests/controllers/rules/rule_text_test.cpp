#include "controllers/rules/rule_text.hpp"

#include "controllers/rules/chain_tables.hpp"
#include "controllers/rules/rule_makers.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

using namespace clave;
using test::Dice;
using Kind = SurfaceEvent::Kind;

namespace {

Rule ruleOf(const std::string& text)
{
    std::vector<std::string> captures;
    auto rule = parseRule(text, captures);
    REQUIRE_MESSAGE(rule.has_value(), (rule ? std::string() : rule.error().message));
    return *rule;
}

/// The sentence that says what is wrong with one rule.
std::string faultOf(const std::string& text)
{
    std::vector<std::string> captures;
    const auto rule = parseRule(text, captures);
    return rule ? "nothing is wrong" : rule.error().message;
}

RulesChain chainOf(const std::string& name, const std::vector<std::string>& rules, bool defer = false)
{
    auto chain = parseChain(name, rules);
    REQUIRE(chain.has_value());
    chain->defer = defer;
    return *chain;
}

bool isOne(const Match& match, int number)
{
    return match.kind == Match::Kind::Range && match.low == number && match.high == number && !match.negated;
}
}  // namespace

TEST_SUITE("controllers/rules")
{
    TEST_CASE("each kind of rule reads its numbers and its value")
    {
        const Rule cc = ruleOf("cc ch 10 74 1..127");
        CHECK(cc.kind == Kind::Cc);
        CHECK(isOne(cc.channel, 10));
        CHECK(isOne(cc.number, 74));
        CHECK(cc.value.kind == Match::Kind::Range);
        CHECK(cc.value.high == 127);
        CHECK(ruleOf("note 60").eitherNote);
        CHECK(ruleOf("note_off 60").kind == Kind::NoteOff);
        CHECK(isOne(ruleOf("note_on F#2").number, 54));
        CHECK(isOne(ruleOf("poly C3 7").value, 7));
        CHECK(isOne(ruleOf("pc 5").value, 5));
        CHECK(isOne(ruleOf("bend 16383").value, 16383));
        CHECK(ruleOf("pressure").value.kind == Match::Kind::Any);
        CHECK(ruleOf("start").kind == Kind::Start);
        const Rule nrpn = ruleOf("nrpn 60:32..39 16383");
        CHECK(isOne(nrpn.number, 60));
        CHECK(nrpn.numberLow.low == 32);
        CHECK(isOne(nrpn.value, 16383));
    }

    TEST_CASE("numbers may be one, a range, a few, all others, any, named and the same again")
    {
        CHECK(ruleOf("cc *").number.kind == Match::Kind::Any);
        CHECK(ruleOf("cc { 1, 3 ,5}").number.set == std::vector<std::uint16_t> {1, 3, 5});
        CHECK(ruleOf("cc !0").number.negated);
        CHECK(ruleOf("cc !{1,2}").number.negated);
        CHECK(ruleOf("cc 74 $v").value.capture == 0);
        const Rule named = ruleOf("cc $n:1..5 $v:!0");
        CHECK(named.number.capture == 0);
        CHECK(named.number.high == 5);
        CHECK(named.value.capture == 1);
        CHECK(named.value.negated);
        const RulesChain chain = chainOf("", {"cc $n", "cc =n !=n"});
        CHECK(chain.captures == std::vector<std::string> {"n"});
        CHECK(chain.rules[1].number.kind == Match::Kind::Same);
        CHECK(chain.rules[1].value.negated);
    }

    TEST_CASE("both halves of a parameter may be caught, and only some of them")
    {
        CHECK(ruleOf("nrpn $a:$b").numberLow.capture == 1);
        const Rule rule = ruleOf("nrpn $a:1..5:$b:7");
        CHECK(rule.number.high == 5);
        CHECK(isOne(rule.numberLow, 7));
        CHECK(rule.numberLow.capture == 1);
        CHECK(isOne(ruleOf("nrpn $a:60:32").number, 60));
    }

    TEST_CASE("a greeting may leave bytes open and catch them")
    {
        const Rule rule = ruleOf("sysex F0 7E ?? 06 (02|0a) $family * F7");
        REQUIRE(rule.bytes.size() == 8);
        CHECK(rule.bytes[2].kind == Rule::Byte::Kind::Any);
        CHECK(rule.bytes[4].bytes == std::vector<std::uint8_t> {0x02, 0x0A});
        CHECK(rule.bytes[5].capture == 0);
        CHECK(rule.bytes[6].kind == Rule::Byte::Kind::AnyRun);
    }

    TEST_CASE("a rule made by code is the one that its words are read as")
    {
        const std::vector<std::string> names {"v", "w"};
        const auto words = [&](const Rule& made) {
            const std::string text = ruleWords(made, names);
            std::vector<std::string> captures;
            const auto read = parseRule(text, captures);
            REQUIRE_MESSAGE(read.has_value(), text);
            CHECK(isSameAs(RulesChain {.rules = {made}}, RulesChain {.rules = {*read}}));
            return text;
        };
        CHECK(words(rule::cc(rule::is(74), rule::caught(0))) == "cc 74 $v");
        CHECK(words(rule::onChannel(3, rule::note(rule::oneOf({1, 2})))) == "note ch 3 {1,2}");
        CHECK(words(rule::noteOn({}, rule::isNot(rule::between(0, 9)))) == "note_on * !0..9");
        CHECK(words(rule::noteOff(rule::is(60))) == "note_off 60");
        CHECK(words(rule::poly(rule::is(60), rule::is(1))) == "poly 60 1");
        CHECK(words(rule::nrpn(rule::caught(0), rule::caught(1, rule::is(7)))) == "nrpn $v:$w:7");
        CHECK(words(rule::nrpn(rule::caught(0, rule::is(7)), {}, rule::is(9999))) == "nrpn $v:7:* 9999");
        CHECK(words(rule::rpn(rule::is(0), rule::is(1))) == "rpn 0:1");
        CHECK(words(rule::program(rule::is(5))) == "pc 5");
        CHECK(words(rule::bend()) == "bend");
        CHECK(words(rule::pressure(rule::is(3))) == "pressure 3");
        CHECK(words(rule::transport(Kind::Stop)) == "stop");
        CHECK(words(rule::sysEx({0xF0, 0x7E, 0xF7})) == "sysex F0 7E F7");
        CHECK(ruleWords(rule::cc(rule::same(1)), names) == "cc =w");
    }

    TEST_CASE("whatever is written, it is a rule or it is told what is wrong, and only then the names grow")
    {
        for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            std::string text = dice.oneOf<const char*>({"", "cc ", "nrpn ", "note_on ", "sysex F0 "});
            for (std::size_t left = dice.below(16); left > 0; --left)
                text += dice.oneOf<const char*>({" ", "1", "..", "{", "}", ",", "!", "*", "$", "a", "=", ":",
                    "F7", "??", "(", "|", ")", "ch ", "99999", "C3", "-", "\xff"});
            std::vector<std::string> captures {"a"};
            const auto read = parseRule(text, captures);
            REQUIRE(captures.size() >= 1);
            if (!read)
                REQUIRE(captures.size() == 1);
            else
                REQUIRE(ruleWords(*read, captures).find("unnamed") == std::string::npos);
        }
    }

    TEST_CASE("a wrong rule is told where it is wrong and what to write")
    {
        CHECK(faultOf("nte_on 60")
            == "\"nte_on 60\" column 1: \"nte_on\" is no kind of message; did you mean note_on?");
        CHECK(faultOf("")
            == "\"\" column 1: \"\" is no kind of message; those are note, note_on, note_off, cc, pc, "
               "bend, pressure, poly, nrpn, rpn, start, stop, continue, sysex");
        CHECK(faultOf("cc 7x")
            == "\"cc 7x\" column 4: \"7x\" is no number; write 74, 1..127, {1,3,5}, !0, *, $name or =name");
        CHECK(faultOf("cc") == "\"cc\" column 3: a number is missing; * takes any");
        CHECK(faultOf("cc 128") == "\"cc 128\" column 4: 128 is not from 0 to 127");
        CHECK(faultOf("cc 99999999999999")
            == "\"cc 99999999999999\" column 4: 99999999999999 is not from 0 to 127");
        CHECK(faultOf("cc ch 17 1") == "\"cc ch 17 1\" column 7: 17 is not from 1 to 16");
        CHECK(faultOf("cc ch1 1") == "\"cc ch1 1\" column 4: did you mean \"ch 1\"?");
        CHECK(faultOf("cc 9..3") == "\"cc 9..3\" column 4: 9..3 ends before it begins; turn it around");
        CHECK(faultOf("cc 1 2 3") == "\"cc 1 2 3\" column 8: \"3\" is too much; cc ends before it");
        CHECK(faultOf("start 1") == "\"start 1\" column 7: \"1\" is too much; start ends before it");
        CHECK(faultOf("cc {1,2") == "\"cc {1,2\" column 4: {1,2 has no }");
        CHECK(faultOf("cc {1,x}")
            == "\"cc {1,x}\" column 7: \"x\" is no number; write 74, 1..127, {1,3,5}, !0, *, $name or =name");
        CHECK(faultOf("cc !*") == "\"cc !*\" column 5: \"*\" cannot be turned around by !");
        CHECK(faultOf("cc $1")
            == "\"cc $1\" column 5: \"1\" is no name; after $ come letters, digits and _, as in $value");
        CHECK(faultOf("cc $a $a")
            == "\"cc $a $a\" column 8: a is caught already; for the same once more write =a");
        CHECK(faultOf("cc =a")
            == "\"cc =a\" column 4: nothing before it catches a; the first time it is written $a");
        CHECK(faultOf("cc $value =vlue")
            == "\"cc $value =vlue\" column 11: nothing before it catches vlue; did you mean =value?");
        CHECK(
            faultOf("nrpn 60") == "\"nrpn 60\" column 6: a parameter has two numbers, such as 60:32 or 60:*");
        CHECK(faultOf("nrpn 60:x")
            == "\"nrpn 60:x\" column 9: \"x\" is no number; write 74, 1..127, {1,3,5}, !0, *, $name or "
               "=name");
        CHECK(faultOf("sysex 7E F7") == "\"sysex 7E F7\" column 7: a sysex begins with F0");
        CHECK(faultOf("sysex F0 90 F7")
            == "\"sysex F0 90 F7\" column 10: inside a sysex all bytes are below 80, and 90 is not");
        CHECK(faultOf("sysex F0 7E")
            == "\"sysex F0 7E\" column 12: a sysex ends with F7, or with * for whatever comes");
        CHECK(faultOf("sysex F0 7 F7")
            == "\"sysex F0 7 F7\" column 10: \"7\" is no byte; write 7E, ??, *, (03|13) or $name");
        CHECK(faultOf("sysex F0 F7 01 F7") == "\"sysex F0 F7 01 F7\" column 13: nothing comes after F7");
        CHECK(faultOf("sysex") == "\"sysex\" column 6: a sysex has bytes, such as F0 7E ?? 06 02 * F7");
    }

    TEST_CASE("a chain has between 1 and 16 rules and at most 8 captures")
    {
        CHECK(!parseChain("none", {}).has_value());
        CHECK(parseChain("most", std::vector<std::string>(16, "cc 1")).has_value());
        CHECK(!parseChain("more", std::vector<std::string>(17, "cc 1")).has_value());
        const std::vector<std::string> four {"cc $a $b", "cc $c $d", "cc $e $f", "cc $g $h"};
        CHECK(chainOf("eight", four).captures.size() == 8);
        std::vector<std::string> five = four;
        five.emplace_back("cc 1 $i");
        const auto nine = parseChain("nine", five);
        REQUIRE(!nine.has_value());
        CHECK(nine.error().message == "\"cc 1 $i\" column 7: a chain catches at most 8 values");
    }

    TEST_CASE("what is allowed but probably not meant is said")
    {
        const auto said = [](const std::vector<RulesChain>& chains) { return lintChains(chains); };
        using Sentences = std::vector<std::string>;
        const std::vector<std::string> tap {"note_on 60 $v"};
        const std::vector<std::string> twice {"note_on 60", "note_on 60"};
        CHECK(said({chainOf("TAP", tap, true), chainOf("TWICE", twice)}).empty());
        CHECK(said({chainOf("TAP", tap), chainOf("TWICE", twice)})
            == Sentences {
                "TAP fires on the way to TWICE, which begins with it; if it is to wait for it, write "
                "defer = true"});
        CHECK(said({chainOf("TAP", tap, true)})
            == Sentences {"TAP has defer = true, but no longer chain begins with its rules"});
        CHECK(said({chainOf("A", {"cc {1,2}"}), chainOf("B", {"cc {2,1} $v"})})
            == Sentences {"A and B have the same rules"});
        CHECK(said(std::vector<RulesChain>(513, chainOf("A", {"cc 1"}))).front()
            == "there are 513 chains; those after the first 512 never fire");
    }
}
