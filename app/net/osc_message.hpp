#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clave {

/// One argument of an OSC message. Of types that nothing here asks for (blobs, colors, MIDI) only that they
/// were there is kept: a monostate, as for nil.
using OscValue = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct OscMessage {
    std::string path;
    std::vector<OscValue> values;

    friend bool operator==(const OscMessage&, const OscMessage&) = default;
};

/// When the messages of a bundle are due: NTP seconds since 1900 in 1/2^32. 1: at once.
struct OscTime {
    std::uint64_t ntp = 1;

    [[nodiscard]] constexpr bool isNow() const noexcept { return ntp <= 1; }
    /// From `now` until this, in seconds; negative when it has passed.
    [[nodiscard]] double secondsAfter(OscTime now) const noexcept
    {
        return static_cast<double>(static_cast<std::int64_t>(ntp - now.ntp)) / 4294967296.0;
    }
    /// The system's clock, as bundles are dated by.
    [[nodiscard]] static OscTime now();
};

struct TimedOscMessage {
    OscTime due;
    OscMessage message;
};

// Thread-safe: yes, all. Realtime-safe: no.

/// The largest packet that UDP carries.
inline constexpr std::size_t kMostOscBytes = 65507;
inline constexpr std::size_t kMostOscMessages = 4096;  ///< of one packet
inline constexpr std::size_t kMostOscDepth = 8;  ///< of bundles in bundles

/// The messages of one packet, in order. Nothing if any part of it is broken: a packet is taken as a whole or
/// not at all.
[[nodiscard]] std::optional<std::vector<TimedOscMessage>> readOscPacket(std::span<const std::byte> packet);

/// As bytes. Whole numbers are sent as i or h, others as f, truths as i 1 or 0, monostates as N: the types
/// that every program reads. Empty when it is longer than a packet.
[[nodiscard]] std::vector<std::byte> oscBytes(const OscMessage& message);
/// Several as one bundle that is due at once; those that find no room go into the next one.
[[nodiscard]] std::vector<std::vector<std::byte>> oscBundles(std::span<const OscMessage> messages);

/// Does a part of an address match a pattern of OSC 1.0: `*`, `?`, `[a-z]`, `{one,two}`?
[[nodiscard]] bool matchesOsc(const std::string& text, const std::string& pattern);
[[nodiscard]] inline bool isOscPattern(std::string_view part) noexcept
{
    return part.find_first_of("*?[{") != std::string_view::npos;
}

/// The number of a value, also of a truth, or of a text that is one; nothing for other texts and monostates.
[[nodiscard]] std::optional<double> oscNumber(const OscValue& value);
/// As it can stand in a sentence, or in JSON: 1, 0.5, "text", true, null.
[[nodiscard]] std::string oscText(const OscValue& value);
/// [1, 0.5, "text"]
[[nodiscard]] std::string oscTexts(std::span<const OscValue> values);
/// The other way: numbers, texts, truths and nulls of a JSON list.
[[nodiscard]] Result<std::vector<OscValue>> parseOscTexts(std::string_view json);

}  // namespace clave
