#pragma once

#include "controllers/device/toml_reading.hpp"
#include "controllers/map/action_table.hpp"
#include "controllers/map/map.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// The parts of a map's file; see map_file.hpp. Faults go to where the fields' faults go.
class MapReader {
public:
    explicit MapReader(std::span<const std::string_view> lightWords) : lightWords_(lightWords) {}

    /// [look.NAME]: must come before whatever uses them.
    void readLooks(TomlFields& fields);
    void readLayers(TomlFields& fields, Map& map);
    void readBinds(TomlFields& fields, Map& map);
    void readChains(TomlFields& fields, Map& map);

private:
    using Looks = std::array<std::optional<Light>, kLightStateCount>;

    [[nodiscard]] std::string readLayerName(TomlFields& fields) const;
    [[nodiscard]] const ActionInfo* readAction(TomlFields& fields, std::string& name);
    [[nodiscard]] std::vector<Argument> readArguments(
        TomlFields& fields, const ActionInfo& action, std::span<const std::string> captures);
    [[nodiscard]] std::optional<LightBind> readLight(TomlFields& fields, const std::vector<Argument>& ofBind);
    void readStates(TomlFields& fields, Looks& looks);
    [[nodiscard]] Selector readSelector(TomlFields& fields);

    std::span<const std::string_view> lightWords_;
    std::map<std::string, Looks, std::less<>> looks_;
    std::vector<std::string> layerNames_;
};

/// 3, "$col", { add = 8, row = -1 }: a number as the arguments of actions and lights have it.
[[nodiscard]] std::optional<Linear> readLinear(
    TomlFields& fields, std::string_view key, std::span<const std::string> captures);

/// "light = ..." by its words: "green", "flash red".
[[nodiscard]] std::optional<Light> parseLight(std::string_view text);
/// "off", "playing_on" ...: in the order of LightState.
[[nodiscard]] std::span<const std::string_view> lightStateWords() noexcept;

}  // namespace clave
