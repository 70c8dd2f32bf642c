#include "controllers/map/map_file.hpp"

#include "controllers/lights/light_source.hpp"
#include "controllers/map/map_library.hpp"
#include "controllers/map/map_writer.hpp"
#include "controllers/map/selector.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace clave;

namespace {
const std::filesystem::path kMaps = CLAVE_SOURCE_DIR "/controllers/maps";

MapReading read(const std::string& body)
{
    return readMap(
        "schema = 1\nkind = \"map\"\nname = \"Test\"\n" + body, "test.map.toml", lightSourceWords());
}

/// The only fault of a map with this body.
std::string faultOf(const std::string& body)
{
    const MapReading reading = read(body);
    CHECK(reading.map == nullptr);
    return reading.faults.size() == 1 ? reading.faults[0] : std::to_string(reading.faults.size()) + " faults";
}

void save(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file) << text;
}
}  // namespace

TEST_SUITE("controllers/map")
{
    TEST_CASE("Every map that comes with Clave is read without a fault, and written it reads the same")
    {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(kMaps)) {
            const std::string file = entry.path().string();
            if (!file.ends_with(".map.toml"))
                continue;
            CAPTURE(file);
            ++count;
            const auto map = loadMap(file, lightSourceWords());
            REQUIRE_MESSAGE(map, map.error().message);
            const std::string text = mapText(**map);
            const MapReading again = readMap(text, file, lightSourceWords());
            CAPTURE((again.faults.empty() ? std::string() : again.faults[0]));
            REQUIRE(again.map);
            CHECK(mapText(*again.map) == text);
            CHECK(again.map->binds.size() == (*map)->binds.size());
            CHECK(again.map->chains.size() == (*map)->chains.size());
        }
        CHECK(count >= 10);
    }

    TEST_CASE("A fault names file, line and column, and what was probably meant")
    {
        CHECK(faultOf("[[bind]]\non = \"pad\"\ndo = \"step.togle\"\nargs = { step = 1 }\n")
            == "test.map.toml:6:6: there is no action \"step.togle\"; did you mean \"step.toggle\"?");
        CHECK(faultOf("[[bind]]\non = \"pad\"\nduo = \"undo\"\ndo = \"undo\"\n").find("did you mean \"do\"?")
            != std::string::npos);
        CHECK(faultOf("[[bind]]\non = \"pad\"\ndo = \"undo\"\nlayer = \"shift\"\n")
                  .find("there is no layer \"shift\"")
            != std::string::npos);
        CHECK(faultOf("[[bind]]\non = \"pad\"\ndo = \"param.set\"\nargs = { param = \"velocty\" }\n")
                  .find("did you mean \"velocity\"?")
            != std::string::npos);
        CHECK(faultOf("[[bind]]\non = \"pad\"\nlight = { from = \"step.sate\" }\n")
                  .find("did you mean \"step.state\"?")
            != std::string::npos);
        CHECK(faultOf("[[bind]]\non = \"pad\"\nlight = { from = \"undo\", on = \"yelow\" }\n")
                  .find("did you mean \"yellow\"?")
            != std::string::npos);
        CHECK(faultOf("[[bind]]\non = \"pad[0..\"\ndo = \"undo\"\n").find("test.map.toml:5:6") == 0);
        CHECK(faultOf("[[bind]]\non = \"pad\"\ndo = \"step.on\"\n").find("step.on needs args")
            != std::string::npos);
    }

    TEST_CASE("A number in quotes is told from a number")
    {
        const std::string fault =
            faultOf("[[bind]]\non = \"pad\"\ndo = \"step.on\"\nargs = { step = \"3\" }\n");
        CHECK(fault.find("write a number without quotes") != std::string::npos);
        CHECK(faultOf("[[chain]]\nname = \"X\"\nrules = [74]\ndo = \"undo\"\n").find("each rule is one text")
            != std::string::npos);
        CHECK(faultOf("[[chain]]\nname = \"X\"\nrules = [\"cc 7x\"]\ndo = \"undo\"\n").find("column 4")
            != std::string::npos);
        CHECK(faultOf(
                  "[[chain]]\nname = \"X\"\nrules = [\"cc 74 $v\"]\ndo = \"hook.x\"\nargs = { a = \"$w\" }\n")
                  .find("nothing catches")
            != std::string::npos);
    }

    TEST_CASE("Text that is no TOML is one sentence, and half a map is none")
    {
        const MapReading reading = readMap("schema = 1\n[[bind\n", "x.map.toml", lightSourceWords());
        CHECK(reading.map == nullptr);
        REQUIRE(reading.faults.size() == 1);
        CHECK(reading.faults[0].find("x.map.toml:2:") == 0);
        CHECK_FALSE(readMap("", "x.map.toml", lightSourceWords()).map);
        CHECK_FALSE(loadMap("/there/is/none.map.toml", lightSourceWords()));
    }

    TEST_CASE("Selectors name rows, columns, places and single buttons")
    {
        const auto rows = parseSelector("pad[0..3][*]");
        REQUIRE(rows);
        CHECK(rows->group == "pad");
        CHECK(rows->dimensions == 2);
        CHECK(rows->row.last == 3);
        CHECK(rows->col.last == 255);
        CHECK(parseSelector("side.2")->row.first == 2);
        CHECK(parseSelector("play")->dimensions == 0);
        CHECK(parseSelector("program")->kind == ParsedSelector::Kind::Program);
        for (const char* const text : {"", "pad[", "pad[3..1]", "pad[1][2][3]", "side.x", "pad[-1]", "[0]"}) {
            CAPTURE(text);
            CHECK_FALSE(parseSelector(text));
        }
    }

    TEST_CASE("A person's map stands in for one of the same name, and a broken one leaves the last good one")
    {
        test::TempFolder folder;
        const std::filesystem::path own = folder.path();
        MapLibrary library({kMaps, own}, lightSourceWords());
        CHECK(library.refresh().empty());
        Profile synth;
        synth.id = "mininova";
        REQUIRE(library.bestFor(synth));
        CHECK(library.bestFor(synth)->id == "mininova");
        const std::string good = "schema = 1\nkind = \"map\"\nname = \"Mine\"\nuse = [\"mininova\"]\n"
                                 "[[bind]]\non = \"pad\"\ndo = \"undo\"\n";
        save(own / "mininova.map.toml", good);
        CHECK(library.refresh().empty());
        CHECK(library.find("mininova")->name == "Mine");
        CHECK(library.bestFor(synth)->name == "Mine");
        const auto version = library.version();
        save(own / "mininova.map.toml", good + "[[bind]]\n");
        const auto broken = library.refresh();
        REQUIRE(broken.size() == 1);
        CHECK(broken[0].find("mininova.map.toml:8") != std::string::npos);
        CHECK(library.refresh().empty());  // told once
        CHECK(library.find("mininova")->name == "Mine");
        CHECK(library.version() == version);
        std::filesystem::remove(own / "mininova.map.toml");
        CHECK(library.refresh().empty());
        CHECK(library.find("mininova")->name != "Mine");
    }

    TEST_CASE("A kind of device gets the map for its kind")
    {
        MapLibrary library({kMaps}, lightSourceWords());
        library.refresh();
        Profile pads;
        pads.id = "some_grid";
        pads.rows = 8;
        pads.cols = 8;
        pads.controls.emplace_back().group = "pad";
        CHECK(library.bestFor(pads)->id == "grid8x8");
        pads.rows = 4;
        CHECK(library.bestFor(pads)->id == "pads");
        pads.controls.emplace_back().group = "knob";
        CHECK(library.bestFor(pads)->id == "pads");  // whose knobs do something, too
        pads.controls.erase(pads.controls.begin());
        CHECK(library.bestFor(pads)->id == "knobs");
        Profile nothing;
        nothing.id = "nothing";
        CHECK(library.bestFor(nothing) == nullptr);
    }
}
