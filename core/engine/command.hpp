#pragma once

#include "core/engine/document.hpp"
#include "core/engine/entry.hpp"
#include "core/engine/performance.hpp"
#include "core/model/song.hpp"
#include "core/model/step_text.hpp"
#include "core/time/position.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clave {

// Every change that a person, a pad, a script or the network can ask for. Indexes count from 0.

// Changes of the song; each can be undone.
struct ToggleStep {
    PatternPlace pattern;
    std::size_t step = 0;
};
/// Like ToggleStep, for who knows what it is to be: sent twice, it does the same.
struct SwitchStep {
    PatternPlace pattern;
    std::size_t step = 0;
    bool on = false;
};
struct SetStep {
    PatternPlace pattern;
    std::size_t step = 0;
    Step value;
    std::string_view label = "step";  ///< what the history calls it; a literal, here and below
};
/// Puts one played note into a step, which is switched on and nudged; a note of the same pitch is replaced,
/// and so are all notes of a step that was off.
struct RecordNote {
    PatternPlace pattern;
    std::size_t step = 0;
    Note value;
    std::int16_t nudge = 0;  ///< as in Step
};
/// What a step of a lane gets: nothing, and it stays as it is; a number, as the song file writes it (gates
/// and nudges in steps, chances in per cent; a pitch moves the chord and does not switch the step on); or a
/// text, as typed in the window (core/model/step_text.hpp: "C4 E4", "+=2", "tie", "1:4").
using LaneValue = std::variant<std::monostate, double, std::string>;
/// Gives the steps from `first` on a value each, of one attribute, and leaves all others as they are. Steps
/// without notes have no velocity, gate and note chance to set. (core/engine/lane_edit.hpp)
struct SetLane {
    PatternPlace pattern;
    StepTarget lane;
    std::size_t first = 0;
    std::vector<LaneValue> values;
};
/// Takes all notes out of a step and switches it off; its other values stay.
struct ClearStep {
    PatternPlace pattern;
    std::size_t step = 0;
};
/// Puts a pattern into a slot, growing the slots as needed; null empties the slot.
struct SetPattern {
    PatternPlace pattern;
    PatternPtr value;
    std::string_view label = "pattern";
};
/// Everything of a track but its id and its patterns.
struct SetTrack {
    std::size_t track = 0;
    Track value;
    std::string_view label = "track";
};
/// An id of 0 or one that is taken is replaced by a fresh one.
struct InsertTrack {
    std::size_t at = 0;
    Track value;
    std::string_view label = "new track";
};
struct DeleteTrack {
    std::size_t track = 0;
};
struct MoveTrack {
    std::size_t from = 0;
    std::size_t to = 0;
};
struct SetScene {
    std::size_t scene = 0;
    Scene value;
};
struct InsertScene {
    std::size_t at = 0;
    Scene value;
    std::string_view label = "new scene";
};
struct DeleteScene {
    std::size_t scene = 0;
};
struct SetArrangement {
    std::vector<ArrangementEntry> value;
};
struct SetTempo {
    Tempo value;
};
struct SetSongName {
    std::string value;
};
struct SetMetre {
    Metre value;
};
struct SetSwing {
    Swing value;
};
struct SetScale {
    Scale value;
};
struct SetSeed {
    std::uint64_t value = 0;
};
struct SetChanceAmount {
    std::uint8_t value = 100;
};
struct SetMetronome {
    Metronome value;
};
struct SetPorts {
    std::vector<PortSetup> value;
};
struct SetGrooves {
    std::vector<Groove> value;
};
struct SetScripts {
    std::vector<ScriptRef> value;
};

// Step-by-step entry, refused while it is off. What is entered is a change of the song that undo takes back,
// the cursor with it. A slot that is empty gets a pattern of 16 steps. Rest, skip and a typed chord write the
// chord that is held first, as if its keys had been let go.
/// A key goes down: one note more in the chord at the cursor.
struct EnterKeyDown {
    std::uint8_t pitch = 60;  ///< [0, 127]
    std::uint8_t velocity = 100;  ///< [1, 127], as played
};
/// A key goes up; with the last one the chord is written, on the grid, and the cursor goes on.
struct EnterKeyUp {
    std::uint8_t pitch = 60;
};
/// A whole chord at once, as typed: 1 to kMaxNotes notes, taken as they are.
struct EnterChord {
    std::vector<Note> notes;
};
/// Clears the step at the cursor and goes on.
struct EnterRest {};
/// Clears the step at the cursor, lengthens what was entered last by as many steps as the cursor advances,
/// and goes on; so the note ends where one of its own in this step would. While keys are held, their chord.
/// With nothing entered yet, the note that sounds up to the cursor.
struct EnterTie {};
/// Goes on without changing anything.
struct EnterSkip {};
/// Takes the last entry back: what it changed becomes what it was, and the cursor goes back there. While keys
/// are held, forgets a tie of their chord, else the chord. With nothing entered yet, goes one advance back
/// and clears that step.
struct EnterBack {};

