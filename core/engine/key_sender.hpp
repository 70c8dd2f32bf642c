#pragma once

#include "core/midi/message.hpp"
#include "core/ports/midi_input.hpp"
#include "core/time/time_point.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace clave {

/// A key of a face that is played on: the window's piano, the computer's keys.
struct KeyPress {
    std::uint8_t pitch = 60;  ///< [0, 127]
    std::uint8_t velocity = 100;  ///< [1, 127]; of no matter when it goes up
    bool down = true;
    std::optional<TimePoint> time;  ///< when it happened, on the reference clock; else now
    /// The face enters it by commands of its own, so that all its keys keep their order: it is only heard.
    bool soundsOnly = false;
};

/// One face's way of playing by hand. What it still holds is let go when it is destroyed.
class KeySender {
public:
    virtual ~KeySender() = default;
    KeySender() = default;
    KeySender(const KeySender&) = delete;
    KeySender& operator=(const KeySender&) = delete;
    KeySender(KeySender&&) = delete;
    KeySender& operator=(KeySender&&) = delete;

    /// Sounds, is entered and is recorded like a key of a MIDI keyboard. False when the queue is full.
    /// Thread-safe: from one thread only. Realtime-safe: yes.
    virtual bool trySend(const KeyPress& key) = 0;

    /// A note straight to an output, whatever is armed: to hear whether a port is connected.
    /// \param port 0 is the main output, 1 + n that of the song's n-th port.
    /// Thread-safe: from one thread only. Realtime-safe: yes.
    virtual bool tryTest(std::uint8_t port, Channel channel, std::uint8_t pitch, std::uint8_t velocity,
        Nanoseconds length) = 0;
};

/// An input and how it does.
struct InputState {
    std::string name;
    InputReport report;
};

/// A message that came in from a MIDI input, for a monitor.
struct HeardMessage {
    std::uint64_t number = 0;  ///< grows by one with each message, so that a reader knows what is new
    std::size_t input = 0;  ///< as in the list of inputs at that time
    TimePoint time {};
    Message message;
};

}  // namespace clave
