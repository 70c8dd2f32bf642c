#include "core/io/json_tree.hpp"

#include "core/io/json_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace clave;

namespace {
std::string at(const std::string& text, std::string_view path)
{
    const JsonTree tree = JsonTree::parse(text);
    REQUIRE(tree.isWhole());
    const JsonNode& node = tree.nearest(path);
    return tree.path(node) + "@" + std::to_string(node.start) + "=" + std::string(node.text);
}
}  // namespace

TEST_SUITE("core/io/json_tree")
{
    TEST_CASE("each value is found at its path and knows where it stands")
    {
        const std::string text =
            "\xEF\xBB\xBF{\"a\" : [1, -2.5e3 ,\r\n\"x\\\"y\"], \"b\\\\\":{\"c\":null},\"d\":true}";
        CHECK(at(text, "") == "@3=");
        CHECK(at(text, "a[0]") == "a[0]@11=1");
        CHECK(at(text, "a[1]") == "a[1]@14=-2.5e3");
        CHECK(at(text, "a[2]") == "a[2]@24=x\"y");
        CHECK(at(text, "a[7].z") == "a@4=");
        CHECK(at(text, "d") == "d@50=true");
    }

    TEST_CASE("a text in a sentence is quoted and cut between letters")
    {
        CHECK(shownText("a\nb") == "\"a\\nb\"");
        std::string umlauts;
        for (int i = 0; i < 50; ++i)
            umlauts += "ä";
        CHECK(shownText("x" + umlauts) == "\"x" + umlauts.substr(0, 38) + "…\"");
    }

    TEST_CASE("short things stay on a line, long lists of plain values are filled")
    {
        JsonOut list = JsonOut::list();
        for (int i = 0; i < 60; ++i)
            list.add(JsonOut::whole(i));
        JsonOut object = JsonOut::object(JsonOut::Layout::Lines);
        object.add("short", JsonOut::list());
        object.add("list", std::move(list));
        const std::string text = object.pretty();
        CHECK(text.starts_with("{\n  \"short\": [],\n  \"list\": [\n    0, 1, 2, "));
        CHECK(std::ranges::count(text, '\n') == 8);
        for (std::size_t line = 0; line < text.size(); line = text.find('\n', line) + 1)
            CHECK(text.find('\n', line) - line <= 101);
    }

    TEST_CASE("a share of a step has the fewest digits that are exact to 1/5040")
    {
        CHECK(JsonOut::share(2520, 5040).pretty() == "0.5\n");
        CHECK(JsonOut::share(1680, 5040).pretty() == "0.3333\n");
        CHECK(JsonOut::share(-1, 5040).pretty() == "-0.0002\n");
        CHECK(JsonOut::share(645120, 5040).pretty() == "128\n");
        CHECK(JsonOut::share(0, 5040).pretty() == "0\n");
    }
}
