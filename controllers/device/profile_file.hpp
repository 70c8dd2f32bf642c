#pragma once

#include "controllers/device/profile.hpp"
#include "core/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clave {

// Device files (controllers/README.md says what stands in them). Thread-safe: yes, all. Realtime-safe: no.

/// The profile that `text` describes. A file with any fault is not taken; the error has the first one, with
/// FILE:LINE:COLUMN, and how many more.
[[nodiscard]] Result<Profile> parseProfile(std::string_view text, const std::string& file);
[[nodiscard]] Result<Profile> loadProfile(const std::string& path);

/// Every fault of a device file, a sentence each.
[[nodiscard]] std::vector<std::string> profileFaults(std::string_view text, const std::string& file);

/// What is allowed but probably not meant, a sentence each.
[[nodiscard]] std::vector<std::string> lint(const Profile& profile);

}  // namespace clave
