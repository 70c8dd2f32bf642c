#include "controllers/device/light_color.hpp"

#include "controllers/device/light_words.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
std::string_view wordOf(std::string_view text)
{
    const auto hue = parseHue(text);
    return hue ? word(*hue) : "";
}
std::string faultOf(std::string_view text)
{
    const auto hue = parseHue(text);
    return hue ? "" : hue.error().message;
}
}  // namespace

TEST_SUITE("controllers/device")
{
    TEST_CASE("A color becomes the nearest one that lights have words for, dim where it is dark")
    {
        CHECK(wordOf("#ff0000") == "red");
        CHECK(wordOf("#f00") == "red");
        CHECK(wordOf("#ff8080") == "red");
        CHECK(wordOf("#ff8000") == "orange");
        CHECK(wordOf("#FFDD00") == "yellow");
        CHECK(wordOf("#00ff00") == "green");
        CHECK(wordOf("#004000") == "green_dim");
        CHECK(wordOf("#40a0ff") == "azure");
        CHECK(wordOf("#103060") == "blue_dim");
        CHECK(wordOf("#ff00ff") == "magenta");
        CHECK(wordOf("#ffffff") == "white");
        CHECK(wordOf("#808080") == "grey");
        CHECK(wordOf("#202020") == "dark_grey");
        CHECK(wordOf("#000000") == "off");
        CHECK(wordOf("#050505") == "off");
    }

    TEST_CASE("Each bright color is found by its own mix, and by its word")
    {
        for (const std::string_view text : hueWords()) {
            CAPTURE(text);
            CHECK(wordOf(text) == text);
            const Hue hue = *hueOf(text);
            const auto mix = mixOf(hue);
            const auto part = [&](std::size_t i) { return static_cast<std::uint8_t>(mix[i] * 2); };
            if (!isDim(hue) && hue != Hue::Grey)
                CHECK(word(hueNear({part(0), part(1), part(2)})) == text);
        }
    }

    TEST_CASE("What is no color is told with what may have been meant")
    {
        CHECK(faultOf("oragne") == "\"oragne\" is no color; did you mean \"orange\"?");
        CHECK(faultOf("#ff80") == "\"#ff80\" is no color; write \"#ff8000\", or a word such as \"orange\"");
        CHECK_FALSE(faultOf("#ggg").empty());
        CHECK_FALSE(faultOf("#").empty());
        CHECK_FALSE(faultOf("").empty());
    }
}
