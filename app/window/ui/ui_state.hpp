#pragma once

#include "app/tempo_keys.hpp"
#include "app/window/ui/focus_state.hpp"
#include "app/window/ui/key_event.hpp"
#include "app/window/ui/screen_states.hpp"
#include "core/engine/entry.hpp"
#include "core/model/step.hpp"
#include "core/time/tap_tempo.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clave {

/// What fills the middle of the window.
enum class Screen : std::uint8_t { Steps, Patterns, Song, Monitor, Settings, Devices, Scripts };

/// What the bars under the grid show.
enum class LaneKind : std::uint8_t { Velocity, Gate, Chance, Retrig, Nudge, Condition, Cc };

enum class InspectorTab : std::uint8_t { Step, Track, Pattern };

/// Where arrow keys go.
enum class Region : std::uint8_t { Grid, Lane, Inspector };

/// Steps that are edited together: tracks [firstTrack, lastTrack], steps [first, last], all included.
struct Selection {
    std::size_t firstTrack = 0;
    std::size_t lastTrack = 0;
    std::size_t first = 0;
    std::size_t last = 0;

    [[nodiscard]] bool has(std::size_t track, std::size_t step) const noexcept
    {
        return track >= firstTrack && track <= lastTrack && step >= first && step <= last;
    }
    friend constexpr bool operator==(const Selection&, const Selection&) = default;
};

/// Steps that were copied: a row for each track.
struct Clipboard {
    std::vector<std::vector<Step>> rows;
};

/// What lies over the window until it is closed.
enum class Dialog : std::uint8_t {
    None,
    Palette,
    Help,
    Open,
    SaveAs,
    Euclid,
    Value,
    StepDetails,
    Notices,
    Menu,
    Learn,
    AddScript,
    NewScript
};

/// What the mouse is doing on the grid or the lane between going down and coming up: one step of undo.
struct Drag {
    enum class What : std::uint8_t {
        None,
        Pressed,
        Paint,
        Velocity,
        Length,
        Select,
        Copy,
        Lane,
        Switches,
        Loop
    };
    What what = What::None;
    std::size_t track = 0;
    std::size_t first = 0;  ///< the step it began at
    std::size_t last = 0;  ///< the one it is at, or was when last seen
    bool on = false;  ///< what is painted
    double value = 0.0;  ///< it began with, or drew last
    std::uint64_t gesture = 0;
    float x = 0.0F;  ///< where it began, in pixels
    float y = 0.0F;
    TimePoint since {};
};

/// What the window alone knows: how it looks at the song, nothing that sounds or is saved.
struct UiState {
    Screen screen = Screen::Steps;
    LaneKind lane = LaneKind::Velocity;
    std::uint8_t laneCc = 74;
    InspectorTab tab = InspectorTab::Step;
    Region region = Region::Grid;
    int inspectorField = 0;
    bool inspectorOpen = false;  ///< in a narrow window, where it covers the grid
    std::size_t firstTrack = 0;  ///< the uppermost one shown
    std::size_t trackSeen = 0;  ///< of the cursor, when the list was last scrolled for it
    std::size_t page = 0;
    bool follow = true;  ///< the page follows what plays
    bool showsGhosts = true;  ///< the grid shows what scripts make of steps
    int octave = 4;  ///< of the lowest C of the computer's keys: 4 is C3, middle C
    bool keysPlay = false;  ///< letters are a piano also without Step in
    TapTempo tap;
    TempoKeys tempoKeys;
    std::uint64_t tempoGesture = 0;  ///< of the window, that stands for the newest one of tempoKeys
    std::uint64_t tempoGestureOf = 0;
    std::optional<Selection> selection;
    Drag drag;
    std::uint64_t wheelGesture = 0;
    Cursor wheelAt;
    TimePoint wheelTime {};
    Clipboard clipboard;
    std::map<std::uint32_t, std::size_t> pinned;  ///< slots looked at instead of those that play, by track id
    std::optional<Cursor> wanted;  ///< asked for and not yet confirmed
    TimePoint wantedSince {};
    Dialog dialog = Dialog::None;
    std::string typed;  ///< in a dialog
    std::string said;  ///< a sentence for the status bar, until it was there to read or something is done
    TimePoint saidAt {};
    std::set<std::string> dismissed;  ///< topics of notices that are not to be seen again while they last
    std::string trouble;  ///< why what was typed cannot be done
    int chosen = 0;  ///< in a dialog's list
    bool dialogIsNew = false;  ///< just opened: its field takes the keyboard
    ScreenStates screens;
    FocusState focus;
    std::optional<KeyEvent> later;  ///< a key that closed a field: obeyed once what was typed there is taken
    int laterIn = 0;  ///< frames until then
    float scale = 1.0F;
    std::vector<int> pianoKeys = std::vector<int>(48, -1);  ///< pitches that the computer's keys began
    int mouseKey = -1;  ///< pitch that the mouse holds on the piano
    std::vector<int> mouseChord;  ///< pitches that it left down there, with Shift
    TimePoint scrolledAt {};  ///< by the wheel, over the grid
};

}  // namespace clave
