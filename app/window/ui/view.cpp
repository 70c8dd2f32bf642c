#include "app/window/ui/view.hpp"

#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr Nanoseconds kPatience = 300ms;  // for the session to answer
constexpr std::size_t kColumns = 16;
constexpr int kDrumChannel = 10;  // General MIDI
}  // namespace

std::size_t shownSlot(const Context& ui, std::size_t track)
{
    const Song& song = ui.song();
    const auto pinned = ui.state.pinned.find(song.tracks[track]->id);
    if (pinned != ui.state.pinned.end())
        return pinned->second;
    const ClockStatus& status = ui.frame.status;
    if (status.playing && track < status.trackCount && status.tracks[track].slot >= 0)
        return static_cast<std::size_t>(status.tracks[track].slot);
    const int scene = std::max<int>(status.queuedScene >= 0 ? status.queuedScene : status.scene, 0);
    if (static_cast<std::size_t>(scene) < song.scenes.size()) {
        const auto slot = song.scenes[static_cast<std::size_t>(scene)].slot(track);
        if (slot >= 0)
            return static_cast<std::size_t>(slot);
    }
    return 0;
}

const Pattern* shownPattern(const Context& ui, std::size_t track)
{
    return ui.song().tracks[track]->pattern(static_cast<std::int32_t>(shownSlot(ui, track)));
}

Pattern shownOrNew(const Context& ui, std::size_t track)
{
    const Pattern* const shown = shownPattern(ui, track);
    return shown != nullptr ? *shown : Pattern {};
}

PatternPlace shownPlace(const Context& ui, std::size_t track)
{
    return {track, shownSlot(ui, track)};
}

std::optional<std::size_t> playingStep(const Context& ui, std::size_t track)
{
    const ClockStatus& status = ui.frame.status;
    if (!status.playing || track >= status.trackCount)
        return std::nullopt;
    const TrackStatus& shown = status.tracks[track];
    if (shown.step < 0 || static_cast<std::size_t>(std::max<int>(shown.slot, 0)) != shownSlot(ui, track)
        || shown.slot < 0)
        return std::nullopt;
    return static_cast<std::size_t>(shown.step);
}

Cursor cursor(const Context& ui)
{
    const bool waits = ui.state.wanted && ui.frame.now - ui.state.wantedSince < kPatience;
    Cursor at = waits ? *ui.state.wanted : ui.performance().entry.cursor;
    const Song& song = ui.song();
    if (song.tracks.empty())
        return {};
    at.pattern.track = std::min(at.pattern.track, song.tracks.size() - 1);
    at.pattern.slot = shownSlot(ui, at.pattern.track);
    const Pattern* const pattern = shownPattern(ui, at.pattern.track);
    at.step = std::min(at.step, (pattern != nullptr ? pattern->steps.size() : kColumns) - 1);
    return at;
}

void moveCursor(Context& ui, std::size_t track, std::size_t step)
{
    if (track >= ui.song().tracks.size())
        return;
    const Cursor to {shownPlace(ui, track), step};
    ui.state.wanted = to;
    ui.state.wantedSince = ui.frame.now;
    ui.state.page = step / stepsPerPage(ui);
    ui.state.follow = ui.state.follow && !ui.frame.status.playing;
    ui.asks.command(SetCursor {to});
}

const Step* stepAt(const Context& ui, std::size_t track, std::size_t step)
{
    if (track >= ui.song().tracks.size())
        return nullptr;
    const Pattern* const pattern = shownPattern(ui, track);
    return pattern != nullptr && step < pattern->steps.size() ? &pattern->steps[step] : nullptr;
}

Selection selectionOrCursor(const Context& ui)
{
    if (ui.state.selection)
        return *ui.state.selection;
    const Cursor at = cursor(ui);
    return {at.pattern.track, at.pattern.track, at.step, at.step};
}

bool isShort(const Context& ui)
{
    constexpr float kHeight = 480.0F;
    return ImGui::GetIO().DisplaySize.y < ui.px(kHeight);
}

std::size_t stepsPerPage(const Context& ui)
{
    constexpr std::size_t kFewTracks = 4;
    const std::size_t tracks = ui.song().tracks.size();
    bool isLong = false;
    for (std::size_t i = 0; i < tracks && tracks <= kFewTracks; ++i) {
        const Pattern* const pattern = shownPattern(ui, i);
        isLong = isLong || (pattern != nullptr && pattern->steps.size() > kColumns);
    }
    return isLong && !isShort(ui) ? 2 * kColumns : kColumns;
}

