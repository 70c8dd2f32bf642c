#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Where a window is on the screen, in the screen's units.
struct WindowPlace {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const WindowPlace&, const WindowPlace&) = default;
};

/// What Clave remembers between runs, on this machine, for this person. Never anything that a song needs.
struct Settings {
    static constexpr std::size_t kMostSongs = 100;
    static constexpr std::size_t kMostRecent = 10;
    static constexpr std::size_t kMostPorts = 64;
    static constexpr float kLeastScale = 0.75F;
    static constexpr float kMostScale = 3.0F;

    std::string synth;  ///< the hardware synth that was last chosen with `o`; empty: none
    /// Which tracks (by id) of which song (by absolute path) were moved to it.
    std::map<std::string, std::vector<std::uint32_t>> movedTracks;

    /// Songs that were opened or saved, by absolute path, the newest first.
    std::vector<std::string> recentSongs;

    std::string theme;  ///< of the window; empty: the usual one
    std::optional<float> scale;  ///< of everything in the window, [0.75, 3]; nothing: as the screen asks for
    bool showsGhosts = true;  ///< the grid shows what scripts make of steps
    std::optional<WindowPlace> window;
    /// Where to play, by the song's name of a port; the main output has the empty name.
    std::map<std::string, std::string> outputs;
    std::optional<std::vector<std::string>> inputs;  ///< words of --in; nothing: what there is is played on

    /// Puts a song first among the recent ones.
    void rememberSong(const std::string& songPath);

    friend bool operator==(const Settings&, const Settings&) = default;
};

// Thread-safe: yes, all. Realtime-safe: no.

/// What is damaged or unknown is left out: settings are never a reason not to play.
[[nodiscard]] Settings parseSettings(std::string_view text);
[[nodiscard]] std::string settingsText(const Settings& settings);

/// $XDG_CONFIG_HOME/clave/settings.json, or ~/.config/clave/settings.json; empty without a home.
[[nodiscard]] std::string settingsPath();

/// A file that is missing or cannot be read gives empty settings.
[[nodiscard]] Settings loadSettings(const std::string& path);
/// Makes the folder if needed; the file is replaced as a whole.
[[nodiscard]] Result<void> saveSettings(const Settings& settings, const std::string& path);

/// Loads, changes and saves, one at a time in this process, so that no change of another thread is lost.
Result<void> changeSettings(const std::string& path, const std::function<void(Settings&)>& change);

/// The name a song is remembered by: its absolute path.
[[nodiscard]] std::string rememberedName(const std::string& songPath);

}  // namespace clave
