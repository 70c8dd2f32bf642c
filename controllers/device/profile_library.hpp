#pragma once

#include "controllers/device/device_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// All devices that are known by a file. A broken file is told, and everything else goes on.
///
/// Thread-safe: no, but the profiles are immutable and may go anywhere. Realtime-safe: no.
class ProfileLibrary {
public:
    /// Reads every *.toml of a folder, in the order of their names. A profile of a folder added later
    /// replaces one of the same id. A folder that is not there is empty.
    /// \return a sentence for each file that was not taken.
    std::vector<std::string> addFolder(const std::string& folder);
    /// A file of one of the folders was saved, made or deleted. When it is broken, what it held before stays.
    /// \return what is wrong with it; nothing when it was taken.
    std::optional<std::string> reload(const std::string& path);

    /// One for each id, in the order of the ids.
    [[nodiscard]] std::vector<ProfilePtr> profiles() const;
    /// Null when there is none.
    [[nodiscard]] ProfilePtr byId(std::string_view id) const;
    /// The device behind a port, by its name as the system gives it and, if there is one, its answer to an
    /// identity request. A profile that names ports is found by them only (a device may answer on ports that
    /// are not meant for this); among several, one that the answer agrees with, then the most exact name.
    /// Null when there is none.
    [[nodiscard]] ProfilePtr find(
        std::string_view rawPortName, std::span<const std::uint8_t> identityReply = {}) const;

private:
    struct Entry {
        std::string path;
        std::size_t folder = 0;  ///< a higher one replaces
        ProfilePtr profile;
    };

    std::optional<std::string> load(const std::string& path, std::size_t folder);

    std::vector<std::string> folders_;
    std::vector<Entry> entries_;
};

}  // namespace clave
