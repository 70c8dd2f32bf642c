#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/device/profile.hpp"
#include "controllers/lights/light_source.hpp"
#include "controllers/map/action_table.hpp"
#include "controllers/map/map.hpp"
#include "controllers/map/params.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What a Linear is worked out from.
struct LinearInput {
    int row = 0;
    int col = 0;
    int index = 0;
    int value = 0;  ///< of the control: how hard, where, or how far it was turned
    std::span<const std::uint16_t> captures;  ///< of a chain
};
[[nodiscard]] double valueOf(const Linear& linear, const LinearInput& input) noexcept;

/// A map's action, ready to be carried out.
struct BoundAction {
    const ActionInfo* info = nullptr;  ///< null: there is none
    std::array<std::optional<Linear>, ActionInfo::kMostArguments>
        numbers {};  ///< in the order of its arguments
    std::optional<Param> param;
    std::string word;  ///< a layer, a param, a hook's name
};

/// A map's light, ready to be asked for.
struct BoundLight {
    const LightBind* bind = nullptr;  ///< null: there is none
    LightSource source = LightSource::Always;
    Linear index;
    Linear second;
    std::optional<Linear> track;  ///< where it is not the index
    std::string_view word;
};

/// One bind of the map; or one of its layers, which is the action to go there.
struct BoundBind {
    std::int32_t bind = -1;  ///< index into Map::binds; -1: a layer
    std::int32_t layer = -1;  ///< index into Map::layers; -1: a bind
    Gesture gesture = Gesture::Press;
    Takeover takeover = Takeover::Pickup;
    BoundAction action;
    BoundLight light;
    int priority = 0;
    std::size_t width = 0;  ///< how many controls it has: fewer are more specific
};

/// What one control does in one layer: indexes into BoundMap::binds, the best first.
using BindGroup = std::vector<std::uint16_t>;

/// A map on a device: which control does what in which layer. Made once, immutable.
class BoundMap {
public:
    BoundMap(ProfilePtr profile, MapPtr map);

    [[nodiscard]] const Profile& profile() const noexcept { return *profile_; }
    [[nodiscard]] const Map& map() const noexcept { return *map_; }
    [[nodiscard]] const MapPtr& mapPtr() const noexcept { return map_; }
    /// How many binds have an index.
    [[nodiscard]] std::uint16_t count() const noexcept { return static_cast<std::uint16_t>(binds_.size()); }
    [[nodiscard]] const BoundBind& bind(std::uint16_t index) const noexcept { return binds_[index]; }
    [[nodiscard]] const BoundAction& chain(std::size_t index) const noexcept { return chains_[index]; }

    /// The names of layers that binds are written for; 0 is the base, "".
    [[nodiscard]] std::span<const std::string> layers() const noexcept { return layers_; }
    /// Of a control in the first of these layers that has something for it; null when none has.
    [[nodiscard]] const BindGroup* group(
        std::uint16_t control, std::span<const std::uint16_t> layers) const noexcept;
    /// The light to show for a control; null when none is given.
    [[nodiscard]] const BoundLight* light(
        std::uint16_t control, std::span<const std::uint16_t> layers) const noexcept;
    /// What keys that are no controls do, and program changes; null when nothing.
    [[nodiscard]] const BoundBind* notes() const noexcept
    {
        return notes_ < 0 ? nullptr : &binds_[size(notes_)];
    }
    [[nodiscard]] const BoundBind* program() const noexcept
    {
        return program_ < 0 ? nullptr : &binds_[size(program_)];
    }
    [[nodiscard]] std::int32_t notesIndex() const noexcept { return notes_; }
    [[nodiscard]] std::int32_t programIndex() const noexcept { return program_; }
    /// Where a control is, for what is worked out from it.
    [[nodiscard]] LinearInput placeOf(std::uint16_t control, int value) const noexcept;

private:
    static std::size_t size(std::int32_t index) noexcept { return static_cast<std::size_t>(index); }
    void addBind(std::size_t index);
    void addLayer(std::size_t index);
    void add(const Selector& on, const std::string& layer, BoundBind bind);
    std::size_t layerIndex(const std::string& name);

    ProfilePtr profile_;
    MapPtr map_;
    std::vector<BoundBind> binds_;
    std::vector<BoundAction> chains_;
    std::vector<std::string> layers_ {""};
    std::vector<std::vector<BindGroup>> groups_;  ///< by layer, by control
    std::int32_t notes_ = -1;
    std::int32_t program_ = -1;
};

}  // namespace clave
