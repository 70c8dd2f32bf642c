#include "app/settings.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

using namespace clave;
namespace fs = std::filesystem;

namespace {
Settings some()
{
    Settings settings;
    settings.synth = "Minilogue";
    settings.movedTracks = {{"/home/me/night-bus.clave", {2, 5}}, {"/home/me/küche.clave", {1}}};
    return settings;
}
}  // namespace

TEST_SUITE("app/settings")
{
    TEST_CASE("what was remembered is known again")
    {
        CHECK(parseSettings(settingsText(some())) == some());
        CHECK(parseSettings(settingsText({})) == Settings {});
    }

    TEST_CASE("damaged settings lose what is damaged and nothing else, and never stop Clave")
    {
        CHECK(parseSettings("") == Settings {});
        CHECK(parseSettings("[1, 2]") == Settings {});
        CHECK(parseSettings(R"({"synth": 7})") == Settings {});
        const auto partly = parseSettings(
            R"({"synth": "Volca", "new": {}, "movedTracks": {"a": [1, -2, "x", 1e99, 4294967296, 3], "b": 5}})");
        CHECK(partly.synth == "Volca");
        CHECK(partly.movedTracks == decltype(partly.movedTracks) {{"a", {1, 3}}});
    }

    TEST_CASE("cut or flipped at any byte they are read without harm")
    {
        const auto whole = settingsText(some());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            (void)parseSettings(whole.substr(0, i));
            auto flipped = whole;
            flipped[i] = static_cast<char>(flipped[i] ^ 0x20);
            (void)parseSettings(flipped);
        }
        CHECK(parseSettings(whole.substr(0, whole.size() / 2)) == Settings {});
    }

    TEST_CASE("a name that is no UTF-8 does not make the file unreadable")
    {
        Settings settings;
        settings.synth = "bad \xff name";
        CHECK_FALSE(parseSettings(settingsText(settings)).synth.empty());
    }

    TEST_CASE("saving makes the folder, and a missing file is empty settings")
    {
        const auto folder = fs::temp_directory_path() / ("clave-settings-" + std::to_string(getpid()));
        const auto path = (folder / "deep" / "settings.json").string();
        CHECK(loadSettings(path) == Settings {});
        REQUIRE(saveSettings(some(), path).has_value());
        CHECK(loadSettings(path) == some());
        fs::remove_all(folder);
        CHECK_FALSE(saveSettings(some(), "").has_value());
    }
}
