#pragma once

#include <vector>

namespace clave {

/// `pulses` spread as evenly as they go over `steps`, the first one on step 0, then moved `rotation` steps
/// later (earlier when negative). True is a pulse.
///
/// Bjorklund's way, in which rests are dealt out at least once: E(7,8) is `x.xxxxxx` and not `xxxxxxx.`, as
/// in Toussaint's list. No pulses or fewer: all rests; `steps` or more: all pulses; no steps: empty.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<bool> euclid(int pulses, int steps, int rotation = 0);

}  // namespace clave
