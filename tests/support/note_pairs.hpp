#pragma once

#include "core/midi/message.hpp"

#include <cstddef>
#include <set>
#include <tuple>

namespace clave::test {

/// Pairs note-ons with note-offs by (port, channel, key), as a synth that ignores "all notes off" would.
/// Whatever is still sounding once a sender has ended is stuck. Thread-safe: no. Realtime-safe: no.
class NotePairs {
public:
    /// Takes the next message that a port heard; those that are no notes count for nothing.
    void take(unsigned port, const Message& message);

    [[nodiscard]] std::size_t notes() const noexcept { return notes_; }  ///< note-ons
    [[nodiscard]] std::size_t orphans() const noexcept { return orphans_; }  ///< note-offs of silent keys
    [[nodiscard]] std::size_t doubled() const noexcept { return doubled_; }  ///< note-ons of sounding keys
    [[nodiscard]] std::size_t sounding() const noexcept { return sounding_.size(); }

private:
    using Key = std::tuple<unsigned, Channel, std::uint8_t>;

    std::set<Key> sounding_;
    std::size_t notes_ = 0;
    std::size_t orphans_ = 0;
    std::size_t doubled_ = 0;
};

}  // namespace clave::test
