#pragma once

#include <span>
#include <string>
#include <string_view>

namespace clave {

/// controllers/maps/ACTIONS.md: every word that a map may use, from the tables themselves.
/// \param lightWords lightSourceWords(), which lies above this layer. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::string actionGuide(std::span<const std::string_view> lightWords);

}  // namespace clave
