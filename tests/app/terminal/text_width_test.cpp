#include "app/terminal/text_width.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("app/terminal/text_width")
{
    TEST_CASE("accents take one cell, Chinese letters two, combining marks none")
    {
        CHECK(displayWidth("Küche") == 5);
        CHECK(displayWidth("音楽") == 4);
        CHECK(displayWidth("e\xcc\x81") == 1);
        CHECK(displayWidth("\xe2\x96\xa0") == 1);  // a black square, as steps are shown
    }

    TEST_CASE("a text is cut between letters and never in the middle of a wide one")
    {
        CHECK(fitted("Küche", 2) == "Kü");
        CHECK(fitted("音楽", 3) == "音");
        CHECK(padded("音楽", 3) == "音 ");
        CHECK(padded("ab", 4) == "ab  ");
        CHECK(padded("abcdef", 4) == "abcd");
        CHECK(padded("", 0).empty());
    }

    TEST_CASE("a name cannot command the terminal")
    {
        CHECK(fitted("a\x1b[2Jb", 10) == "a?[2Jb");
        CHECK(fitted("\xc2\x9b"
                     "2J",
                  10)
            == "?2J");
        CHECK(fitted("cut \xe2\x96", 10) == "cut ??");
        CHECK(fitted("\xff\xfe", 10) == "??");
    }
}
