#include "app/cli/typed_line.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace clave;
using Typed = TypedLine::Typed;

namespace {
Typed type(TypedLine& line, std::string_view bytes)
{
    Typed last = Typed::Nothing;
    for (const char byte : bytes)
        last = line.type(byte);
    return last;
}
}  // namespace

TEST_SUITE("app/cli/typed_line")
{
    TEST_CASE("what is typed can be mended anywhere, letter by letter in any language")
    {
        TypedLine line;
        (void)type(line, "tämpo");
        (void)type(line, "\x1B[D\x1B[D\x1B[D\x7F");  // three to the left, and the letter before goes
        CHECK(line.text() == "tmpo");
        (void)type(line, "e");
        CHECK(line.text() == "tempo");
        CHECK(line.cursor() == 2);
        (void)type(line, "\x01song.\x05 = 96");
        CHECK(line.text() == "song.tempo = 96");
        (void)type(line, "\x17\x17");
        CHECK(line.text() == "song.tempo ");
        (void)type(line, "\x01\x1B[3~");
        CHECK(line.text() == "ong.tempo ");
        (void)type(line, "\x0B");
        CHECK(line.text().empty());
        CHECK(type(line, "\x04") == Typed::End);
    }

    TEST_CASE("lines come back with the arrow up, and what was begun with the arrow down")
    {
        TypedLine line;
        (void)type(line, "one");
        CHECK(type(line, "\r") == Typed::Line);
        CHECK(line.take() == "one");
        (void)type(line, "two");
        CHECK(line.take() == "two");
        CHECK(line.take().empty());  // nothing is no line to come back to
        (void)type(line, "thr\x1B[A\x1B[A\x1B[A");
        CHECK(line.text() == "one");
        (void)type(line, "\x1B[B\x1B[B");
        CHECK(line.text() == "thr");
        CHECK(line.history().size() == 2);
    }

    TEST_CASE("keys that it does not know write nothing, also in pieces")
    {
        TypedLine line;
        (void)type(line, "a\x1B[15~b\x1BOPc\x1B[1;5Hd\x02");
        CHECK(line.text().find('~') == std::string_view::npos);
        CHECK(line.text() == "dabc");
    }

    TEST_CASE("a word is put in place of its beginning")
    {
        TypedLine line;
        (void)type(line, "x = song.te");
        CHECK(type(line, "\t") == Typed::Words);
        line.replace(4, "song.tempo");
        CHECK(line.text() == "x = song.tempo");
        CHECK(line.cursor() == line.text().size());
    }
}
