#pragma once

#include "controllers/midi/takeover.hpp"
#include "controllers/surface/bound_map.hpp"
#include "controllers/surface/param_writer.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace clave {

/// Knobs and faders: what they did since they were last obeyed, and whether each has caught its parameter.
///
/// However fast a knob sends, it changes the song at most once in 10 ms, with its newest place or the sum of
/// its clicks. Thread-safe: no. Realtime-safe: taking a message is; obeying is not.
class KnobTurns {
public:
    struct Turn {
        std::uint16_t control = 0;
        bool isRelative = false;
        std::uint16_t value = 0;  ///< where it is, of `most`
        std::uint16_t most = 127;
        int clicks = 0;
    };
    using Obey = std::function<void(const Turn&)>;

    explicit KnobTurns(std::size_t controls) : knobs_(controls) {}

    void move(std::uint16_t control, std::uint16_t value, std::uint16_t most) noexcept;
    void turn(std::uint16_t control, int clicks) noexcept;
    /// Calls `obey` for what is due.
    void settle(TimePoint now, const Obey& obey);
    /// Something waits for advance().
    [[nodiscard]] bool isWaiting() const noexcept { return !dirty_.empty(); }
    void letGo() noexcept;

    /// The parameter that an absolute knob makes of its place, in the parameter's numbers; nothing while it
    /// is not caught. \param isHeld steps are held for it. \param stamp changes when the knob means something
    /// else.
    [[nodiscard]] std::optional<double> takeOver(const Turn& turn, const BoundBind& bind,
        std::optional<double> parameter, bool isHeld, std::uint64_t stamp, TimePoint now);

private:
    struct Knob {
        Turn turn;
        bool isDirty = false;
        TimePoint obeyedAt {};
        const BoundBind* bind = nullptr;  ///< that the takeover is for
        std::uint64_t stamp = 0;
        std::optional<TakeoverKnob> takeover;
    };
    void mark(std::uint16_t control) noexcept;

    std::vector<Knob> knobs_;
    std::vector<std::uint16_t> dirty_;
};

}  // namespace clave
