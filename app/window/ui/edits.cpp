#include "app/window/ui/edits.hpp"

#include "app/window/ui/view.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kFew = 32;

void changeNotes(Context& ui, std::string_view label, const std::function<void(Note&)>& change)
{
    editSteps(ui, label, [&](Step& step) {
        for (Note& note : step.notes)
            change(note);
    });
}

/// Some steps of a track as they shall be. A few are asked for one by one, so that what others change beside
/// them stays; many as a whole pattern, so that all of them find room on the way to the song.
class Rewriting {
public:
    Rewriting(Context& ui, std::size_t track) : ui_(ui), track_(track), pattern_(shownOrNew(ui, track)) {}

    [[nodiscard]] std::size_t length() const { return pattern_.steps.size(); }
    void write(std::size_t step, Step value)
    {
        if (pattern_.steps[step] == value)
            return;
        pattern_.steps[step] = std::move(value);
        written_.push_back(step);
    }
    void ask(std::string_view label, std::uint64_t gesture)
    {
        const PatternPlace place = shownPlace(ui_, track_);
        if (written_.size() > kFew) {
            ui_.asks.command(
                SetPattern {place, std::make_shared<const Pattern>(std::move(pattern_)), label}, gesture);
            return;
        }
        for (const std::size_t step : written_)
            ui_.asks.command(SetStep {place, step, std::move(pattern_.steps[step]), label}, gesture);
    }

private:
    Context& ui_;
    std::size_t track_;
    Pattern pattern_;
    std::vector<std::size_t> written_;
};

/// Writes one row of steps from `first` on, as far as the pattern reaches.
void writeRow(Context& ui, std::string_view label, std::size_t track, std::size_t first,
    const std::vector<Step>& row, std::uint64_t gesture)
{
    if (track >= ui.song().tracks.size())
        return;
    Rewriting rewriting {ui, track};
    for (std::size_t i = 0; i < row.size() && first + i < rewriting.length(); ++i)
        rewriting.write(first + i, row[i]);
    rewriting.ask(label, gesture);
}

std::vector<Step> rowOf(const Context& ui, std::size_t track, const Selection& selection)
{
    std::vector<Step> row;
    for (std::size_t i = selection.first; i <= selection.last; ++i) {
        const Step* const step = stepAt(ui, track, i);
        row.push_back(step != nullptr ? *step : Step {});
    }
    return row;
}
}  // namespace

void editSteps(Context& ui, std::string_view label, const Selection& selection,
    const std::function<void(Step&)>& change, std::uint64_t gesture)
{
    if (gesture == 0)
        gesture = ui.asks.newGesture();
    for (std::size_t track = selection.firstTrack; track <= selection.lastTrack; ++track) {
        if (track >= ui.song().tracks.size() || shownPattern(ui, track) == nullptr)
            continue;
        Rewriting rewriting {ui, track};
        for (std::size_t i = selection.first; i <= selection.last && i < rewriting.length(); ++i) {
            Step changed = *stepAt(ui, track, i);
            change(changed);
            rewriting.write(i, std::move(changed));
        }
        rewriting.ask(label, gesture);
    }
}

void editSteps(
    Context& ui, std::string_view label, const std::function<void(Step&)>& change, std::uint64_t gesture)
{
    editSteps(ui, label, selectionOrCursor(ui), change, gesture);
}

void editPatterns(Context& ui, std::string_view label,
    const std::function<Pattern(const Pattern& pattern, std::size_t first, std::size_t last)>& change)
{
    const std::uint64_t gesture = ui.asks.newGesture();
    const Selection chosen = selectionOrCursor(ui);
    for (std::size_t track = chosen.firstTrack; track <= chosen.lastTrack; ++track) {
        const Pattern* const pattern = track < ui.song().tracks.size() ? shownPattern(ui, track) : nullptr;
        if (pattern == nullptr)
            continue;
        const std::size_t length = pattern->steps.size();
        const std::size_t first = ui.state.selection ? std::min(chosen.first, length) : 0;
        const std::size_t last = ui.state.selection ? std::min(chosen.last + 1, length) : length;
        Pattern changed = change(*pattern, first, last);
        if (changed != *pattern) {
            ui.asks.command(SetPattern {shownPlace(ui, track),
                                std::make_shared<const Pattern>(std::move(changed)), label},
                gesture);
        }
    }
}

