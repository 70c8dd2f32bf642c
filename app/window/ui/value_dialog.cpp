#include "app/window/ui/dialogs.hpp"
#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/model/step_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace clave {
namespace {
using What = StepTarget::What;

struct Target {
    What what;
    const char* words;
    const char* hint;  ///< what can be typed
};
constexpr std::array kTargets {
    Target {What::Notes, "Notes", "C3   C4 E4 G4   C2..C4   +=12   -=1   rand(C3,C4)   =60 + 12*(cycle % 2)"},
    Target {What::Velocity, "Velocity",
        "100   60..120   +=10   *=0.8   rand(90,110)   50%   =90 + 30*(beat % 1)"},
    Target {What::Gate, "Gate", "0.5   2   tie   hold   0.25..1   *=2   50%"},
    Target {What::Probability, "Chance", "75   100..25   rand(40,80)"},
    Target {What::NoteChance, "Note chance", "75   100..25   of each note of a chord by itself"},
    Target {What::Nudge, "Nudge", "10   -5   rand(-8,8)   per cent of a step, later or earlier"},
    Target {What::Condition, "Condition", "1:4   !1:4   fill   !first   pre   !nei   fill 1:2   always"},
    Target {What::Retrig, "Retrig", "x3   1/16   off"},
    Target {What::Lock, "Controller", "64   0..127   +=10   rand(0,127)   off"},
    Target {What::On, "On", "on   off"},
};

std::size_t targetOf(LaneKind lane)
{
    constexpr std::array kOfLane {What::Velocity, What::Gate, What::Probability, What::Retrig, What::Nudge,
        What::Condition, What::Lock};
    const What what = kOfLane[static_cast<std::size_t>(lane)];
    return static_cast<std::size_t>(std::ranges::find(kTargets, what, &Target::what) - kTargets.begin());
}

/// What typing would make of each track's pattern.
Result<std::vector<std::pair<PatternPlace, Pattern>>> typedPatterns(const Context& ui)
{
    const Selection chosen = selectionOrCursor(ui);
    std::vector<std::pair<PatternPlace, Pattern>> results;
    for (std::size_t track = chosen.firstTrack; track <= chosen.lastTrack && track < ui.song().tracks.size();
        ++track) {
        const Pattern* const shown = shownPattern(ui, track);
        const Pattern pattern = shown != nullptr ? *shown : Pattern {};
        std::vector<std::size_t> steps;
        for (std::size_t i = chosen.first; i <= chosen.last && i < pattern.steps.size(); ++i)
            steps.push_back(i);
        auto typed = typedOver(
            pattern, steps, ui.state.screens.dialog.target, ui.state.typed, ui.frame.snapshot.serial);
        if (!typed)
            return tl::unexpected(typed.error());
        if (*typed != pattern)
            results.emplace_back(shownPlace(ui, track), std::move(*typed));
    }
    return results;
}

std::string shownOf(const Context& ui, const Step& step)
{
    const StepTarget& target = ui.state.screens.dialog.target;
    auto formula = formulaOf(step, target);
    return formula.empty() ? textOf(step, target) : formula;
}

std::string overWhat(const Context& ui)
{
    const Selection chosen = selectionOrCursor(ui);
    const std::string steps = chosen.first == chosen.last
        ? fmt::format("step {}", chosen.first + 1)
        : fmt::format("steps {} to {}", chosen.first + 1, chosen.last + 1);
    const std::string tracks = chosen.firstTrack == chosen.lastTrack
        ? trackTitle(ui.song(), chosen.firstTrack)
        : fmt::format(
              "{} to {}", trackTitle(ui.song(), chosen.firstTrack), trackTitle(ui.song(), chosen.lastTrack));
    const Step* const step = stepAt(ui, chosen.firstTrack, chosen.first);
    const auto now = step != nullptr ? shownOf(ui, *step) : std::string {};
    return fmt::format("{}, {}{}", tracks, steps, now.empty() ? "" : ": now " + now);
}

/// "makes it 60", "makes them 60, 64, 69, …": of the first track that changes, as far as a line reaches.
std::string outcome(const Context& ui, const std::pair<PatternPlace, Pattern>& typed)
{
    constexpr std::size_t kShown = 8;
    const Selection chosen = selectionOrCursor(ui);
    const std::size_t end = std::min(chosen.last + 1, typed.second.steps.size());
    std::string values;
    for (std::size_t i = chosen.first; i < std::min(end, chosen.first + kShown); ++i) {
        const auto value = shownOf(ui, typed.second.steps[i]);
        values += (i == chosen.first ? "" : ", ") + (value.empty() ? std::string("nothing") : value);
    }
    return fmt::format("Enter makes {} {}{}.", end - chosen.first == 1 ? "it" : "them", values,
        end - chosen.first > kShown ? ", \xE2\x80\xA6" : "");
}

void sayWhatItMeans(Context& ui, const Result<std::vector<std::pair<PatternPlace, Pattern>>>& typed)
{
    ui.state.trouble.clear();
    auto& note = ui.state.screens.dialog.note;
    if (ui.state.typed.empty())
        note = "Enter takes what is typed; undo takes it back.";
    else if (!typed)
        ui.state.trouble = typed.error().message;
    else if (typed->empty())
        note = "That is what is there already.";
    else
        note = outcome(ui, typed->front());
}

void drawTargets(Context& ui, Rect& area)
{
    constexpr std::size_t kColumns = 5;
    for (std::size_t row = 0; row * kColumns < kTargets.size(); ++row) {
        const Rect line = nextRow(ui, area, 28.0F);
        for (std::size_t i = row * kColumns; i < std::min((row + 1) * kColumns, kTargets.size()); ++i) {
            const bool isOn = static_cast<std::size_t>(ui.state.chosen) == i;
            const std::string words = kTargets[i].what == What::Lock ? fmt::format("CC {}", ui.state.laneCc)
                                                                     : std::string(kTargets[i].words);
            if (button(ui, fmt::format("value.{}", i), column(ui, line, i % kColumns, kColumns), words,
                    isOn ? Face::On : Face::Plain)) {
                ui.state.chosen = static_cast<int>(i);
                ui.state.dialogIsNew = true;
            }
        }
    }
}
}  // namespace

