#include "app/surfaces/device_teacher.hpp"

#include "controllers/lights/light_source.hpp"
#include "controllers/map/map_file.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <memory>

using namespace clave;

namespace {
using namespace std::chrono_literals;
using What = LearnAsk::What;

/// Two buttons, on a device that must be taken: its file says more than can be learned.
ProfilePtr buttons()
{
    auto profile = std::make_shared<Profile>();
    profile->id = "box";
    profile->name = "Box";
    for (std::uint16_t i = 0; i < 2; ++i) {
        Control control;
        control.kind = Control::Kind::Button;
        control.group = "key";
        control.index = control.col = static_cast<std::uint8_t>(i);
        control.in = {SurfaceEvent::Kind::Cc, 1, static_cast<std::uint16_t>(20 + i)};
        profile->controls.push_back(control);
    }
    profile->take = {{0xF0, 0x7D, 0xF7}};
    return profile;
}

LearnAsk listenFor(const char* action)
{
    LearnAsk ask;
    ask.what = What::Listen;
    ask.goal.title = action;
    ask.goal.action = action;
    return ask;
}

void touch(DeviceTeacher& teacher, std::uint8_t controller, TimePoint& now)
{
    for (const auto value : std::array<std::uint8_t, 4> {127, 0, 127, 0}) {
        now += 100ms;
        teacher.hear(std::array<std::uint8_t, 3> {0xB0, controller, value}, now);
        teacher.advance(now);
    }
    now += 2s;
    teacher.advance(now);
}
}  // namespace

TEST_SUITE("app/surfaces/device_teacher")
{
    TEST_CASE("a button that was touched does what was asked for, in a map of one's own that reads back")
    {
        test::TempFolder folder;
        DeviceTeacher teacher {buttons(), nullptr, {folder.file("devices"), folder.file("maps")}};
        TimePoint now {10s};
        CHECK(!teacher.obey(listenFor("transport.play"), now));
        CHECK(teacher.view().on);
        touch(teacher, 20, now);
        REQUIRE(teacher.view().isDone);
        CHECK(!teacher.obey({.what = What::Take}, now));
        CHECK(teacher.view().taken == 1);
        CHECK(teacher.obey({.what = What::Save}, now) == "box_own");
        CHECK(folder.names() == std::vector<std::string> {"maps/box_own.map.toml"});
        const auto map = loadMap(folder.file("maps/box_own.map.toml"), lightSourceWords());
        REQUIRE(map.has_value());
        CHECK((*map)->use == std::vector<std::string> {"box"});
        REQUIRE((*map)->binds.size() == 1);
        CHECK((*map)->binds[0].action == "transport.play");
    }

    TEST_CASE("nothing learned is nothing saved; a folder that cannot be made is said")
    {
        test::TempFolder folder;
        const auto file = folder.write("maps", "a file where a folder should be");
        DeviceTeacher teacher {buttons(), nullptr, {folder.file("devices"), file}};
        TimePoint now {10s};
        CHECK(!teacher.obey({.what = What::Save}, now));
        CHECK(teacher.view().trouble.empty());
        (void)teacher.obey(listenFor("transport.play"), now);
        touch(teacher, 21, now);
        (void)teacher.obey({.what = What::Take}, now);
        CHECK(!teacher.obey({.what = What::Save}, now));
        CHECK(!teacher.view().trouble.empty());
        CHECK(teacher.view().taken == 1);
    }

    TEST_CASE("what cannot be taken says why")
    {
        test::TempFolder folder;
        DeviceTeacher teacher {buttons(), nullptr, {folder.file("devices"), folder.file("maps")}};
        TimePoint now {10s};
        (void)teacher.obey({.what = What::Take}, now);
        CHECK(teacher.view().trouble.find("Nothing was learned yet") == 0);
        (void)teacher.obey(listenFor("transport.play"), now);
        CHECK(teacher.view().trouble.empty());
        touch(teacher, 70, now);
        (void)teacher.obey({.what = What::Take}, now);
        CHECK(teacher.view().trouble.find("Box has no such control") == 0);
        CHECK(teacher.view().taken == 0);
        (void)teacher.obey({.what = What::TakeGrid}, now);
        CHECK(teacher.view().trouble.find("two corners") != std::string::npos);
    }

    TEST_CASE("what is learned on a map of ours becomes a map of one's own; ours stays as it is")
    {
        test::TempFolder folder;
        const auto grid = loadMap(CLAVE_SOURCE_DIR "/controllers/maps/grid8x8.map.toml", lightSourceWords());
        REQUIRE(grid.has_value());
        DeviceTeacher teacher {buttons(), *grid, {folder.file("devices"), folder.file("maps")}};
        TimePoint now {10s};
        (void)teacher.obey(listenFor("transport.play"), now);
        touch(teacher, 20, now);
        (void)teacher.obey({.what = What::Take}, now);
        CHECK(teacher.obey({.what = What::Save}, now) == "box_own");
        const auto map = loadMap(folder.file("maps/box_own.map.toml"), lightSourceWords());
        REQUIRE(map.has_value());
        CHECK((*map)->name == "My Box");
        CHECK((*map)->use == std::vector<std::string> {"box"});
        CHECK((*map)->binds.size() == (*grid)->binds.size() + 1);
    }
}
