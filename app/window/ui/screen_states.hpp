#pragma once

#include "app/window/ui/devices_state.hpp"
#include "app/window/ui/scripts_state.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/engine/entry.hpp"
#include "core/model/pattern.hpp"
#include "core/model/scene.hpp"
#include "core/model/step_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

// What each screen and dialog keeps for itself while it is looked at.

struct PatternsState {
    std::optional<LaunchAt> launchAt;  ///< nothing: a pattern at its end, a scene at its own place
    bool keepPlace = false;
    std::optional<PatternPlace> chosen;  ///< that the buttons are about; nothing: the one at the cursor
    std::size_t scene = 0;  ///< likewise
    bool showsScenes = false;  ///< instead of patterns, where there is no room for both
    PatternPtr copied;
};

struct SongScreenState {
    std::size_t entry = 0;  ///< of the arrangement, that the buttons are about
};

struct MonitorState {
    bool in = true;
    bool out = true;
    bool clock = false;
    bool paused = false;
    std::vector<MonitorLine> kept;  ///< while paused
};

struct SettingsState {
    std::vector<std::string> themes;  ///< read from the disk once
};

/// Bjorklund's numbers, until they are taken.
struct EuclidDraft {
    int pulses = 4;
    int steps = 16;
    int rotation = 0;

    friend constexpr bool operator==(const EuclidDraft&, const EuclidDraft&) = default;
};

/// One line of a folder.
struct FileEntry {
    enum class Kind : std::uint8_t { Folder, Song, Midi, Script, Other };
    Kind kind = Kind::Other;
    std::string name;

    friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

/// A folder as it was when it was last read: drawing a frame touches no disk.
struct FileList {
    std::string folder;
    std::vector<FileEntry> entries;
    std::string trouble;  ///< why it cannot be read, as one sentence
};

/// What a new script can begin with.
struct ScriptTemplate {
    std::string name;
    std::string about;  ///< one line
    std::string text;
};

struct DialogState {
    int enterIn =
        0;  ///< frames until Enter counts, so that letters typed before it have arrived; 0: not pressed
    std::string typedBefore;
    int lines = 0;  ///< of its list, when it was last drawn
    int chosenSeen = -1;  ///< the line that was chosen then
    StepTarget target;  ///< of the values that are typed
    EuclidDraft euclid;
    FileList files;
    std::vector<ScriptTemplate> templates;
    std::string note;  ///< what Enter would do, where that is worth saying
    std::optional<std::uint64_t> savedBefore;  ///< the answer before the one that is awaited
};

struct ScreenStates {
    PatternsState patterns;
    SongScreenState song;
    MonitorState monitor;
    SettingsState settings;
    DevicesState devices;
    ScriptsState scripts;
    DialogState dialog;
};

}  // namespace clave
