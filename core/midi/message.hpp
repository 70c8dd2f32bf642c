#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>

namespace clave {

/// One of the 16 channels of a MIDI cable. People count from 1, the wire from 0: say which.
class Channel {
public:
    constexpr Channel() = default;
    /// Out of range values take the nearest end; check input where it comes in.
    [[nodiscard]] static constexpr Channel from1to16(int n) noexcept
    {
        return Channel {static_cast<std::uint8_t>(std::clamp(n, 1, 16) - 1)};
    }
    [[nodiscard]] static constexpr Channel from0to15(int n) noexcept
    {
        return Channel {static_cast<std::uint8_t>(std::clamp(n, 0, 15))};
    }
    [[nodiscard]] constexpr int as1to16() const noexcept { return index_ + 1; }
    [[nodiscard]] constexpr std::uint8_t as0to15() const noexcept { return index_; }

    friend constexpr auto operator<=>(Channel, Channel) = default;

private:
    constexpr explicit Channel(std::uint8_t index) : index_(index) {}
    std::uint8_t index_ = 0;
};

/// A MIDI channel or real-time message of one to three bytes (MIDI 1.0 specification, table 1). Status is
/// always present. System exclusive messages are longer and have a type of their own. Thread-safe: yes (a
/// value). Realtime-safe: yes.
struct Message {
    // Status bytes of those that have no channel.
    static constexpr std::uint8_t kSongPosition = 0xF2;
    static constexpr std::uint8_t kClock = 0xF8;
    static constexpr std::uint8_t kStart = 0xFA;
    static constexpr std::uint8_t kContinue = 0xFB;
    static constexpr std::uint8_t kStop = 0xFC;

    std::array<std::uint8_t, 3> bytes {};
    std::uint8_t size = 0;

    [[nodiscard]] constexpr std::span<const std::uint8_t> span() const noexcept
    {
        return {bytes.data(), size};
    }
    /// The upper four bits of the status: 0x90 for any note-on.
    [[nodiscard]] constexpr std::uint8_t kind() const noexcept { return bytes[0] & 0xF0U; }
    [[nodiscard]] constexpr Channel channel() const noexcept { return Channel::from0to15(bytes[0] & 0x0FU); }
    /// A note-on with velocity 0 is a note-off (MIDI 1.0).
    [[nodiscard]] constexpr bool isNoteOn() const noexcept { return kind() == 0x90 && bytes[2] != 0; }
    [[nodiscard]] constexpr bool isNoteOff() const noexcept
    {
        return kind() == 0x80 || (kind() == 0x90 && bytes[2] == 0);
    }
    [[nodiscard]] constexpr std::uint8_t note() const noexcept { return bytes[1]; }
    [[nodiscard]] constexpr std::uint8_t velocity() const noexcept { return bytes[2]; }

    /// Belongs to no channel: real-time messages, song position and their like.
    [[nodiscard]] constexpr bool isSystem() const noexcept { return kind() == 0xF0; }
    /// Clock, start, continue, stop, active sensing or reset: one byte, which may come inside any other
    /// message.
    [[nodiscard]] constexpr bool isRealTime() const noexcept { return bytes[0] >= kClock; }
    /// Of a song position message: sixteenths from the start of the song, in [0, 16383].
    [[nodiscard]] constexpr int songPosition() const noexcept { return bytes[2] << 7 | bytes[1]; }

    friend constexpr bool operator==(const Message&, const Message&) = default;

    // Data bytes must be in [0, 127]; the upper bit is cut off.
    [[nodiscard]] static constexpr Message noteOn(Channel channel, int note, int velocity) noexcept
    {
        return three(0x90, channel, note, velocity);
    }
    [[nodiscard]] static constexpr Message noteOff(Channel channel, int note, int velocity = 64) noexcept
    {
        return three(0x80, channel, note, velocity);
    }
    [[nodiscard]] static constexpr Message controlChange(Channel channel, int controller, int value) noexcept
    {
        return three(0xB0, channel, controller, value);
    }
    [[nodiscard]] static constexpr Message programChange(Channel channel, int program) noexcept
    {
        return two(0xC0, channel, program);
    }
    [[nodiscard]] static constexpr Message channelPressure(Channel channel, int value) noexcept
    {
        return two(0xD0, channel, value);
    }
    /// \param value in [-8192, 8191]; 0 is the centre.
    [[nodiscard]] static constexpr Message pitchBend(Channel channel, int value) noexcept
    {
        const int raw = std::clamp(value, -8192, 8191) + 8192;
        return three(0xE0, channel, raw & 0x7F, raw >> 7);
    }
    /// 24 of them in a quarter note.
    [[nodiscard]] static constexpr Message clock() noexcept { return one(kClock); }
    /// From the start of the song: the next clock is its first moment.
    [[nodiscard]] static constexpr Message start() noexcept { return one(kStart); }
    /// From the song position, or from where it was stopped, at the next clock.
    [[nodiscard]] static constexpr Message continueSong() noexcept { return one(kContinue); }
    [[nodiscard]] static constexpr Message stop() noexcept { return one(kStop); }
    /// \param sixteenths from the start of the song; outside [0, 16383] the nearest end is taken.
    [[nodiscard]] static constexpr Message songPosition(int sixteenths) noexcept
    {
        const int value = std::clamp(sixteenths, 0, 16383);
        return {{kSongPosition, data(value), data(value >> 7)}, 3};
    }

private:
    [[nodiscard]] static constexpr Message one(std::uint8_t status) noexcept { return {{status, 0, 0}, 1}; }
    [[nodiscard]] static constexpr std::uint8_t data(int value) noexcept
    {
        return static_cast<std::uint8_t>(value & 0x7F);
    }
    [[nodiscard]] static constexpr std::uint8_t status(int kind, Channel channel) noexcept
    {
        return static_cast<std::uint8_t>(kind | channel.as0to15());
    }
    [[nodiscard]] static constexpr Message three(int kind, Channel channel, int first, int second) noexcept
    {
        return {{status(kind, channel), data(first), data(second)}, 3};
    }
    [[nodiscard]] static constexpr Message two(int kind, Channel channel, int first) noexcept
    {
        return {{status(kind, channel), data(first), 0}, 2};
    }
};

/// Controllers that end sound (MIDI 1.0 specification, table 3).
inline constexpr int kSustainPedal = 64;
inline constexpr int kAllSoundOff = 120;
inline constexpr int kAllNotesOff = 123;

}  // namespace clave
