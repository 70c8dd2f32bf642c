#include "app/surfaces/controller_files.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>

using namespace clave;

namespace {
constexpr const char* kBox = R"(schema = 1
kind = "device"
id = "box"
name = "Box"
confidence = "seen"
sources = ["a test"]
[match]
ports = ["Box*"]
[[strip]]
group = "knob"
count = 2
cc = 10
)";

struct Folders {
    [[nodiscard]] ControllerFolders names() const { return {folder.file("factory"), folder.file("user")}; }
    void write(const std::string& file, const std::string& text)
    {
        // Files are known by time and size; a test writes faster than the clocks of some disks tick.
        std::filesystem::last_write_time(folder.write(file, text), time += std::chrono::seconds {1});
    }
    test::TempFolder folder;
    std::filesystem::file_time_type time = std::filesystem::file_time_type::clock::now();
};

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    return text.replace(text.find(what), what.size(), by);
}
}  // namespace

TEST_SUITE("app/surfaces/controller_files")
{
    TEST_CASE("a device file that is saved is taken at once, and one of your own stands in for ours")
    {
        Folders folders;
        folders.write("factory/devices/box.toml", kBox);
        ControllerFiles files {folders.names()};
        CHECK(files.refresh().empty());
        REQUIRE(files.profiles().byId("box") != nullptr);
        const auto version = files.version();
        CHECK(files.refresh().empty());
        CHECK(files.version() == version);

        folders.write("user/devices/box.toml", replaced(kBox, "\"Box\"", "\"My box\""));
        CHECK(files.refresh().empty());
        CHECK(files.version() > version);
        CHECK(files.profiles().byId("box")->name == "My box");
        std::filesystem::remove(folders.folder.file("user/devices/box.toml"));
        CHECK(files.refresh().empty());
        CHECK(files.profiles().byId("box")->name == "Box");
    }

    TEST_CASE("a file that was broken while saving is told once, with its line, and what was there goes on")
    {
        Folders folders;
        folders.write("factory/devices/box.toml", kBox);
        ControllerFiles files {folders.names()};
        folders.write("factory/devices/box.toml", replaced(kBox, "count", "cuont"));
        const auto faults = files.refresh();
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].find("box.toml:") != std::string::npos);
        CHECK(faults[0].find("did you mean \"count\"") != std::string::npos);
        CHECK(files.refresh().empty());
        REQUIRE(files.profiles().byId("box") != nullptr);
        CHECK(files.profiles().byId("box")->controls.size() == 2);
    }

    TEST_CASE("a broken file at the start is told, and the others are there")
    {
        Folders folders;
        folders.write("factory/devices/a.toml", "schema = ");
        folders.write("factory/devices/box.toml", kBox);
        folders.write("factory/maps/a.map.toml", "]");
        ControllerFiles files {folders.names()};
        CHECK(files.refresh().size() == 2);
        CHECK(files.profiles().byId("box") != nullptr);
    }

    TEST_CASE("folders that are not there are empty")
    {
        ControllerFiles files {{"/nowhere/factory", ""}};
        CHECK(files.refresh().empty());
        CHECK(files.profiles().profiles().empty());
    }
}
