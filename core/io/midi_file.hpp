#pragma once

#include "core/base/result.hpp"
#include "core/midi/message.hpp"
#include "core/model/metre.hpp"
#include "core/time/tempo.hpp"
#include "core/time/tick.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clave {

/// A tempo as MIDI files hold it: microseconds a quarter note, [1, 0xFFFFFF].
struct QuarterMicroseconds {
    std::uint32_t count = 500'000;

    /// Rounded to the nearest microsecond.
    [[nodiscard]] static QuarterMicroseconds of(Tempo tempo) noexcept;
    /// The roundest tempo that this is the rounding of, so that 133.37 bpm is 133.37 again after a trip
    /// through a file. Clamped to what a tempo may be.
    [[nodiscard]] Tempo tempo() const noexcept;
    friend constexpr bool operator==(QuarterMicroseconds, QuarterMicroseconds) = default;
};

/// One thing in a track that Clave has a use for.
struct MidiFileEvent {
    std::int64_t tick = 0;  ///< in the file's own ticks, from the start of the file; never negative
    std::variant<Message, QuarterMicroseconds, Metre> what;

    friend bool operator==(const MidiFileEvent&, const MidiFileEvent&) = default;
};

/// A track chunk: events in order of time, equal times in the order of the file.
struct MidiFileTrack {
    std::string name;  ///< UTF-8, at most kMaxNameBytes; empty when it has none
    std::vector<MidiFileEvent> events;
    std::int64_t end = 0;  ///< tick of its end, not before the last event

    friend bool operator==(const MidiFileTrack&, const MidiFileTrack&) = default;
};

/// A Standard MIDI File (RP-001), without what Clave has no use for: system exclusive messages, lyrics, keys,
/// ports.
struct MidiFile {
    std::uint8_t format =
        1;  ///< 0: one track, 1: tracks that play together, 2: tracks that are songs of their own
    std::uint16_t division = kPpqn;  ///< ticks a quarter note, [1, 0x7FFF]
    std::vector<MidiFileTrack> tracks;
    std::vector<std::string>
        oddities;  ///< what the reader found wrong and could read nevertheless, as sentences

    friend bool operator==(const MidiFile&, const MidiFile&) = default;
};

/// Longer files are refused, so that no sum of times overflows: two thousand years at 20 bpm and the finest
/// division.
inline constexpr std::int64_t kMaxMidiFileTick = std::int64_t {1} << 40;

/// Reads a whole file. What is merely odd is read and named in `oddities` (a wrong track count or chunk
/// length, a track without an end, tracks beyond the count, a RIFF wrapping); a file that is cut or damaged
/// is refused with one sentence that names `fileName` and the byte. Any bytes may be given: memory is at most
/// about 20 times theirs. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] Result<MidiFile> parseMidiFile(std::span<const std::uint8_t> bytes, std::string_view fileName);

/// The file's bytes, without running status. Events are put in order of time first. `oddities` are not
/// written, so that parsing gives the same value again when the names and times are as described above.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<std::uint8_t> midiFileBytes(const MidiFile& file);

}  // namespace clave
