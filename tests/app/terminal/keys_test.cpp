#include "app/terminal/keys.hpp"

#include <doctest/doctest.h>

using namespace clave;
using What = Key::What;

TEST_SUITE("app/terminal/keys")
{
    TEST_CASE("letters, space and digits are keys by themselves")
    {
        KeyParser parser;
        CHECK(parser.feed("q 1")
            == std::vector<Key> {{What::Character, 'q'}, {What::Character, ' '}, {What::Character, '1'}});
    }

    TEST_CASE("arrows are understood in normal and application mode, with shift, and cut anywhere")
    {
        const std::string bytes = "\x1b[A\x1bOB\x1b[1;2A\x1b[1;2B\x1b[C\x1b[D\t\x1b[Z";
        const std::vector<Key> expected {{What::Up, 0}, {What::Down, 0}, {What::ShiftUp, 0},
            {What::ShiftDown, 0}, {What::Right, 0}, {What::Left, 0}, {What::Tab, 0}, {What::BackTab, 0}};
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            CAPTURE(cut);
            KeyParser parser;
            auto keys = parser.feed(std::string_view {bytes}.substr(0, cut));
            for (const auto& key : parser.feed(std::string_view {bytes}.substr(cut)))
                keys.push_back(key);
            CHECK(keys == expected);
        }
    }

    TEST_CASE("an unknown sequence is skipped whole: its letters press no keys")
    {
        KeyParser parser;
        CHECK(parser.feed("\x1b[15~\x1b[200;3qz") == std::vector<Key> {{What::Character, 'z'}});
    }

    TEST_CASE("Escape alone waits, then is forgotten, and the next letter counts")
    {
        KeyParser parser;
        CHECK(parser.feed("\x1b").empty());
        CHECK(parser.isWaiting());
        parser.timeout();
        CHECK(parser.feed("q") == std::vector<Key> {{What::Character, 'q'}});
    }

    TEST_CASE("a sequence without end does not swallow keys for ever")
    {
        KeyParser parser;
        CHECK(parser.feed("\x1b[" + std::string(40, '1') + "q").back() == Key {What::Character, 'q'});
    }

    TEST_CASE("bytes that are no keys are ignored")
    {
        KeyParser parser;
        CHECK(parser.feed("\x01\x7f\xc3\xa4").empty());
    }
}
