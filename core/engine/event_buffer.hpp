#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/midi/message.hpp"
#include "core/model/metre.hpp"
#include "core/ports/timed_message.hpp"
#include "core/time/position.hpp"
#include "core/time/tempo.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace clave {

/// One thing the player decided, at its place in the music.
struct PlayerEvent {
    /// In this order at one position (facts: a synth must have its sound before its note, and be free of the
    /// old one).
    enum class Order : std::uint8_t { NoteOff, Program, Control, NoteOn };
    static constexpr std::uint16_t kMetronomeTrack = TimedMessage::kMetronome;

    Position at;
    VoiceId voice = 0;  ///< of note-ons and note-offs
    std::uint32_t sequence = 0;  ///< keeps the order of equals
    std::uint16_t track = 0;  ///< index, or kMetronomeTrack
    std::uint8_t port = 0;
    Order order = Order::NoteOff;
    Message message;
};

/// A scene begins: what holds from here on.
struct PlayerMark {
    Position at;
    Tempo tempo;
    Metre metre;
    std::int16_t scene = -1;
};

/// The caller's room for what the player decides, taken once.
///
/// The last half is kept for note-offs, so a flood can cost notes but never leave one hanging.
/// Thread-safe: no. Realtime-safe: yes, except the constructor.
class EventBuffer {
public:
    explicit EventBuffer(std::size_t capacity) : events_(capacity) {}

    void clear() noexcept
    {
        size_ = 0;
        marks_.clear();
    }

    /// False, and counted, when there is no room for this kind of event.
    bool tryPush(PlayerEvent event) noexcept
    {
        const bool isOff = event.order == PlayerEvent::Order::NoteOff;
        if (size_ >= (isOff ? events_.size() : events_.size() / 2)) {
            ++refused_;
            return false;
        }
        event.sequence = static_cast<std::uint32_t>(size_);
        events_[size_++] = event;
        return true;
    }

    /// Marks come in order of position. More than 64 at once (scenes of a bar at 999 bpm: two minutes) are
    /// left out.
    void pushMark(const PlayerMark& mark) noexcept { (void)marks_.tryPush(mark); }

    /// Puts the events in playing order: position, then kind, then track, then as pushed.
    void sort() noexcept;

    [[nodiscard]] std::span<const PlayerEvent> events() const noexcept { return {events_.data(), size_}; }
    [[nodiscard]] std::span<const PlayerMark> marks() const noexcept
    {
        return {marks_.begin(), marks_.size()};
    }
    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }

private:
    std::vector<PlayerEvent> events_;
    std::size_t size_ = 0;
    FixedVector<PlayerMark, 64> marks_;
    std::uint64_t refused_ = 0;
};

}  // namespace clave
