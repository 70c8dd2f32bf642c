#include "controllers/surface/chain_ear.hpp"

#include "controllers/midi/event_stream.hpp"
#include "controllers/rules/rule_text.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace clave;
using namespace std::chrono_literals;

namespace {

/// The values with which one rule fired, one after the other.
class Ear {
    auto sink()
    {
        return [this](const SurfaceEvent*, std::size_t, auto captures) {
            fired.push_back(captures.empty() ? -1 : captures[0]);
        };
    }

public:
    Ear(const char* rule, bool sevenBits) : ear_(mapOf(rule), profileOf(sevenBits)) {}

    void hear(std::vector<std::uint8_t> bytes)
    {
        stream_.feed(bytes, now, [this](const SurfaceEvent& event) { ear_.feed(event, sink()); });
    }
    void wait(Nanoseconds time)
    {
        now += time;
        ear_.advance(now, sink());
    }

    std::vector<int> fired;
    TimePoint now {1h};

private:
    static Map mapOf(const char* rule)
    {
        Map map;
        const std::vector<std::string> rules {rule};
        auto chain = parseChain("ONE", rules);
        REQUIRE(chain);
        map.chains.push_back({*chain, "", "", {}, 0});
        return map;
    }
    static Profile profileOf(bool sevenBits)
    {
        Profile profile;
        profile.nrpn7bit = sevenBits;
        return profile;
    }
    EventStream stream_;
    ChainEar ear_;
};
}  // namespace

TEST_SUITE("controllers/surface")
{
    TEST_CASE("A pad that says its NRPN with CC 6 alone fires a rule of 1 to 127")
    {
        Ear ear("nrpn 60:32..39 $v:1..127", true);
        ear.hear({0xB0, 99, 60, 98, 33, 6, 127});
        ear.hear({0xB0, 6, 0});
        ear.hear({0xB0, 6, 1});
        CHECK(ear.fired == std::vector<int> {127, 1});
    }

    TEST_CASE("A parameter of 14 bits fires once, with both halves")
    {
        Ear ear("nrpn 2:63 $v", false);
        ear.hear({0xB0, 99, 2, 98, 63, 6, 10, 38, 5});
        CHECK(ear.fired == std::vector<int> {10 * 128 + 5});
        ear.hear({0xB0, 38, 6});  // a fine step
        ear.wait(1s);
        CHECK(ear.fired == std::vector<int> {10 * 128 + 5, 10 * 128 + 6});
    }

    TEST_CASE("One whose second half does not come fires after a moment, or before what comes next")
    {
        Ear ear("nrpn 2:63 $v", false);
        ear.hear({0xB0, 99, 2, 98, 63, 6, 10});
        CHECK(ear.fired.empty());
        ear.wait(20ms);
        CHECK(ear.fired == std::vector<int> {1280});
        ear.hear({0xB0, 6, 11, 6, 12});
        CHECK(ear.fired == std::vector<int> {1280, 11 * 128});
        ear.hear({0x90, 60, 100});
        CHECK(ear.fired == std::vector<int> {1280, 11 * 128, 12 * 128});
    }
}
