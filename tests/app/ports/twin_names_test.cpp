#include "app/ports/twin_names.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
using Names = std::vector<std::string>;

Names tell(TwinNames& twins, const Names& raw)
{
    Names plain;
    for (const std::string& name : raw)
        plain.push_back(name.substr(0, name.rfind(' ')));
    return twins.tell(raw, plain);
}
}  // namespace

TEST_SUITE("app/ports/twin_names")
{
    TEST_CASE("Of two equal devices each keeps its name, whichever is unplugged and plugged in again")
    {
        TwinNames twins;
        CHECK(tell(twins, {"Pad:Pad 20:0", "Synth:Synth 28:0"}) == Names {"Pad:Pad", "Synth:Synth"});
        CHECK(tell(twins, {"Pad:Pad 20:0", "Pad:Pad 24:0"}) == Names {"Pad:Pad", "Pad:Pad (2)"});
        CHECK(tell(twins, {"Pad:Pad 24:0"}) == Names {"Pad:Pad (2)"});
        CHECK(tell(twins, {"Pad:Pad 24:0", "Pad:Pad 32:0"}) == Names {"Pad:Pad (2)", "Pad:Pad"});
        CHECK(tell(twins, {"Pad:Pad 32:0"}) == Names {"Pad:Pad"});
    }

    TEST_CASE("A device alone has its plain name, also when it comes back under another number")
    {
        TwinNames twins;
        CHECK(tell(twins, {"Pad:Pad 20:0"}) == Names {"Pad:Pad"});
        CHECK(tell(twins, {}) == Names {});
        CHECK(tell(twins, {"Pad:Pad 36:0"}) == Names {"Pad:Pad"});
    }
}
