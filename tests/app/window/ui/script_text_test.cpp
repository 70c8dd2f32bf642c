#include "app/window/ui/script_text.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE_BEGIN("app/window/ui/script text");

TEST_CASE("places of a text count lines and characters from 1")
{
    const std::string text = "one\nd\xC3\xA9j\xC3\xA0 vu\n";
    CHECK(lineCount(text) == 3);
    CHECK(lineOf(text, 2) == "d\xC3\xA9j\xC3\xA0 vu");
    CHECK(lineOf(text, 9).empty());
    CHECK(longestLine(text) == 7);
    CHECK(offsetOf(text, {2, 3}) == 7);
    CHECK(offsetOf(text, {2, 99}) == text.size() - 1);
    CHECK(offsetOf(text, {99, 1}) == text.size());
    for (std::size_t line = 1; line <= 2; ++line)
        CHECK(placeAt(text, offsetOf(text, {line, 3})) == TextPlace {line, 3});
}

TEST_CASE("a new line is indented like the one before, and more after a colon")
{
    CHECK(indentAfter("def f():", 8) == "    ");
    CHECK(indentAfter("    if a:  ", 11) == "        ");
    CHECK(indentAfter("  a = 1\nb", 7) == "  ");
    CHECK(indentAfter("", 0).empty());
}

TEST_SUITE_END();
