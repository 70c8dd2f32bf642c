#include "core/io/json_value.hpp"

#include "core/io/song_file.hpp"
#include "core/model/limits.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
/// What a text becomes in a file, and is when it was read again.
std::string thereAndBack(const std::string& text)
{
    const std::string file = keptOut(text).pretty();
    const JsonTree tree = JsonTree::parse(file);
    REQUIRE(tree.problems().empty());
    const auto back = keptText(tree, tree.root());
    REQUIRE(back);
    return *back;
}
}  // namespace

TEST_SUITE("core/io/json_value")
{
    TEST_CASE("what a script keeps comes back as it was, whatever it is")
    {
        std::string deep = "1";
        for (std::size_t i = 0; i < JsonTree::kMaxDepth; ++i)
            deep.insert(0, "{\"a\": ").append("}");
        for (const std::string text : {R"({"held": [60, 64.50, -0, 1e999], "on": true, "none": null})",
                 R"({"a":1})", R"({"a": 1, "a": 2})", R"("quoted")", "[1, 2]", "{", "no JSON at all \\ \" \n",
                 "{}", "", deep.c_str()})
            CHECK(thereAndBack(text) == text);
    }

    TEST_CASE("an object that a script keeps stands in the file as an object")
    {
        CHECK(keptOut(R"({"root": "C3"})").pretty() == "{\"root\": \"C3\"}\n");
        CHECK(keptOut(R"({"root":"C3"})").pretty() == "\"{\\\"root\\\":\\\"C3\\\"}\"\n");
    }

    TEST_CASE("a song with more state than a script may keep is told where it is too long")
    {
        Song song = newSong();
        song.scripts.push_back({"a.py", {}, true, 0, {}, std::string(kMaxStateBytes, 'x')});
        CHECK(parseSong(songText(song), "a.clave"));
        song.scripts.back().state += 'x';
        const auto tooLong = parseSong(songText(song), "a.clave");
        REQUIRE_FALSE(tooLong);
        CHECK(tooLong.error().message.find("scripts[0].state is 65537 bytes long") != std::string::npos);
    }

    TEST_CASE("arguments that are a list are refused with a sentence")
    {
        const auto song =
            parseSong(R"({"clave": 1, "scripts": [{"path": "a.py", "arguments": [1]}]})", "a.clave");
        REQUIRE_FALSE(song);
        CHECK(song.error().message.find("scripts[0].arguments is a list; an object is needed")
            != std::string::npos);
    }
}
