#pragma once

#include "core/ports/recent_voices.hpp"
#include "core/ports/timed_message.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace clave {

/// Owns every sounding (channel, key) of one port, so that each note-on that leaves has exactly one note-off.
///
/// - A note-on for a key that sounds ends the old note first.
/// - A note-on whose voice was put out before is dropped: the step was decided again. Voice 0 has no identity
/// and is
///   never dropped.
/// - A note-off is sent only if its voice owns the key (voice 0 owns whatever sounds), else it is dropped:
/// its note was
///   ended already.
/// - A note-off the port refuses stays owed, and is tried again; its key counts as sounding until then.
///
/// A sink is any `bool(const Message&) noexcept`; false means that the port did not take it.
/// Thread-safe: no; belongs to its port's output thread. Realtime-safe: yes, if the sink is.
class NoteLedger {
public:
    enum class Outcome : std::uint8_t {
        Sent,
        Refused,  ///< the port did not take it
        Dropped,  ///< it must not go out: decided again, or already ended
    };

    /// Sends one message by the rules above. Anything but notes passes.
    template <typename Sink>
    Outcome put(const TimedMessage& message, Sink&& sink) noexcept;

    /// One note-off for each note of `track` that sounds, by channel and key.
    template <typename Sink>
    void endTrack(std::uint16_t track, Sink&& sink) noexcept
    {
        endWhere([track](const Key& key) { return key.track == track; }, sink);
    }

    /// One note-off for each note that sounds, by channel and key, then CC 64 = 0 and CC 123 = 0 on every
    /// channel used so far: some gear knows only the one, some only the other. Voices are forgotten, so that
    /// playing from the same place again sounds again.
    template <typename Sink>
    void endAll(Sink&& sink) noexcept;

    /// Tries the note-offs again that the port refused.
    template <typename Sink>
    void retryOwed(Sink&& sink) noexcept
    {
        endWhere([](const Key& key) { return key.state == State::Owed; }, sink);
    }

    /// Calls `visit(note-off of its voice and track, when its note-on was due)` for each note that sounds.
    template <typename Visit>
    void forEachSounding(Visit&& visit) const noexcept;

    /// Whether the key of a note-on or note-off sounds, or its end is owed.
    [[nodiscard]] bool isSounding(const Message& note) const noexcept
    {
        return keys_[indexOf(note)].state != State::Silent;
    }
    /// Keys that sound, those with a note-off owed included.
    [[nodiscard]] std::uint32_t sounding() const noexcept { return sounding_; }
    /// Note-offs the port refused so far and that are still to be sent.
    [[nodiscard]] std::uint32_t owed() const noexcept { return owed_; }

private:
    enum class State : std::uint8_t { Silent, Sounding, Owed };
    struct Key {
        VoiceId voice = 0;
        TimePoint begun {};
        std::uint16_t track = TimedMessage::kLive;
        State state = State::Silent;
    };
    static constexpr std::size_t kNotes = 128;
    static constexpr std::size_t kChannels = 16;

    [[nodiscard]] static std::size_t indexOf(const Message& note) noexcept
    {
        return note.channel().as0to15() * kNotes + (note.note() & 0x7FU);
    }
    [[nodiscard]] static Message offFor(std::size_t index) noexcept;
    [[nodiscard]] bool ownsKey(const TimedMessage& off) const noexcept;
    void begin(const TimedMessage& on) noexcept;
    void ended(Key& key) noexcept;
    void owe(Key& key) noexcept;

    template <typename Sink>
    bool end(Key& key, const Message& off, Sink& sink) noexcept;
    template <typename Pick, typename Sink>
    void endWhere(Pick pick, Sink& sink) noexcept;

    std::array<Key, kChannels * kNotes> keys_ {};
    RecentVoices putOut_;
    std::uint32_t sounding_ = 0;
    std::uint32_t owed_ = 0;
    std::uint16_t channelsUsed_ = 0;  ///< one bit each
};

template <typename Sink>
NoteLedger::Outcome NoteLedger::put(const TimedMessage& timed, Sink&& sink) noexcept
{
    const Message& message = timed.message;
    if (message.isNoteOff()) {
        if (!ownsKey(timed))
            return Outcome::Dropped;
        return end(keys_[indexOf(message)], message, sink) ? Outcome::Sent : Outcome::Refused;
    }
    if (message.isNoteOn()) {
        if (timed.voice != 0 && putOut_.contains(timed.voice))
            return Outcome::Dropped;
        Key& key = keys_[indexOf(message)];
        if (key.state != State::Silent && !end(key, offFor(indexOf(message)), sink))
            return Outcome::Refused;
    }
    if (!sink(message))
        return Outcome::Refused;
    if (message.kind() < 0xF0)
        channelsUsed_ |= static_cast<std::uint16_t>(1U << message.channel().as0to15());
    if (message.isNoteOn())
        begin(timed);
    return Outcome::Sent;
}

template <typename Sink>
void NoteLedger::endAll(Sink&& sink) noexcept
{
    endWhere([](const Key&) { return true; }, sink);
    for (int number = 0; number < static_cast<int>(kChannels); ++number) {
        if ((channelsUsed_ & 1U << number) == 0)
            continue;
        const auto channel = Channel::from0to15(number);
        sink(Message::controlChange(channel, kSustainPedal, 0));
        sink(Message::controlChange(channel, kAllNotesOff, 0));
    }
    putOut_.clear();
}

template <typename Visit>
void NoteLedger::forEachSounding(Visit&& visit) const noexcept
{
    std::uint32_t left = sounding_;
    for (std::size_t i = 0; left > 0; ++i) {
        const Key& key = keys_[i];
        if (key.state == State::Silent)
            continue;
        --left;
        if (key.state == State::Sounding)
            visit(TimedMessage {{}, key.voice, key.track, TimedMessage::What::Send, offFor(i)}, key.begun);
    }
}

template <typename Sink>
bool NoteLedger::end(Key& key, const Message& off, Sink& sink) noexcept
{
    const bool sent = sink(off);
    if (sent)
        ended(key);
    else
        owe(key);
    return sent;
}

template <typename Pick, typename Sink>
void NoteLedger::endWhere(Pick pick, Sink& sink) noexcept
{
    std::uint32_t left = sounding_;
    for (std::size_t i = 0; left > 0; ++i) {
        if (keys_[i].state == State::Silent)
            continue;
        --left;
        if (pick(keys_[i]))
            end(keys_[i], offFor(i), sink);
    }
}

}  // namespace clave
