#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/device/profile_library.hpp"
#include "controllers/device/profile_words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave::test {

/// Every device that comes with Clave, and what was wrong with their files.
struct ShippedDevices {
    ProfileLibrary library;
    std::vector<std::string> faults = library.addFolder(CLAVE_SOURCE_DIR "/controllers/devices");
};

/// The control of a name as controlName() gives it.
inline std::optional<std::uint16_t> controlOf(const Profile& profile, const std::string& name)
{
    for (std::size_t i = 0; i < profile.controls.size(); ++i) {
        if (controlName(profile, profile.controls[i]) == name)
            return static_cast<std::uint16_t>(i);
    }
    return std::nullopt;
}

}  // namespace clave::test
