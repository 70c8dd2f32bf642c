#pragma once

#include "core/time/time_point.hpp"

#include <cstdint>
#include <optional>

namespace clave {

/// What a knob that stands elsewhere than its parameter does when it is turned.
enum class Takeover : std::uint8_t {
    Jump,  ///< the parameter goes where the knob is
    Pickup,  ///< nothing until the knob has reached, or passed, the parameter
    Scale,  ///< the parameter moves along, faster or slower, so that both reach the end together
    Relative,  ///< the parameter moves as far as the knob does
};

/// One knob or fader and the parameter it moves, both in the parameter's own units, [least, most].
///
/// Reached means at most `within` away; passed means that two messages in a row lie on either side, so a knob
/// that is turned fast and skips values catches too. Whoever else moves the parameter lets go of the knob;
/// where the knob was is forgotten unless it is still there. Thread-safe: no. Realtime-safe: yes.
class TakeoverKnob {
public:
    /// For so long after the knob has moved the parameter, see() does not doubt it: the change may still be
    /// on its way to what is seen.
    static constexpr Nanoseconds kOnItsWay = std::chrono::milliseconds {100};

    TakeoverKnob(Takeover mode, int least, int most, int within = 1) noexcept;

    /// The knob moved. \return what the parameter is to be now; nothing when it stays.
    [[nodiscard]] std::optional<int> move(int knob, TimePoint now) noexcept;
    /// What the parameter is now, as the song shows it; call it before move() and whenever convenient.
    void see(int parameter, TimePoint now) noexcept;
    /// The knob means another parameter from here on (page, layer, pattern), or its device came back.
    void rebind(int parameter) noexcept;

    [[nodiscard]] bool caught() const noexcept { return caught_; }
    /// Where the knob is, for showing it beside the parameter; nothing while unknown.
    [[nodiscard]] std::optional<int> knob() const noexcept { return knob_; }

private:
    [[nodiscard]] bool reaches(int knob) const noexcept;
    [[nodiscard]] double scaled(int knob) const noexcept;

    Takeover mode_;
    int least_;
    int most_;
    int within_;
    bool caught_ = false;
    std::optional<int> knob_;
    double parameter_ = 0.0;  // as last set here or seen; with what rounding took off, for Scale
    std::optional<TimePoint> moved_;
};

}  // namespace clave