void editTrack(
    Context& ui, std::string_view label, std::size_t track, const std::function<void(Track&)>& change)
{
    Track changed = *ui.song().tracks[track];
    changed.slots.clear();
    change(changed);
    ui.asks.command(SetTrack {track, std::move(changed), label});
}

void copySteps(Context& ui)
{
    if (ui.song().tracks.empty())
        return;
    const Selection chosen = selectionOrCursor(ui);
    ui.state.clipboard.rows.clear();
    for (std::size_t track = chosen.firstTrack; track <= chosen.lastTrack; ++track)
        ui.state.clipboard.rows.push_back(rowOf(ui, track, chosen));
}

void pasteSteps(Context& ui)
{
    const Cursor at = cursor(ui);
    const std::uint64_t gesture = ui.asks.newGesture();
    for (std::size_t row = 0; row < ui.state.clipboard.rows.size(); ++row)
        writeRow(ui, "paste", at.pattern.track + row, at.step, ui.state.clipboard.rows[row], gesture);
}

void clearSteps(Context& ui, std::string_view label)
{
    editSteps(ui, label, [](Step& step) { step = Step {}; });
}

void duplicateSteps(Context& ui)
{
    if (ui.song().tracks.empty())
        return;
    const Selection chosen = selectionOrCursor(ui);
    const std::size_t width = chosen.last - chosen.first + 1;
    const std::uint64_t gesture = ui.asks.newGesture();
    for (std::size_t track = chosen.firstTrack; track <= chosen.lastTrack; ++track)
        writeRow(ui, "duplicate", track, chosen.last + 1, rowOf(ui, track, chosen), gesture);
    const Cursor at = cursor(ui);
    const Pattern* const pattern = shownPattern(ui, at.pattern.track);
    if (pattern == nullptr || chosen.last + width >= pattern->steps.size())
        return;
    if (ui.state.selection)
        ui.state.selection =
            Selection {chosen.firstTrack, chosen.lastTrack, chosen.first + width, chosen.last + width};
    moveCursor(ui, at.pattern.track, at.step + width);
}

void shiftPitch(Context& ui, int semitones)
{
    const Song& song = ui.song();
    const auto moved = [&](int pitch) {
        // By one: to the next note of the scale, if there is one.
        int to = pitch + semitones;
        if (semitones == 1 || semitones == -1) {
            while (to > 0 && to < 127 && !song.scale.has(to))
                to += semitones;
        }
        return static_cast<std::uint8_t>(std::clamp(to, 0, 127));
    };
    changeNotes(ui, "pitch", [&](Note& note) { note.pitch = moved(note.pitch); });
}

void shiftVelocity(Context& ui, int amount)
{
    changeNotes(ui, "velocity", [&](Note& note) {
        note.velocity = static_cast<std::uint8_t>(std::clamp(note.velocity + amount, 1, 127));
    });
}

void shiftGate(Context& ui, int eighths)
{
    changeNotes(ui, "length", [&](Note& note) {
        if (!note.gate.isTied() && !note.gate.isInfinite())
            note.gate = Gate::of(note.gate.length() + eighths * Gate::kShortest);
    });
}

void shiftNudge(Context& ui, int percent)
{
    editSteps(ui, "nudge", [&](Step& step) {
        const int most = Step::kNudgeStep - 1;
        step.nudge =
            static_cast<std::int16_t>(std::clamp(step.nudge + percent * Step::kNudgeStep / 100, -most, most));
    });
}

}  // namespace clave
