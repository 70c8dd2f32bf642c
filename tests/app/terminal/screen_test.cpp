#include "app/terminal/screen.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("app/terminal/Screen")
{
    const std::vector<Line> kTwo {{{"first"}}, {{"second", TextStyle::Playing}}};

    TEST_CASE("nothing is sent when nothing changed")
    {
        Screen screen {true};
        CHECK_FALSE(screen.show(kTwo).empty());
        CHECK(screen.show(kTwo).empty());
    }

    TEST_CASE("only the line that changed is sent")
    {
        Screen screen {true};
        (void)screen.show(kTwo);
        auto changed = kTwo;
        changed[1] = {{"other"}};
        CHECK(screen.show(changed) == "\x1b[2;1H\x1b[Kother");
    }

    TEST_CASE("after a change of size, or when told to forget, everything is drawn on a cleared screen")
    {
        Screen screen {true};
        (void)screen.show(kTwo);
        screen.forget();
        CHECK(screen.show(kTwo).find("\x1b[2J") != std::string::npos);
        CHECK(screen.show({{{"one"}}}).find("\x1b[2J") != std::string::npos);
    }

    TEST_CASE("without colors the playing step is still set apart")
    {
        Screen screen {false};
        const auto bytes = screen.show(kTwo);
        CHECK(bytes.find("\x1b[1;7msecond\x1b[0m") != std::string::npos);
        CHECK(bytes.find(";32m") == std::string::npos);
    }
}
