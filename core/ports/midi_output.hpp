#pragma once

#include "core/ports/cable.hpp"
#include "core/ports/sent_log.hpp"
#include "core/ports/timed_message.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// How late a thing happened, counted in classes of a power of two of microseconds.
struct LatenessCounts {
    static constexpr std::size_t kClasses = 24;
    /// Class n counts lateness in [2^(n-1), 2^n) microseconds, class 0 less than one; the last one all above.
    std::array<std::uint64_t, kClasses> classes {};
    Nanoseconds worst {0};

    /// The class a lateness is counted in; early is not late. Realtime-safe: yes.
    [[nodiscard]] static std::size_t classOf(Nanoseconds lateness) noexcept;
    /// Realtime-safe: yes.
    void add(Nanoseconds lateness) noexcept;
    [[nodiscard]] std::uint64_t total() const noexcept;
    /// The lateness that `share` (in [0, 1]) of all stay under, to the upper end of its class. 0 when empty.
    [[nodiscard]] Nanoseconds quantile(double share) const noexcept;
};

/// What an output tells about itself.
struct OutputReport {
    bool open = false;  ///< messages reach something
    std::string trouble;  ///< why it is not open, as one sentence; empty when it is
    std::uint64_t sent = 0;  ///< messages
    std::uint64_t late = 0;  ///< messages later than the output should be: a frame on JACK, else 1 ms
    std::uint64_t dropped = 0;  ///< messages refused: a full queue or a port that does not drain
    std::uint32_t sounding = 0;  ///< notes on the way
    LatenessCounts lateness;
    std::optional<PortLoad> load;  ///< nothing for what has no cable: a synth inside, silence
};

/// Somewhere music goes: a port, the built-in synth, a recorder.
///
/// Takes messages ahead with their due times, from the clock thread only, and puts each out at its time. It
/// owns the note ledger of its port: it ends each note with what was sent for it, and ends all of them when
/// it is closed, however that comes about.
class MidiOutput {
public:
    MidiOutput() = default;
    MidiOutput(const MidiOutput&) = delete;
    MidiOutput& operator=(const MidiOutput&) = delete;
    MidiOutput(MidiOutput&&) = delete;
    MidiOutput& operator=(MidiOutput&&) = delete;
    /// Ends every note that sounds and closes the port.
    virtual ~MidiOutput() = default;

    /// What a person calls it: "Minilogue", "built-in synth".
    [[nodiscard]] virtual const std::string& name() const noexcept = 0;

    /// Queues a message. Order among equal due times is the order of posting. False when the queue is full
    /// (counted). Thread-safe: from the clock thread only. Realtime-safe: yes.
    [[nodiscard]] virtual bool tryPost(const TimedMessage& message) noexcept = 0;

    /// Wakes the output's own thread after a batch of posts. Thread-safe: from the clock thread only.
    /// Realtime-safe: yes.
    virtual void flush() noexcept = 0;

    /// So long before its time a message must have been posted, and can be called back: 0 for a port that
    /// sends at the due time, a period for one that is filled a period at a time.
    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] virtual Nanoseconds commitsAhead() const noexcept = 0;

    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] virtual OutputReport report() const = 0;

    /// The last messages that left, oldest first; nothing from what sends nowhere.
    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] virtual std::vector<SentMessage> recent() const { return {}; }
};

}  // namespace clave
