#include "controllers/map/action_table.hpp"

#include <algorithm>

namespace clave {
namespace {
using Kind = ArgumentInfo::Kind;
using Manner = ActionInfo::Manner;
using Id = ActionId;

constexpr bool kNeeded = true;
constexpr ArgumentInfo kStep {"step", Kind::Place, kNeeded, 0, 127};
constexpr ArgumentInfo kSomeStep {"step", Kind::Place, false, 0, 127};
constexpr ArgumentInfo kTrack {"track", Kind::Place, kNeeded, 0, 127};
constexpr ArgumentInfo kSomeTrack {"track", Kind::Place, false, 0, 127};
constexpr ArgumentInfo kSlot {"slot", Kind::Place, kNeeded, 0, 127};
constexpr ArgumentInfo kSomeSlot {"slot", Kind::Place, false, 0, 127};
constexpr ArgumentInfo kScene {"scene", Kind::Place, kNeeded, 0, 127};
constexpr ArgumentInfo kPage {"page", Kind::Place, kNeeded, 0, 127};
constexpr ArgumentInfo kParam {"param", Kind::Word, kNeeded, 0, 0};
constexpr ArgumentInfo kBy {"by", Kind::Number, kNeeded, -16384, 16384};
constexpr ArgumentInfo kNow {"now", Kind::Number, false, 0, 1};

constexpr std::array kActions {
    ActionInfo {Id::StepToggle, "step.toggle", "switches step {step} on or off, and edits it while held",
        Manner::While, {kStep}},
    ActionInfo {
        Id::StepEdit, "step.edit", "chooses step {step}, and edits it while held", Manner::While, {kStep}},
    ActionInfo {Id::StepFlip, "step.flip", "switches step {step} over", Manner::Once, {kStep}},
    ActionInfo {Id::StepOn, "step.on", "switches step {step} on", Manner::Once, {kStep}},
    ActionInfo {Id::StepOff, "step.off", "switches step {step} off", Manner::Once, {kStep}},
    ActionInfo {Id::StepSelect, "step.select", "chooses step {step}", Manner::Once, {kStep}},
    ActionInfo {Id::StepClear, "step.clear", "clears the held steps", Manner::Once, {kSomeStep}},
    ActionInfo {Id::ParamSet, "param.set", "sets {param}", Manner::Value,
        {kParam, ArgumentInfo {"to", Kind::Number, false, -16384, 16384},
            ArgumentInfo {"index", Kind::Place, false, 0, 127},
            ArgumentInfo {"count", Kind::Number, false, 1, 128}, kSomeTrack}},
    ActionInfo {
        Id::ParamMove, "param.move", "moves {param} by {by}", Manner::Once, {kParam, kBy, kSomeTrack}},
    ActionInfo {Id::TrackSelect, "track.select", "chooses track {track}", Manner::Once, {kTrack}},
    ActionInfo {Id::TrackNext, "track.next", "chooses the next track", Manner::Once, {}},
    ActionInfo {Id::TrackPrevious, "track.previous", "chooses the track before", Manner::Once, {}},
    ActionInfo {
        Id::TrackMute, "track.mute", "mutes track {track}, or lets it sound", Manner::Once, {kSomeTrack}},
    ActionInfo {
        Id::TrackSolo, "track.solo", "switches the solo of track {track}", Manner::Once, {kSomeTrack}},
    ActionInfo {Id::TrackArm, "track.arm", "arms track {track}, or disarms it", Manner::Once, {kSomeTrack}},
    ActionInfo {Id::TrackLock, "track.lock", "locks track {track} against edits, or unlocks it", Manner::Once,
        {kSomeTrack}},
    ActionInfo {Id::TrackPort, "track.port", "sends the track to port {to}; 0 is the main output",
        Manner::Value, {ArgumentInfo {"to", Kind::Number, false, 0, 16}, kSomeTrack}},
    ActionInfo {Id::TrackNew, "track.new", "adds a track", Manner::Once, {}},
    ActionInfo {Id::TrackDelete, "track.delete", "deletes the track", Manner::Once, {kSomeTrack}},
    ActionInfo {Id::BankSelect, "bank.select", "shows bank {bank} of tracks and slots", Manner::Once,
        {ArgumentInfo {"bank", Kind::Place, kNeeded, 0, 15}}},
    ActionInfo {Id::BankMove, "bank.move", "goes on by {by} banks", Manner::Once, {kBy}},
    ActionInfo {Id::PageSelect, "page.select", "shows page {page} of the steps", Manner::Once, {kPage}},
    ActionInfo {Id::PageMove, "page.move", "goes on by {by} pages", Manner::Once, {kBy}},
    ActionInfo {Id::PageFollow, "page.follow", "lets the page go with the place that plays, or stay",
        Manner::Once, {}},
    ActionInfo {Id::PageLoop, "page.loop", "plays the pages up to page {page} only", Manner::Once, {kPage}},
    ActionInfo {Id::FocusLock, "focus.lock", "stays on this pattern, or goes along again", Manner::Once, {}},
    ActionInfo {Id::LayerSet, "layer.set", "goes to the layer {layer}", Manner::Once,
        {ArgumentInfo {"layer", Kind::Word, kNeeded, 0, 0}}},
    ActionInfo {Id::SceneLaunch, "scene.launch", "launches scene {scene}", Manner::Once, {kScene, kNow}},
    ActionInfo {Id::SceneMove, "scene.move", "launches the scene {by} further", Manner::Once, {kBy, kNow}},
    ActionInfo {Id::SceneNew, "scene.new", "keeps what plays as a new scene", Manner::Once, {}},
    ActionInfo {
        Id::SlotLaunch, "slot.launch", "launches slot {slot}", Manner::Once, {kSlot, kSomeTrack, kNow}},
    ActionInfo {Id::SlotSelect, "slot.select", "shows slot {slot}", Manner::Once, {kSlot, kSomeTrack}},
    ActionInfo {Id::SlotStop, "slot.stop", "stops the track", Manner::Once, {kSomeTrack, kNow}},
    ActionInfo {Id::PatternNew, "pattern.new",
        "makes a pattern in an empty slot; one that is there is launched at once", Manner::Once,
        {kSomeSlot, kSomeTrack}},
    ActionInfo {Id::PatternDuplicate, "pattern.duplicate", "copies the pattern to the next empty slot",
        Manner::Once, {}},
    ActionInfo {Id::PatternDouble, "pattern.double", "makes the pattern twice as long, its steps repeated",
        Manner::Once, {}},
    ActionInfo {Id::PatternHalve, "pattern.halve", "keeps the first half of the pattern", Manner::Once, {}},
    ActionInfo {Id::PatternClear, "pattern.clear", "takes all steps out of the pattern", Manner::Once, {}},
    ActionInfo {Id::FillHold, "fill.hold", "fills while held", Manner::While, {}},
    ActionInfo {Id::FillToggle, "fill.toggle", "switches fill on or off", Manner::Once, {}},
    ActionInfo {Id::FillArm, "fill.arm", "fills for one pass", Manner::Once, {}},
    ActionInfo {Id::TransportPlay, "transport.play", "plays, or stops", Manner::Once, {}},
    ActionInfo {Id::TransportStart, "transport.start", "plays from the beginning", Manner::Once, {}},
    ActionInfo {Id::TransportStop, "transport.stop", "stops", Manner::Once, {}},
    ActionInfo {
        Id::TransportContinue, "transport.continue", "plays on from where it stopped", Manner::Once, {}},
    ActionInfo {Id::TransportRecord, "transport.record", "switches recording on or off", Manner::Once, {}},
    ActionInfo {Id::TempoTap, "tempo.tap", "takes the tempo from your taps", Manner::Once, {}},
    ActionInfo {Id::MetronomeToggle, "metronome.toggle", "switches the metronome", Manner::Once, {}},
    ActionInfo {Id::SongModeToggle, "song_mode.toggle", "switches song mode", Manner::Once, {}},
    ActionInfo {
        Id::LoopToggle, "loop.toggle", "switches whether the song begins anew at its end", Manner::Once, {}},
    ActionInfo {Id::LaunchCancel, "launch.cancel", "forgets what is queued", Manner::Once, {}},
    ActionInfo {Id::Panic, "panic", "ends every note", Manner::Once, {}},
    ActionInfo {Id::Undo, "undo", "takes the last change back", Manner::Once, {}},
    ActionInfo {Id::Redo, "redo", "makes it again", Manner::Once, {}},
    ActionInfo {Id::EntryToggle, "entry.toggle", "switches Step in", Manner::Once, {}},
    ActionInfo {Id::EntryRest, "entry.rest", "enters a rest", Manner::Once, {}},
    ActionInfo {Id::EntryTie, "entry.tie", "ties the last note on", Manner::Once, {}},
    ActionInfo {Id::EntrySkip, "entry.skip", "goes on by a step", Manner::Once, {}},
    ActionInfo {Id::EntryBack, "entry.back", "takes the last entry back", Manner::Once, {}},
    ActionInfo {Id::KeyPlay, "key.play", "plays a note; while a step is held, it gets that note",
        Manner::While,
        {ArgumentInfo {"key", Kind::Number, false, -64, 127},
            ArgumentInfo {"pitch", Kind::Number, false, 0, 127}}},
    ActionInfo {Id::OctaveMove, "octave.move", "moves the keys by {by} octaves", Manner::Once, {kBy}},
    ActionInfo {Id::Hook, "hook.", "calls a script", Manner::Once,
        {ArgumentInfo {"a", Kind::Number, false, -16384, 16384},
            ArgumentInfo {"b", Kind::Number, false, -16384, 16384},
            ArgumentInfo {"c", Kind::Number, false, -16384, 16384},
            ArgumentInfo {"d", Kind::Number, false, -16384, 16384}}},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kActions.size(); ++i) {
        if (static_cast<std::size_t>(kActions[i].id) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder() && kActions.back().id == Id::Hook);

constexpr auto kNames = [] {
    std::array<std::string_view, kActions.size()> names {};
    for (std::size_t i = 0; i < kActions.size(); ++i)
        names[i] = kActions[i].name;
    return names;
}();
}  // namespace

std::size_t ActionInfo::indexOf(std::string_view argument) const noexcept
{
    const auto found = std::ranges::find(arguments, argument, &ArgumentInfo::name);
    return static_cast<std::size_t>(found - arguments.begin());
}

std::span<const ActionInfo> actionTable() noexcept
{
    return kActions;
}

std::span<const std::string_view> actionNames() noexcept
{
    return kNames;
}

const ActionInfo* findActionInfo(std::string_view name) noexcept
{
    if (name.starts_with(kHookPrefix) && name.size() > kHookPrefix.size())
        return &kActions.back();
    const auto* const found = std::ranges::find(kActions, name, &ActionInfo::name);
    return found != kActions.end() && found->id != Id::Hook ? found : nullptr;
}

}  // namespace clave