std::size_t pageCount(const Context& ui)
{
    std::size_t longest = kColumns;
    for (std::size_t i = 0; i < ui.song().tracks.size(); ++i) {
        const Pattern* const pattern = shownPattern(ui, i);
        longest = std::max(longest, pattern != nullptr ? pattern->steps.size() : 0);
    }
    return (longest + stepsPerPage(ui) - 1) / stepsPerPage(ui);
}

Color trackColor(const Context& ui, std::size_t track)
{
    const Track& of = *ui.song().tracks[track];
    if (of.color != 0)
        return ui.theme.track(of.color - std::size_t {1});
    return ui.theme.track(of.id == 0 ? 0 : of.id - 1);
}

bool isMelodic(const Track& track) noexcept
{
    return track.destination.channel.as1to16() != kDrumChannel;
}

std::string gateInWords(Gate gate)
{
    if (gate.isTied())
        return "tied";
    if (gate.isInfinite())
        return "until the next note";
    const double steps = static_cast<double>(gate.length()) / Gate::kStep;
    return steps == 1.0 ? "1 step" : fmt::format("{:.4g} steps", steps);
}

std::string conditionInWords(const Condition& condition)
{
    std::string words;
    const auto add = [&words](const std::string& word) { words += (words.empty() ? "" : ", ") + word; };
    const auto ask = [&add](Ask asked, const char* word) {
        if (asked != Ask::Any)
            add((asked == Ask::No ? "not " : "") + std::string(word));
    };
    ask(condition.fill, "fill");
    ask(condition.first, "first");
    ask(condition.pre, "pre");
    ask(condition.neighbour, "nei");
    if (!condition.cycle.isAlways()) {
        std::string passes;
        for (int pass = 0; pass < condition.cycle.length; ++pass) {
            if (condition.cycle.playsIn(static_cast<std::uint32_t>(pass)))
                passes += (passes.empty() ? "" : "+") + std::to_string(pass + 1);
        }
        add(fmt::format("{}:{}", passes.empty() ? "never" : passes, condition.cycle.length));
    }
    return words.empty() ? "always" : words;
}

std::string stepInWords(const Context& ui, const Cursor& at)
{
    if (at.pattern.track >= ui.song().tracks.size())
        return "No track";
    const Track& track = *ui.song().tracks[at.pattern.track];
    std::string words = fmt::format("{} {}: ",
        track.name.empty() ? fmt::format("Track {}", at.pattern.track + 1) : track.name, at.step + 1);
    const Step* const step = stepAt(ui, at.pattern.track, at.step);
    if (step == nullptr || (!step->on && step->notes.empty()))
        return words + "empty";
    if (!step->on)
        words += "off, ";
    for (std::size_t i = 0; i < step->notes.size(); ++i)
        words += (i == 0 ? "" : " ") + noteName(step->notes[i].pitch);
    if (!step->notes.empty()) {
        words += fmt::format(", velocity {}, {}", step->notes[0].velocity, gateInWords(step->notes[0].gate));
    }
    if (step->probability < 100)
        words += fmt::format(", chance {} %", step->probability);
    if (!step->condition.asksNothing())
        words += ", " + conditionInWords(step->condition);
    if (!step->retrig.isPlain())
        words += step->retrig.rate != 0 ? fmt::format(", every 1/{}", step->retrig.rate)
                                        : fmt::format(", {} hits", step->retrig.count);
    if (step->nudge != 0)
        words += fmt::format(", {:+.0f} %", step->nudge * 100.0 / Step::kNudgeStep);
    if (!step->locks.empty())
        words += fmt::format(", {} locked", step->locks.size());
    return words;
}

void say(Context& ui, std::string sentence)
{
    ui.state.said = std::move(sentence);
    ui.state.saidAt = ui.frame.now;
}

Tempo tempoNow(const Context& ui)
{
    const ClockStatus& status = ui.frame.status;
    const bool isFollowing =
        status.sync.kind != SyncKind::Internal && status.sync.state != SyncReading::State::Waiting;
    return status.playing || isFollowing ? status.tempo : ui.song().tempo;
}

bool isTempoOurs(const Context& ui)
{
    const SyncKind kind = ui.frame.status.sync.kind;
    return kind == SyncKind::Internal || kind == SyncKind::Link;
}

std::string positionInWords(const ClockStatus& status)
{
    if (status.countingIn)
        return fmt::format("-{}", status.beat + 1);
    const auto inBeat = floorMod(status.position.floorTick(), status.metre.beat());
    return fmt::format("{}.{}.{}", status.bar + 1, status.beat + 1, floorDiv(inBeat, kSixteenth) + 1);
}

}  // namespace clave
