#pragma once

#include "core/ports/midi_output.hpp"
#include "core/rt/realtime_thread.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace clave {

// Thread-safe: yes, all. Realtime-safe: no.

/// {"p50", "p99", "max", "classes": [{"below", "count"}, ...]}, in microseconds. Classes above the largest
/// that was seen are left out; the last of all has no upper end, which is null.
[[nodiscard]] nlohmann::json latenessJson(const LatenessCounts& lateness);

/// "kernel", "RealtimeKit", "none".
[[nodiscard]] std::string_view nameOf(Grant grant) noexcept;

[[nodiscard]] double microseconds(Nanoseconds time) noexcept;

}  // namespace clave
