#include "core/io/json_tree.hpp"
#include "core/io/song_file.hpp"
#include "core/model/validate.hpp"

#include "tests/core/io/rich_song.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

using namespace clave;

namespace {
/// Whatever the text: a valid song that comes back, or sentences with places that are in the text.
/// Returns whether it was a song.
bool isHandled(const std::string& text)
{
    const auto song = parseSong(text, "x.clave");
    const auto faults = checkSong(text);
    REQUIRE(song.has_value() == faults.empty());
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    for (const Fault& fault : faults) {
        REQUIRE_FALSE(fault.what.empty());
        REQUIRE(fault.line >= 1);
        REQUIRE(fault.line <= lines);
        REQUIRE(fault.column >= 1);
    }
    if (!song) {
        REQUIRE(song.error().message.starts_with("x.clave:"));
        REQUIRE(song.error().message.find('\n') == std::string::npos);
        return false;
    }
    REQUIRE(faultsOf(*song).empty());
    REQUIRE(parseSong(songText(*song), "x.clave").value() == *song);
    return true;
}

/// Where the value ends that starts (or whose key starts) at `start`.
std::pair<std::size_t, std::size_t> valueAt(const std::string& text, const JsonNode& node)
{
    auto skipText = [&](std::size_t i) {
        for (++i; text[i] != '"'; ++i)
            i += text[i] == '\\' ? 1U : 0U;
        return i + 1;
    };
    std::size_t i = node.start;
    if (!node.key.empty())
        i = text.find_first_not_of(" \n", text.find(':', skipText(i)) + 1);
    const std::size_t start = i;
    int depth = 0;
    do {
        if (text[i] == '"') {
            i = skipText(i);
            continue;
        }
        depth += text[i] == '{' || text[i] == '[' ? 1 : text[i] == '}' || text[i] == ']' ? -1 : 0;
        ++i;
    } while (depth > 0 || (std::isalnum(static_cast<unsigned char>(text[i])) != 0) || text[i] == '.');
    return {start, i};
}

void visit(const JsonTree& tree, const JsonNode& node, const auto& each)
{
    each(node);
    for (const JsonNode* child = tree.firstChild(node); child != nullptr; child = tree.next(*child))
        visit(tree, *child, each);
}
}  // namespace

TEST_SUITE("core/io/song_file damaged")
{
    TEST_CASE("a file cut anywhere is refused with a place")
    {
        const std::string whole(test::kRichSong);
        for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
            CAPTURE(size);
            REQUIRE_FALSE(isHandled(whole.substr(0, size)));
        }
        CHECK(isHandled(whole.substr(0, whole.size() - 1)));
    }

    TEST_CASE("a file with any byte changed is a valid song or refused with a place")
    {
        const std::string whole(test::kRichSong);
        int songs = 0;
        for (std::size_t at = 0; at < whole.size(); ++at) {
            CAPTURE(at);
            std::string damaged = whole;
            for (const int flip : {0x01, 0x02, 0x10, 0x80, 0xFF}) {
                damaged[at] = static_cast<char>(whole[at] ^ flip);
                songs += isHandled(damaged) ? 1 : 0;
            }
            for (const char put : {'9', '"', ',', '}', '\0'}) {
                damaged[at] = put;
                songs += isHandled(damaged) ? 1 : 0;
            }
        }
        CHECK(songs > 100);  // names and velocities may change and be fine
    }

    TEST_CASE("a file with any byte missing or twice is a valid song or refused with a place")
    {
        const std::string whole(test::kRichSong);
        for (std::size_t at = 0; at < whole.size(); ++at) {
            CAPTURE(at);
            (void)isHandled(std::string(whole).erase(at, 1));
            (void)isHandled(std::string(whole).insert(at, 1, whole[at]));
        }
    }

    TEST_CASE("a value of the wrong kind is refused at its own place, whatever the key")
    {
        const std::string whole(test::kRichSong);
        const JsonTree tree = JsonTree::parse(whole);
        constexpr std::array<const char*, 9> kWrong {"null", "true", "-1", "0.30001",
            "99999999999999999999999", "1e300", "\"\\u0000x\"", "[[]]", "{\"?\": {}}"};
        visit(tree, tree.root(), [&](const JsonNode& node) {
            const auto [start, end] = valueAt(whole, node);
            CAPTURE(tree.path(node));
            if (tree.path(node).find("arguments.") != std::string::npos)
                return;  // what is in there is the script's own business
            int refused = 0;
            for (const char* const wrong : kWrong) {
                CAPTURE(wrong);
                const std::string text = whole.substr(0, start) + wrong + whole.substr(end);
                if (isHandled(text))
                    continue;
                ++refused;
                const auto faults = checkSong(text);
                const auto line = static_cast<std::size_t>(std::count(whole.begin(),
                                      whole.begin() + static_cast<std::ptrdiff_t>(start), '\n'))
                    + 1;
                REQUIRE(std::ranges::any_of(faults, [&](const Fault& fault) { return fault.line <= line; }));
            }
            REQUIRE(refused >= 3);
        });
    }
}
