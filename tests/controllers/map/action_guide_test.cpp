#include "controllers/map/action_guide.hpp"

#include "controllers/lights/light_source.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace clave;

TEST_SUITE("controllers/map")
{
    TEST_CASE("The guide to the words of maps lists those that maps may use")
    {
        const std::string file = CLAVE_SOURCE_DIR "/controllers/maps/ACTIONS.md";
        const std::string wanted = actionGuide(lightSourceWords());
        if (std::getenv("CLAVE_WRITE_GUIDE") != nullptr)
            std::ofstream(file) << wanted;
        std::ifstream in(file);
        const std::string text {std::istreambuf_iterator<char> {in}, {}};
        CHECK_MESSAGE(text == wanted, "write it anew: CLAVE_WRITE_GUIDE=1 clave_tests -ts=controllers/map");
    }
}
