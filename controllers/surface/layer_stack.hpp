#pragma once

#include "controllers/map/map.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Which layers of a map are on: at most one that was chosen (toggle), and over it those whose buttons are
/// held.
///
/// A toggle that is held for longer than 350 ms is on for as long as it is held. A oneshot is on until the
/// next control was touched. Thread-safe: no. Realtime-safe: once each layer was on.
class LayerStack {
public:
    /// \param layers names that binds are written for, 0 is the base: BoundMap::layers().
    LayerStack(const Map& map, std::span<const std::string> layers);

    void press(std::size_t layer, TimePoint time);
    void release(std::size_t layer, TimePoint time);
    /// Chosen by an action; "base" or "" is none.
    void choose(std::string_view name);
    /// Something that is no layer was pressed.
    void used();
    /// All that is held is let go.
    void letGo();

    /// Indexes of layers, the one to look at first in front; the base is always the last.
    [[nodiscard]] std::span<const std::uint16_t> order() const noexcept { return order_; }
    /// The topmost that is on; "" is the base.
    [[nodiscard]] const std::string& top() const noexcept;
    /// Grows whenever something of this may have changed.
    [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
    [[nodiscard]] bool isOn(std::string_view name) const noexcept;

private:
    void arrange();
    void addToOrder(const std::string& name);

    const Map& map_;
    std::span<const std::string> layers_;
    std::string chosen_;
    std::string before_;  ///< what was chosen when the toggle that is held was pressed
    TimePoint pressedAt_ {};
    std::vector<std::size_t> held_;
    std::int32_t oneShot_ = -1;
    std::vector<std::uint16_t> order_;
    std::string top_;
    std::string key_;
    std::uint32_t version_ = 0;
};

}  // namespace clave
