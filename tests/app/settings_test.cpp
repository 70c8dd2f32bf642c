#include "app/settings.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

using namespace clave;
namespace fs = std::filesystem;

namespace {
Settings some()
{
    Settings settings;
    settings.synth = "Minilogue";
    settings.recentSongs = {"/home/me/küche.clave", "/home/me/a.clave"};
    settings.movedTracks = {{"/home/me/night-bus.clave", {2, 5}}, {"/home/me/küche.clave", {1}}};
    settings.theme = "contrast";
    settings.scale = 1.25F;
    settings.showsGhosts = false;
    settings.window = WindowPlace {-20, 40, 1280, 800};
    settings.outputs = {{"", "Minilogue"}, {"bass", "Volca Bass"}};
    settings.inputs = {"Keystep", "virtual"};
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

    TEST_CASE("no keyboard at all is another wish than none")
    {
        Settings settings;
        CHECK_FALSE(parseSettings(settingsText(settings)).inputs.has_value());
        settings.inputs.emplace();
        CHECK(parseSettings(settingsText(settings)).inputs == settings.inputs);
    }

    TEST_CASE("a window of an impossible size or scale is as if it had never been")
    {
        CHECK_FALSE(parseSettings(R"({"window": [0, 0, 1280]})").window.has_value());
        CHECK_FALSE(parseSettings(R"({"window": [0, 0, 1e30, 1]})").window.has_value());
        CHECK_FALSE(parseSettings(R"({"window": [0, 0, 99999999999, 1]})").window.has_value());
        CHECK_FALSE(parseSettings(R"({"scale": 30})").scale.has_value());
        CHECK(parseSettings(R"({"scale": 3})").scale == 3.0F);
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

    TEST_CASE("ten recent songs are known, each once, the newest first")
    {
        Settings settings;
        for (int i = 0; i < 12; ++i)
            settings.rememberSong("/" + std::to_string(i));
        settings.rememberSong("/5");
        REQUIRE(settings.recentSongs.size() == 10);
        CHECK(settings.recentSongs[0] == "/5");
        CHECK(settings.recentSongs[1] == "/11");
        CHECK(settings.recentSongs[9] == "/2");
        CHECK(parseSettings(settingsText(settings)) == settings);
        settings.recentSongs = {"/no \xff UTF-8", "/a"};
        CHECK(parseSettings(settingsText(settings)).recentSongs == std::vector<std::string> {"/a"});
        CHECK(parseSettings(R"({"recentSongs": ["a", 5, "b", {}]})").recentSongs.size() == 2);
        CHECK(parseSettings(R"({"recentSongs": "a"})").recentSongs.empty());
    }

    TEST_CASE("changes by two threads at once are both remembered")
    {
        const auto path = (fs::temp_directory_path() / ("clave-both-" + std::to_string(getpid()))).string();
        const auto changeOften = [&](int from) {
            for (std::uint32_t i = 0; i < 20; ++i)
                (void)changeSettings(
                    path, [&](Settings& s) { s.movedTracks["/" + std::to_string(from)].push_back(i); });
        };
        std::thread other([&] { changeOften(2); });
        changeOften(1);
        other.join();
        const auto settings = loadSettings(path);
        CHECK(settings.movedTracks.at("/1").size() == 20);
        CHECK(settings.movedTracks.at("/2").size() == 20);
        fs::remove(path);
        fs::remove(path + "~");
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
