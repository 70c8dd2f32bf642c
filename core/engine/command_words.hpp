#pragma once

#include "core/engine/command.hpp"
#include "core/model/ranges.hpp"

#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>

namespace clave {

/// What a command is called in JSON, what it does, and which fields it has. `fields` hands each field to a
/// visitor that reads, writes or explains it: place, track, index, flag, whole, beats, value, and the same as
/// may... for what may be left out.
template <typename Command, typename Visit>
struct CommandWords {
    using Type = Command;
    std::string_view name;
    std::string_view help;
    Visit fields;
};

template <typename Command, typename Visit>
constexpr CommandWords<Command, Visit> words(std::string_view name, std::string_view help, Visit fields)
{
    return {name, help, fields};
}

inline constexpr auto kNoFields = [](auto&, auto&) {};
inline constexpr auto kStepFields = [](auto& v, auto& c) {
    v.place(c.pattern);
    v.index("step", c.step, kMaxSteps);
};
inline constexpr auto kTrackFields = [](auto& v, auto& c) { v.track("track", c.track); };
inline constexpr auto kSceneFields = [](auto& v, auto& c) { v.index("scene", c.scene, kMaxScenes); };
inline constexpr auto kValueFields = [](auto& v, auto& c) { v.value("value", c.value); };
inline constexpr auto kSwitchFields = [](auto& v, auto& c) { v.flag("on", c.on); };
inline constexpr auto kKeyFields = [](auto& v, auto& c) { v.pitch("pitch", c.pitch); };

// Changes of the song; undo takes each back.
inline constexpr std::tuple kSongCommands {
    words<ToggleStep>("toggle_step", "Switches a step on or off.", kStepFields),
    words<SwitchStep>("switch_step", "Switches a step on, or off.",
        [](auto& v, auto& c) {
            kStepFields(v, c);
            v.flag("on", c.on);
        }),
    words<SetStep>("set_step", "Replaces a step.",
        [](auto& v, auto& c) {
            kStepFields(v, c);
            v.value("value", c.value);
        }),
    words<RecordNote>("record_note", "Puts a played note into a step and switches it on.",
        [](auto& v, auto& c) {
            kStepFields(v, c);
            v.value("value", c.value);
            v.mayNudge("nudge", c.nudge);
        }),
    words<ClearStep>("clear_step", "Takes all notes out of a step and switches it off.", kStepFields),
    words<SetLane>("set_lane", "Gives steps a value each, of one attribute, and leaves all others.",
        [](auto& v, auto& c) {
            v.place(c.pattern);
            v.value("lane", c.lane);
            v.mayIndex("first", c.first, kMaxSteps);
            v.value("values", c.values);
        }),
    words<SetPattern>("set_pattern", "Puts a pattern into a slot; null empties it.",
        [](auto& v, auto& c) {
            v.place(c.pattern);
            v.value("value", c.value);
        }),
    words<SetTrack>("set_track", "Replaces all of a track but its id and its patterns.",
        [](auto& v, auto& c) {
            v.track("track", c.track);
            v.value("value", c.value);
        }),
    words<InsertTrack>("insert_track", "A new track before the one that is at this place.",
        [](auto& v, auto& c) {
            v.index("at", c.at, kMaxTracks + 1);
            v.value("value", c.value);
        }),
    words<DeleteTrack>("delete_track", "Deletes a track.", kTrackFields),
    words<MoveTrack>("move_track", "Moves a track to another place.",
        [](auto& v, auto& c) {
            v.track("from", c.from);
            v.track("to", c.to);
        }),
    words<SetScene>("set_scene", "Replaces a scene.",
        [](auto& v, auto& c) {
            kSceneFields(v, c);
            v.value("value", c.value);
        }),
    words<InsertScene>("insert_scene", "A new scene before the one that is at this place.",
        [](auto& v, auto& c) {
            v.index("at", c.at, kMaxScenes + 1);
            v.value("value", c.value);
        }),
    words<DeleteScene>("delete_scene", "Deletes a scene.", kSceneFields),
    words<SetArrangement>("set_arrangement", "The scenes in order, with repeats.", kValueFields),
    words<SetTempo>("set_tempo", "Quarter notes a minute.", kValueFields),
    words<SetSongName>("set_song_name", "Names the song.", kValueFields),
    words<SetMetre>("set_metre", "Beats a bar.", kValueFields),
    words<SetSwing>("set_swing", "Swing of patterns that have none of their own.", kValueFields),
    words<SetScale>("set_scale", "The scale that tracks with scale lock keep to.", kValueFields),
    words<SetSeed>("set_seed", "Another seed, other chances.", kValueFields),
    words<SetChanceAmount>("set_chance_amount", "How far chances count; 0 plays every step.",
        [](auto& v, auto& c) { v.whole("value", c.value, range::kPercent); }),
    words<SetMetronome>("set_metronome", "The click.", kValueFields),
    words<SetPorts>("set_ports", "The ports that tracks are sent to.", kValueFields),
    words<SetGrooves>("set_grooves", "The grooves of the song.", kValueFields),
    words<SetScripts>("set_scripts", "The scripts of the song and their knobs.", kValueFields),
    words<ReplaceSong>("replace_song", "Another song altogether.",
        [](auto& v, auto& c) {
            v.value("value", c.value);
            v.mayValue("document", c.document);
        }),
};

// Entering steps one by one, as in the window's Step in; undo takes what was entered back.
inline constexpr std::tuple kEntryCommands {
    words<EnterKeyDown>("enter_key_down", "A key goes down: a note more in the chord at the cursor.",
        [](auto& v, auto& c) {
            kKeyFields(v, c);
            v.mayWhole("velocity", c.velocity, {1, 127});
        }),
    words<EnterKeyUp>("enter_key_up", "A key goes up; with the last one the chord is written.", kKeyFields),
    words<EnterChord>(
        "enter_chord", "A whole chord at once.", [](auto& v, auto& c) { v.value("notes", c.notes); }),
    words<EnterRest>("enter_rest", "Clears the step at the cursor and goes on.", kNoFields),
    words<EnterTie>("enter_tie", "Lengthens what was entered last and goes on.", kNoFields),
    words<EnterSkip>("enter_skip", "Goes on without changing anything.", kNoFields),
    words<EnterBack>("enter_back", "Takes the last entry back.", kNoFields),
};

// Changes of what is playing now; undo leaves them alone.
inline constexpr std::tuple kPerformanceCommands {
    words<Play>("play", "Plays from a place, in quarter notes from the beginning.",
        [](auto& v, auto& c) { v.mayBeats("from", c.from); }),
    words<Continue>("continue", "Plays from where it stopped.", kNoFields),
    words<Stop>("stop", "Stops and ends every note.", kNoFields),
    words<Seek>("seek", "Goes to a place without stopping or starting.",
        [](auto& v, auto& c) { v.beats("to", c.to); }),
    words<LaunchScene>("launch_scene", "Launches a scene, without `at` when the scene says.",
        [](auto& v, auto& c) {
            kSceneFields(v, c);
            v.mayValue("at", c.at);
            v.mayFlag("keep_place", c.keepPlace);
        }),
    words<LaunchPattern>("launch_pattern", "Launches one track's pattern; an empty slot stops the track.",
        [](auto& v, auto& c) {
            v.place(c.pattern);
            v.mayValue("at", c.at);
            v.mayFlag("keep_place", c.keepPlace);
        }),
    words<CancelLaunches>("cancel_launches", "Forgets what is queued.", kNoFields),
    words<SetLiveMute>("set_live_mute", "Mutes a track for now, over what the song says.",
        [](auto& v, auto& c) {
            v.track("track", c.track);
            v.value("value", c.value);
        }),
    words<ToggleMute>("toggle_mute", "Mutes what sounds, and the other way round.", kTrackFields),
    words<SetFill>("set_fill", "Fill mode.", kSwitchFields),
    words<ArmFill>("arm_fill", "Fill for each pattern's next pass.", kNoFields),
    words<SetSongMode>("set_song_mode", "Follows the arrangement.", kSwitchFields),
    words<SetLoop>("set_loop", "The arrangement begins anew at its end.", kSwitchFields),
    words<SetStopAfterBars>("set_stop_after_bars", "Playing ends after so many bars; 0: never.",
        [](auto& v, auto& c) { v.whole("bars", c.bars, {0, UINT32_MAX}); }),
    words<ArmTrack>("arm_track", "The track is played and recorded into by hand.",
        [](auto& v, auto& c) {
            v.track("track", c.track);
            v.flag("on", c.on);
        }),
    words<SetRecording>("set_recording", "How what is played by hand is recorded.", kValueFields),
    words<SetHooks>("set_hooks", "Which tracks scripts are asked about.",
        [](auto& v, auto& c) { v.value("hooks", c.hooks); }),
    words<Panic>("panic", "Ends every note on every output.", kNoFields),
    words<SetCursor>("set_cursor", "Moves the cursor that window, keys and pads share.",
        [](auto& v, auto& c) { kStepFields(v, c.value); }),
    words<SetStepIn>("set_step_in", "Step-by-step entry.", kSwitchFields),
    words<SetEntryOptions>("set_entry_options", "How step-by-step entry goes on.", kValueFields),
    words<Undo>("undo", "Takes the newest change back.",
        [](auto& v, auto& c) { v.mayWhole("gesture", c.gesture, {0, INT64_MAX}); }),
    words<Redo>("redo", "Makes the change again that was taken back.", kNoFields),
};

/// Calls `each` with the words of every command, in the order of the guide.
template <typename Each>
constexpr void forEachCommand(Each&& each)
{
    const auto all = [&](const auto& commands) {
        std::apply([&](const auto&... one) { (each(one), ...); }, commands);
    };
    all(kSongCommands);
    all(kEntryCommands);
    all(kPerformanceCommands);
}

}  // namespace clave
