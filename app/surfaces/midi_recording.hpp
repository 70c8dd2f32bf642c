#pragma once

#include "core/base/result.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Bytes that came in at one moment.
struct RecordedBytes {
    Nanoseconds since {0};  ///< the beginning of the recording
    std::vector<std::uint8_t> bytes;

    friend bool operator==(const RecordedBytes&, const RecordedBytes&) = default;
};

// Recordings are text: lines of seconds and hexadecimal bytes, "0.250000 B0 4A 40"; # begins a remark.
// Thread-safe: yes. Realtime-safe: no.

[[nodiscard]] std::string recordingLine(const RecordedBytes& bytes);
/// Fails with the line of the first fault. \param file its name, for the sentence.
[[nodiscard]] Result<std::vector<RecordedBytes>> parseRecording(
    std::string_view text, const std::string& file);

}  // namespace clave
