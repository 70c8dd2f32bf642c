#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/device/profile_layout.hpp"
#include "controllers/device/toml_reading.hpp"

#include <string>
#include <vector>

namespace clave {

/// A device file while it is read.
struct ProfileReading {
    Profile& profile;
    TomlFaults& faults;
    std::vector<toml::source_region> places;  ///< where each control of the profile stands
    std::vector<Block> blocks;
};

/// [led.NAME]
void readLights(ProfileReading& reading, TomlFields& file);
/// [[grid]], [[strip]], [[button]], [[buttons]], [[encoder]], [[fader]] and [[light]]; lights come first.
void readControls(ProfileReading& reading, TomlFields& file);
/// What no single key can show: addresses given twice, drawings that overlap.
void checkControls(ProfileReading& reading);

}  // namespace clave
