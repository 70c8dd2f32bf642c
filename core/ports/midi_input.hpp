#pragma once

#include "core/midi/message.hpp"
#include "core/ports/bell.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace clave {

/// A message that came in, and when.
struct ReceivedMessage {
    TimePoint time {};  ///< on the reference clock: the exact frame where the system tells it
    Message message;

    friend bool operator==(const ReceivedMessage&, const ReceivedMessage&) = default;
};

/// What an input tells about itself.
struct InputReport {
    bool open = false;  ///< something is connected, or the port is one of our own
    std::string trouble;  ///< why it is not, as one sentence
    std::uint64_t received = 0;  ///< messages
    std::uint64_t dropped = 0;  ///< messages there was no room for
};

/// Somewhere messages come from: a port, or a test. Whole messages of one to three bytes, real-time ones
/// included, in the order of their times; system exclusive ones are left out. A port that goes is opened
/// again, by name, when it is back.
class MidiInput {
public:
    MidiInput() = default;
    MidiInput(const MidiInput&) = delete;
    MidiInput& operator=(const MidiInput&) = delete;
    MidiInput(MidiInput&&) = delete;
    MidiInput& operator=(MidiInput&&) = delete;
    virtual ~MidiInput() = default;

    /// What a person calls it.
    [[nodiscard]] virtual const std::string& name() const noexcept = 0;
    /// Takes the oldest message that waits; false when there is none.
    /// Thread-safe: from one thread. Realtime-safe: yes.
    [[nodiscard]] virtual bool tryPop(ReceivedMessage& message) noexcept = 0;
    /// Rings it for every message from now on. Once. Thread-safe: yes. Realtime-safe: no.
    virtual void ringFor(std::shared_ptr<Bell> bell) = 0;
    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] virtual InputReport report() const = 0;
};

}  // namespace clave
