#pragma once

#include "app/surfaces/learn_ask.hpp"

#include <string_view>
#include <vector>

namespace clave {

/// Everything that a control can be taught, of the action table; those that are about one of several (a step,
/// a track, a scene) about the `number`-th, counted from 1. Those that `typed` is found in, best first; all
/// when it is empty.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<LearnTarget> learnGoals(int number, std::string_view typed);

}  // namespace clave
