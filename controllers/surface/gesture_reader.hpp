#pragma once

#include "controllers/surface/bound_map.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace clave {

/// What fingers do with pads and buttons: taps, holds, double taps, ranges. A release goes to the bind that
/// got the press, whatever layer is on by then.
///
/// A press acts at once; it waits only where the same control is bound to a tap and something longer too.
/// Thread-safe: no. Realtime-safe: once each control was touched.
class GestureReader {
public:
    /// What came of it: carried out by whoever calls.
    struct Act {
        enum class Edge : std::uint8_t { Fire, Begin, End };
        std::uint16_t bind = 0;  ///< index into BoundMap
        std::uint16_t control = 0;
        Edge edge = Edge::Fire;
        std::uint8_t velocity = 0;
        std::optional<std::uint16_t> from;  ///< of a range: the control that was held first
    };
    using Sink = std::function<void(const Act&)>;

    GestureReader(const BoundMap& map, std::size_t controls) : map_(map), touches_(controls) {}

    /// \return false when nothing is bound to it.
    bool press(std::uint16_t control, std::uint8_t velocity, TimePoint time,
        std::span<const std::uint16_t> layers, const Sink& sink);
    void release(std::uint16_t control, TimePoint time, const Sink& sink);
    /// Holds and taps that were waited for.
    void advance(TimePoint now, const Sink& sink);
    /// Everything is let go: what lasts is ended, nothing else happens.
    void letGo(const Sink& sink);

    [[nodiscard]] bool isDown(std::uint16_t control) const noexcept { return touches_[control].isDown; }

private:
    struct Touch {
        bool isDown = false;
        bool isSpent = false;  ///< a hold, range or double has come of it: no tap
        std::uint8_t velocity = 0;
        const BindGroup* group = nullptr;
        TimePoint pressedAt {};
        const BindGroup* lastGroup = nullptr;  ///< of the press before, for double taps
        std::optional<TimePoint> tapDue;
    };
    [[nodiscard]] std::optional<std::uint16_t> find(const BindGroup& group, Gesture gesture) const noexcept;
    [[nodiscard]] std::optional<std::uint16_t> heldWith(
        std::uint16_t control, std::uint16_t bind) const noexcept;
    void fire(const BindGroup& group, Gesture gesture, std::uint16_t control, const Sink& sink) const;

    const BoundMap& map_;
    std::vector<Touch> touches_;
    std::vector<std::uint16_t> down_;
    std::vector<std::uint16_t> tapsDue_;
};

}  // namespace clave
