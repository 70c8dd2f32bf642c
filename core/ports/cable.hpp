#pragma once

#include "core/time/time_point.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace clave {

/// The worst crowd that a port was given: messages one right after another, of which the last had to wait.
struct PortLoad {
    Nanoseconds wait {0};  ///< from when the last one should begin on the cable until it does
    std::uint32_t messages = 0;  ///< that came together, the last one included
    std::uint32_t bytes = 0;  ///< theirs

    friend bool operator==(const PortLoad&, const PortLoad&) = default;
};

/// One sentence, such as "9 messages right after one another: the last comes 7.7 ms late on a DIN cable.";
/// empty when nothing waited for a millisecond. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string sentence(const PortLoad& load);

/// What a five-pin MIDI cable would make of a port's messages: it carries one byte after another, so what is
/// due at the same moment comes late one by one. Every message counts whole, without running status: that is
/// the worst that may happen, and what many interfaces do. Thread-safe: no. Realtime-safe: yes.
class Cable {
public:
    /// 31250 baud, and ten bits for each byte (MIDI 1.0 specification, page 1).
    static constexpr Nanoseconds kByte = std::chrono::microseconds {320};

    /// A message that is given to the port; times may step back. \returns whether worst() has changed.
    bool put(TimePoint time, std::size_t bytes) noexcept;
    [[nodiscard]] const PortLoad& worst() const noexcept { return worst_; }

private:
    TimePoint freeAt_ {Nanoseconds {INT64_MIN / 2}};
    PortLoad crowd_;
    PortLoad worst_;
};

}  // namespace clave
