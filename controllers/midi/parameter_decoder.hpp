#pragma once

#include "controllers/midi/surface_event.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>

namespace clave {

/// Control changes of one cable -> parameters selected by 99/98 (NRPN) or 101/100 (RPN), and pairs of
/// controllers (MIDI 1.0 specification, tables 3 and 3a; RP-015 for reset all controllers).
///
/// Each channel by itself. A selection stays until another, the null parameter 127:127 or CC 121; the order
/// of its halves does not matter, and what comes in between neither. The first half of a value, CC 6, is an
/// event already (complete: false), since many devices send no other; CC 38 then says it exactly. A value
/// goes with the selection it came after: a new selection starts from 0. Thread-safe: no. Realtime-safe: yes.
class ParameterDecoder {
public:
    /// From here on `controller` in [0, 31] and `controller` + 32 are the halves of one value. Only for pairs
    /// that a device says are: 32 to 63 are buttons of their own on many.
    /// \param channel in [1, 16].
    void declarePair(std::uint8_t channel, std::uint8_t controller) noexcept;

    /// What `event` says beyond itself, if anything. Sets its `ofParameter`. Events of other kinds pass.
    [[nodiscard]] std::optional<SurfaceEvent> take(SurfaceEvent& event) noexcept;

    /// Forgets selections and values; pairs stay.
    void reset() noexcept;

private:
    static constexpr std::uint8_t kUnknown = 0xFF;
    struct Half {
        std::uint8_t msb = kUnknown;
        std::uint8_t lsb = kUnknown;

        [[nodiscard]] bool isSelection() const noexcept
        {
            return msb != kUnknown && lsb != kUnknown && !(msb == 127 && lsb == 127);
        }
        friend bool operator==(const Half&, const Half&) = default;
    };
    struct ChannelState {
        bool registered = false;  // Rpn
        Half selected;
        std::uint8_t dataMsb = 0;
        std::bitset<32> pairs;
        std::array<std::uint8_t, 32> pairMsb {};
    };

    static void select(ChannelState& state, bool registered, bool msb, std::uint8_t value) noexcept;
    [[nodiscard]] static std::optional<SurfaceEvent> data(ChannelState& state, SurfaceEvent& event) noexcept;
    [[nodiscard]] static std::optional<SurfaceEvent> half(ChannelState& state, SurfaceEvent& event) noexcept;

    std::array<ChannelState, 16> channels_ {};
};

}  // namespace clave
