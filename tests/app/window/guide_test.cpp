#include "app/window/ui/actions.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

using namespace clave;

namespace {
const std::string kFile = CLAVE_SOURCE_DIR "/app/window/KEYS.md";

std::string guide()
{
    return "# Keys in the window\n\n"
           "Made from the table that binds them (`ui/actions*.cpp`); a test says when it is no longer the "
           "same, "
           "and writes it\nanew with `CLAVE_WRITE_GUIDE=1`. F1 shows it in the window.\n\n"
        + keysAsMarkdown();
}
}  // namespace

TEST_SUITE("app/window/guide")
{
    TEST_CASE("the guide lists the keys that the window obeys")
    {
        if (std::getenv("CLAVE_WRITE_GUIDE") != nullptr)
            std::ofstream(kFile) << guide();
        std::ifstream file(kFile);
        const std::string text {std::istreambuf_iterator<char> {file}, {}};
        CHECK_MESSAGE(text == guide(), "write it anew: CLAVE_WRITE_GUIDE=1 clave_tests -ts=app/window/guide");
    }
}
