#include "controllers/device/profile_library.hpp"

#include "controllers/device/byte_pattern.hpp"

#include "tests/controllers/device/shipped_devices.hpp"
#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using namespace clave;

namespace {
std::string file(const std::string& id, const std::string& name, const std::string& more = "")
{
    return "schema = 1\nid = \"" + id + "\"\nname = \"" + name + "\"\n" + more;
}

std::string nameOf(const ProfileLibrary& library, const std::string& id)
{
    const ProfilePtr profile = library.byId(id);
    return profile == nullptr ? "none" : profile->name;
}
}  // namespace

TEST_SUITE("controllers/device")
{
    TEST_CASE("a person's own file takes the place of the one that came with Clave, until it is deleted")
    {
        const test::TempFolder folder;
        folder.write("factory/a.toml", file("a", "factory a"));
        folder.write("factory/b.toml", file("b", "factory b"));
        const std::string own = folder.write("own/mine.toml", file("a", "own a"));
        ProfileLibrary library;
        CHECK(library.addFolder(folder.file("factory")).empty());
        CHECK(library.addFolder(folder.file("own/")).empty());
        CHECK(library.addFolder(folder.file("not there")).empty());
        CHECK(library.profiles().size() == 2);
        CHECK(nameOf(library, "a") == "own a");
        CHECK(nameOf(library, "b") == "factory b");

        std::filesystem::remove(own);
        CHECK_FALSE(library.reload(own));
        CHECK(nameOf(library, "a") == "factory a");
    }

    TEST_CASE("a broken file is told, keeps what it held, and holds up no other")
    {
        const test::TempFolder folder;
        folder.write("a.toml", file("a", "one"));
        folder.write("b.toml", "schema = 1\nid = ");
        folder.write("c.toml", file("a", "another a"));
        ProfileLibrary library;
        const auto faults = library.addFolder(folder.path());
        REQUIRE(faults.size() == 2);
        CHECK(faults[0].find("b.toml:2:") != std::string::npos);
        CHECK(faults[1]
            == folder.file("c.toml") + ": the id \"a\" belongs to " + folder.file("a.toml")
                + "; give this device another.");
        CHECK(nameOf(library, "a") == "one");

        folder.write("a.toml", file("a", "two", "[[fader]]\n"));
        CHECK(library.reload(folder.file("a.toml")).has_value());
        CHECK(nameOf(library, "a") == "one");
        folder.write("a.toml", file("a", "two"));
        CHECK_FALSE(library.reload(folder.file("a.toml")));
        CHECK(nameOf(library, "a") == "two");
        CHECK(library.reload("/elsewhere/z.toml").has_value());
    }

    TEST_CASE("of devices with like names the one that answers by its identity is found")
    {
        const test::TempFolder folder;
        const std::string match = "[match]\nports = [\"Box*\"]\nidentity = \"F0 ";
        folder.write("a.toml", file("a", "A", match + "01 F7\"\n"));
        folder.write("b.toml", file("b", "B", match + "02 F7\"\n"));
        folder.write("c.toml", file("c", "C", "[match]\nidentity = \"F0 03 F7\"\n"));
        folder.write("d.toml", file("d", "D", "[match]\nports = [\"Box of*\"]\n"));
        ProfileLibrary library;
        CHECK(library.addFolder(folder.path()).empty());
        const auto found = [&](const char* port, const char* reply) {
            const auto bytes = parseBytes(reply).value_or(std::vector<std::uint8_t> {});
            const ProfilePtr profile = library.find(port, bytes);
            return profile == nullptr ? "" : profile->id;
        };
        CHECK(found("Box:Box 20:0", "F0 02 F7") == "b");
        CHECK(found("Box:Box 20:0", "") == "a");
        CHECK(found("Box of pads", "") == "d");
        CHECK(found("Box of pads", "F0 02 F7") == "b");
        CHECK(found("whatever", "F0 03 F7") == "c");
        CHECK(found("whatever", "F0 02 F7") == "");
    }

    TEST_CASE("a device that answers on two ports is taken on the right one")
    {
        const test::ShippedDevices shipped;
        const auto reply = parseBytes("F0 7E 00 06 02 47 4F 00 19 05 21 00 F7").value();
        CHECK(shipped.library.find("APC mini mk2:APC mini mk2 Control 28:0", reply)->id == "apc_mini_mk2");
        CHECK(shipped.library.find("APC mini mk2:APC mini mk2 Notes 28:1", reply) == nullptr);
    }
}
