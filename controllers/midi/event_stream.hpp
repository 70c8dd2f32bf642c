#pragma once

#include "controllers/midi/byte_stream.hpp"
#include "controllers/midi/parameter_decoder.hpp"
#include "controllers/midi/surface_event.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace clave {

/// The event that one whole message is; nothing for those that say nothing to a surface (time code, song
/// position, reset ...).
[[nodiscard]] std::optional<SurfaceEvent> eventOf(
    std::span<const std::uint8_t> message, TimePoint time) noexcept;

/// One cable's bytes, cut anywhere -> what its controller said.
///
/// A parameter comes right after the control change that completed it, which comes too and is marked
/// `ofParameter`. Thread-safe: no. Realtime-safe: yes, if the sink is.
class EventStream {
public:
    /// Calls `sink(const SurfaceEvent&)`; all of them at `time`.
    template <class Sink>
    void feed(std::span<const std::uint8_t> bytes, TimePoint time, Sink&& sink)
    {
        bytes_.feed(bytes, [&](std::span<const std::uint8_t> message) {
            std::optional<SurfaceEvent> event = eventOf(message, time);
            if (!event)
                return;
            const std::optional<SurfaceEvent> parameter = parameters_.take(*event);
            sink(std::as_const(*event));
            if (parameter)
                sink(*parameter);
        });
    }

    /// See ParameterDecoder::declarePair.
    void declarePair(std::uint8_t channel, std::uint8_t controller) noexcept
    {
        parameters_.declarePair(channel, controller);
    }
    /// The cable was pulled: what was begun is forgotten.
    void reset() noexcept;

    /// System exclusive messages that were lost, too long or broken off.
    [[nodiscard]] std::uint64_t lostSysEx() const noexcept { return bytes_.tooLong() + bytes_.brokenOff(); }

private:
    ByteStream bytes_;
    ParameterDecoder parameters_;
};

}  // namespace clave
