#include "controllers/rules/chain_options.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace clave;

namespace {
std::string faultOf(std::string_view name, const ChainOptionValue& value)
{
    RulesChain chain;
    const auto set = setChainOption(chain, name, value);
    return set ? "" : set.error().message;
}
}  // namespace

TEST_SUITE("controllers/rules")
{
    TEST_CASE("A chain takes the options that maps have, by the same names")
    {
        RulesChain chain;
        CHECK(setChainOption(chain, "within_ms", 250.0));
        CHECK(setChainOption(chain, "gap_ms", 20.0));
        CHECK(setChainOption(chain, "priority", -3.0));
        CHECK(setChainOption(chain, "gap", std::string("strict")));
        CHECK(setChainOption(chain, "consume", std::string("last")));
        for (const char* const flag : {"across", "overlap", "defer", "exclusive"})
            CHECK(setChainOption(chain, flag, true));
        CHECK((chain.withinMs == 250 && chain.gapMs == 20 && chain.priority == -3));
        CHECK((chain.gap == RulesChain::Gap::Strict && chain.consumeLast));
        CHECK((chain.across && chain.overlap && chain.defer && chain.exclusive));
    }

    TEST_CASE("An option that is not possible is told, with what may have been meant")
    {
        CHECK(faultOf("withn_ms", 5.0) == "a chain has no option withn_ms; did you mean within_ms?");
        CHECK(faultOf("colour", 5.0) == "a chain has no option colour");
        CHECK(faultOf("within_ms", 60001.0) == "within_ms is a whole number from 0 to 60000");
        CHECK_FALSE(faultOf("gap_ms", 1.5).empty());
        CHECK_FALSE(faultOf("gap_ms", std::numeric_limits<double>::quiet_NaN()).empty());
        CHECK_FALSE(faultOf("priority", std::string("high")).empty());
        CHECK(faultOf("gap", std::string("stric")) == R"(gap is "alphabet", "channel" or "strict")");
        CHECK_FALSE(faultOf("gap", true).empty());
        CHECK_FALSE(faultOf("consume", std::string("all")).empty());
        CHECK_FALSE(faultOf("defer", 1.0).empty());
    }
}
