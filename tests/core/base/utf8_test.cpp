#include "core/base/utf8.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("core/base/utf8")
{
    TEST_CASE("names in any script are UTF-8")
    {
        for (const char* const text :
            {"", "Kick", "ä", "鼓", "🥁", "\x7F", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
            CHECK(isUtf8(text));
    }

    TEST_CASE("cut, overlong and impossible letters are not")
    {
        for (const char* const text : {"\xC3", "\xE9\xBC", "\xF0\x9F\xA5", "\x80", "\xC0\x80", "\xC1\xBF",
                 "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                 "\xFF", "\xC3(", "a\xE4"})
            CHECK_FALSE(isUtf8(text));
    }

    TEST_CASE("letters are counted, not bytes")
    {
        CHECK(countCharacters("aä鼓🥁") == 4);
    }
}