/// Another song altogether: opened, imported or new. Undo brings the old one back, as the document it was.
struct ReplaceSong {
    SongPtr value;
    std::optional<DocumentId> document {};  ///< which one it is from now on; nothing: the same as before
};

// Changes of the performance; never undone.
struct Play {
    Tick from {};
};
struct Continue {};
struct Stop {};
struct Seek {
    Tick to {};
};
/// Without `at`, the scene's own launch setting holds.
struct LaunchScene {
    std::size_t scene = 0;
    std::optional<LaunchAt> at;
    bool keepPlace = false;
};
/// Without `at`, at the end of the pattern that plays. An empty slot stops the track.
struct LaunchPattern {
    PatternPlace pattern;
    std::optional<LaunchAt> at;
    bool keepPlace = false;
};
struct CancelLaunches {};
struct SetLiveMute {
    std::size_t track = 0;
    LiveMute value = LiveMute::AsSaved;
};
/// Mutes what sounds and the other way round.
struct ToggleMute {
    std::size_t track = 0;
};
struct SetFill {
    bool on = false;
};
/// Fill for each pattern's next pass.
struct ArmFill {};
struct SetSongMode {
    bool on = false;
};
struct SetLoop {
    bool on = true;
};
struct SetStopAfterBars {
    std::uint32_t bars = 0;  ///< 0: never
};

/// The track is played and recorded into by hand; with several armed, by the keys on its channel, with none
/// it is the cursor's.
struct ArmTrack {
    std::size_t track = 0;
    bool on = true;
};
/// Which tracks scripts are asked about, by their ids; the others play as written.
struct SetHooks {
    struct Hook {
        std::uint32_t track = 0;  ///< its id
        bool silentWhenLate = false;  ///< a step whose answer is late is left out, not played as written
    };
    std::vector<Hook> hooks;
};
struct SetRecording {
    Recording value;
};
/// Ends every note on every output at once, whoever began it. Playing goes on.
struct Panic {};
/// What was entered before stays; Back and ties begin anew here.
struct SetCursor {
    Cursor value;
};
/// Off: keys that are held are forgotten and write nothing.
struct SetStepIn {
    bool on = true;
};
struct SetEntryOptions {
    EntryOptions value;
};

struct Undo {
    /// Only if the newest change is of this gesture and of who asks: what somebody stops halfway is taken
    /// back, and nothing else is. 0: whatever it is.
    std::uint64_t gesture = 0;
};
struct Redo {};

using CommandWhat = std::variant<ToggleStep, SetStep, SetPattern, SetTrack, InsertTrack, DeleteTrack,
    MoveTrack, SetScene, InsertScene, DeleteScene, SetArrangement, SetTempo, SetSongName, SetMetre, SetSwing,
    SetScale, SetSeed, SetChanceAmount, SetMetronome, SetPorts, SetGrooves, SetScripts, SwitchStep,
    RecordNote, ClearStep, SetLane, ReplaceSong, EnterKeyDown, EnterKeyUp, EnterChord, EnterRest, EnterTie,
    EnterSkip, EnterBack, Play, Continue, Stop, Seek, LaunchScene, LaunchPattern, CancelLaunches, SetLiveMute,
    ToggleMute, SetFill, ArmFill, SetSongMode, SetLoop, SetStopAfterBars, ArmTrack, SetRecording, Panic,
    SetHooks, SetCursor, SetStepIn, SetEntryOptions, Undo, Redo>;

/// What the source of a command begins with when a script asks: "script euclid". What scripts made of later
/// steps knows of their own changes; changes by hand go before it.
inline constexpr std::string_view kScriptSource = "script ";

/// One change asked for.
struct Command {
    CommandWhat what;
    std::string
        source;  ///< who asks: "window", "pads", "script euclid"; shown beside the label in the history
    std::uint64_t gesture =
        0;  ///< commands of one gesture carry the same number and are one step of undo; 0: alone
    /// While it plays: the place from which it is to be in force, where that is known a little before (a
    /// script's); nothing: as soon as can be.
    std::optional<Position> from {};
};

/// What the history and the window call it: "toggle step", "tempo".
[[nodiscard]] std::string_view label(const CommandWhat& what);

}  // namespace clave
