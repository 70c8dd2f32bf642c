#pragma once

#include "core/ports/midi_input.hpp"
#include "core/ports/timed_message.hpp"
#include "core/time/time_point.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What is sent around a loop: notes so short and soft that a synth at the end of a wrong cable is hardly
/// heard, each of its own key and velocity, with their ends. The times are from 0, uneven, so that they fall
/// on every part of a period.
///
/// \param notes at most kMostProbes. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<TimedMessage> planProbes(std::size_t notes);
inline constexpr std::size_t kMostProbes = 1024;

/// What became of them. Times are from when a note was due to when it came in.
struct LoopFigures {
    std::size_t sent = 0;  ///< notes
    std::size_t lost = 0;  ///< that did not come
    std::size_t doubled = 0;  ///< that came again
    Nanoseconds p50 {0};
    Nanoseconds p99 {0};
    Nanoseconds worst {0};
    Nanoseconds jitter {0};  ///< 99 of 100 are not further from p50, either way

    [[nodiscard]] std::size_t arrived() const noexcept { return sent - lost; }
    friend bool operator==(const LoopFigures&, const LoopFigures&) = default;
};

/// Everything that is no probe is left out: other gear may talk on the same cable.
/// \param sent as planned, with the times they were due. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] LoopFigures figuresOf(
    std::span<const TimedMessage> sent, std::span<const ReceivedMessage> received);

/// The offset of a port (in milliseconds, as in a song) that makes up for what it takes, and where that comes
/// from.
struct OffsetProposal {
    std::optional<double> offsetMs;  ///< nothing when there is none to propose
    std::string reason;  ///< one sentence
};

/// \param overCable the loop leaves this machine and comes back. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] OffsetProposal proposeOffset(const LoopFigures& figures, bool overCable);

}  // namespace clave
