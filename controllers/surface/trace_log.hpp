#pragma once

#include "controllers/surface/bound_map.hpp"
#include "controllers/surface/surface.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// The last things that came in and what came of them: kept as numbers, made words when somebody looks.
///
/// Thread-safe: no. Realtime-safe: adding is.
class TraceLog {
public:
    static constexpr std::size_t kMost = 64;
    struct Entry {
        std::uint64_t number = 0;
        TimePoint time {};
        std::optional<ControlInput> input;  ///< else `event`
        SurfaceEvent event;
        std::int32_t bind = -1;  ///< index into BoundMap; -1: none
        std::int32_t chain = -1;  ///< index into the map's
        bool isGuests = false;  ///< somebody beside the map hears it
        bool wasIdle = false;  ///< there was nothing to do it with
        bool isBlocked = false;  ///< a knob that has not caught its parameter
    };

    Entry& add(TimePoint time) noexcept;
    /// The newest, if it is not explained yet; else one more.
    Entry& latest(TimePoint time) noexcept;
    /// Numbers go on, so that who has read so far misses nothing; what was traced by another map is
    /// forgotten.
    void goOnAfter(const TraceLog& before) noexcept { last_ = first_ = before.last_; }
    [[nodiscard]] std::vector<SurfaceTrace> since(std::uint64_t number, const BoundMap& map) const;

private:
    std::array<Entry, kMost> entries_ {};
    std::uint64_t last_ = 0;
    std::uint64_t first_ = 0;  ///< the number before the oldest one
};

/// "pad 1/3 pressed, 96".
[[nodiscard]] std::string inWords(const ControlInput& input, const Profile& profile);
/// "switches step 3 on or off, and edits it while held (grid8x8:41)".
[[nodiscard]] std::string inWords(const BoundAction& action, const LinearInput& in);
/// The sentence of a bind for a control, with its place in the map's file.
[[nodiscard]] std::string inWords(const BoundBind& bind, const LinearInput& in, const Map& map);

}  // namespace clave
