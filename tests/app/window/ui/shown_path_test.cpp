#include "app/window/ui/shown_path.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace clave;

TEST_CASE("files are shown from the program's folder or from home, and elsewhere as they are")
{
    const std::string home = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
    CHECK(shownPath(CLAVE_SOURCE_DIR "/controllers/maps/grid8x8.map.toml")
        == "controllers/maps/grid8x8.map.toml");
    CHECK(shownPath("/nowhere/else/my.map.toml") == "/nowhere/else/my.map.toml");
    CHECK(shownPath("scripts/mine.py") == "scripts/mine.py");
    if (!home.empty() && home != "/")
        CHECK(shownPath(home + "/.config/clave/my.map.toml") == "~/.config/clave/my.map.toml");
}
