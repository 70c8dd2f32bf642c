#pragma once

#include "controllers/device/profile.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace clave {

// How files and screens call the parts of a profile. Thread-safe: yes, all. Realtime-safe: no.

inline constexpr std::array<std::string_view, 3> kConfidenceWords {"documented", "seen", "guessed"};
inline constexpr std::array<std::string_view, 4> kRelativeWords {
    "absolute", "twos_complement", "binary_offset", "sign_magnitude"};

/// "pad 2/3" (row and column), "side 1", "play": counted from 1.
[[nodiscard]] std::string controlName(const Profile& profile, const Control& control);

/// "note 60 on channel 1", "nrpn 60:32 on any channel".
[[nodiscard]] std::string addressText(const Address& address);

}  // namespace clave