void beginValues(Context& ui)
{
    ui.state.chosen = static_cast<int>(ui.state.region == Region::Lane ? targetOf(ui.state.lane) : 0);
    ui.state.screens.dialog.lines = static_cast<int>(kTargets.size());
}

void drawValueDialog(Context& ui, Rect area)
{
    DialogState& dialog = ui.state.screens.dialog;
    if (ui.song().tracks.empty()) {
        label(
            ui, cutTop(area, ui.px(30)), "The song has no track yet: Ctrl+T makes one.", ui.theme.textQuiet);
        return;
    }
    dialog.lines = static_cast<int>(kTargets.size());
    const auto chosen = std::min(static_cast<std::size_t>(ui.state.chosen), kTargets.size() - 1);
    const Target& target = kTargets[chosen];
    dialog.target.what = target.what;
    dialog.target.lock = {Lock::Kind::Cc, ui.state.laneCc, 0};
    label(ui, cutTop(area, ui.px(24)), overWhat(ui), ui.theme.text);
    const int chosenBefore = ui.state.chosen;
    const bool entered = dialogField(ui, nextRow(ui, area, 34.0F), target.hint);
    ui.state.chosen = chosenBefore;  // typing does not change what is typed over
    if (!ui.state.typed.empty() && area.size().y >= ui.px(140))  // else the field itself shows it
        label(ui, cutTop(area, ui.px(26)), target.hint, ui.theme.textQuiet, ui.fonts.small);
    drawTargets(ui, area);
    const auto typed = ui.state.typed.empty() ? decltype(typedPatterns(ui)) {} : typedPatterns(ui);
    sayWhatItMeans(ui, typed);
    drawDialogNote(ui, area);
    if (!entered || !typed)
        return;
    const auto gesture = ui.asks.newGesture();
    for (const auto& [place, pattern] : *typed)
        ui.asks.command(
            SetPattern {place, std::make_shared<const Pattern>(pattern), "typed values"}, gesture);
    closeDialog(ui);
}

}  // namespace clave
