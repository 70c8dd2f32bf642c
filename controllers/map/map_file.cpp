#include "controllers/map/map_file.hpp"

#include "controllers/map/map_reading.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <utility>

namespace clave {
namespace {
constexpr std::string_view kEnding = ".map.toml";
constexpr std::size_t kMostBytes = 1U << 20U;  ///< ten times the largest map that anyone writes

std::string idOf(const std::string& file)
{
    std::string id = std::filesystem::path(file).filename().string();
    if (id.ends_with(kEnding))
        id.erase(id.size() - kEnding.size());
    return id;
}

void readHead(TomlFields& fields, Map& map)
{
    constexpr std::array<std::string_view, 1> kKind {"map"};
    if (!fields.has("schema"))
        fields.fault("schema = 1 must be given");
    (void)fields.whole("schema", {1, 1});
    if (!fields.has("kind"))
        fields.fault("kind = \"map\" must be given");
    (void)fields.word("kind", kKind);
    map.name = fields.needed("name");
    map.use = fields.texts("use");
    map.pageSteps = static_cast<std::size_t>(fields.whole("page", {1, 128}).value_or(32));
    map.firstLayer = fields.text("first_layer").value_or("");
}
}  // namespace

MapReading readMap(
    std::string_view text, const std::string& file, std::span<const std::string_view> lightWords)
{
    TomlFaults faults(file);
    auto map = std::make_shared<Map>();
    map->id = idOf(file);
    map->file = file;
    if (const auto table = parseToml(text, file, faults)) {
        TomlFields fields(*table, "", faults);
        MapReader reader(lightWords);
        readHead(fields, *map);
        reader.readLooks(fields);
        reader.readLayers(fields, *map);
        reader.readBinds(fields, *map);
        reader.readChains(fields, *map);
        fields.done();
    }
    if (!faults.isEmpty())
        return {nullptr, faults.sentences()};
    return {std::move(map), {}};
}

Result<MapPtr> loadMap(const std::filesystem::path& file, std::span<const std::string_view> lightWords)
{
    std::ifstream in(file, std::ios::binary);
    std::string text;
    if (in) {
        text.resize(kMostBytes + 1);
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(in.gcount()));
    }
    if (!in && !in.eof())
        return fail(fmt::format("{}: the file cannot be read.", file.string()));
    if (text.size() > kMostBytes)
        return fail(fmt::format("{}: the file is larger than 1 MiB, which no map is.", file.string()));
    auto reading = readMap(text, file.string(), lightWords);
    if (reading.map)
        return reading.map;
    const std::size_t more = reading.faults.size() - 1;
    return fail(more == 0 ? reading.faults[0] : fmt::format("{} (and {} more)", reading.faults[0], more));
}

}  // namespace clave
