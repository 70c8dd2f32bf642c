#include "app/window/ui/ghosts.hpp"

#include "app/window/ui/titles.hpp"
#include "app/window/ui/view.hpp"
#include "core/engine/command.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {
namespace {
const Step& emptyStep()
{
    static const Step kEmpty;
    return kEmpty;
}

/// Both look and sound the same; formulas are no sound.
bool isSame(const Step& a, const Step& b)
{
    if (!a.on || !b.on)
        return a.on == b.on;
    return a.slide == b.slide && a.probability == b.probability && a.nudge == b.nudge
        && a.condition == b.condition && a.retrig == b.retrig && a.notes == b.notes && a.locks == b.locks;
}

/// Those of the pattern that is shown, seen or not.
const GhostSteps* ghostsAt(const Context& ui, std::size_t track)
{
    if (ui.frame.ghosts == nullptr || ui.frame.ghosts->empty())
        return nullptr;
    const auto found = ui.frame.ghosts->find({ui.song().tracks[track]->id, shownSlot(ui, track)});
    return found != ui.frame.ghosts->end() ? found->second.get() : nullptr;
}

std::string soundInWords(const Step& step)
{
    if (!step.on)
        return "rest";
    std::string words;
    for (const Note& note : step.notes)
        words += (words.empty() ? "" : " ") + noteName(note.pitch);
    if (step.notes.empty())
        return step.locks.empty() ? "nothing" : "controllers";
    words += fmt::format(", velocity {}", step.notes[0].velocity);
    if (step.probability < 100)
        words += fmt::format(", chance {} %", step.probability);
    if (!step.retrig.isPlain())
        words += step.retrig.rate != 0 ? fmt::format(", every 1/{}", step.retrig.rate)
                                       : fmt::format(", {} hits", step.retrig.count);
    if (step.nudge != 0)
        words += fmt::format(", {:+.1f} %", step.nudge * 100.0 / Step::kNudgeStep);
    return words;
}
}  // namespace

const GhostSteps* shownGhosts(const Context& ui, std::size_t track)
{
    return ui.state.showsGhosts ? ghostsAt(ui, track) : nullptr;
}

const GhostStep* ghostOf(const GhostSteps* ghosts, std::size_t index, const Step* written) noexcept
{
    if (ghosts == nullptr || index >= ghosts->size() || !(*ghosts)[index].isThere())
        return nullptr;
    const GhostStep& ghost = (*ghosts)[index];
    const Step& plain = written != nullptr ? *written : emptyStep();
    return isSame(printed(ghost, plain), plain) ? nullptr : &ghost;
}

Step printed(const GhostStep& ghost, const Step& written)
{
    Step step = written;
    if (ghost.isChanged) {
        const PlayedStep& played = ghost.step;
        step.on = played.on;
        step.expressions.clear();
        if (played.on) {
            step.slide = played.slide;
            step.probability = played.probability;
            step.nudge = played.nudge;
            step.condition = played.condition;
            step.retrig = played.retrig;
            step.notes = played.notes;
            step.locks.assign(played.locks.begin(), played.locks.end());
        }
    }
    if (ghost.beside.empty())
        return step;
    if (!step.on) {
        step = {};
        step.on = true;
        step.nudge = ghost.besideNudge;
    }
    for (const Note& note : ghost.beside) {
        if (std::ranges::find(step.notes, note.pitch, &Note::pitch) == step.notes.end())
            (void)step.notes.tryPush(note);
    }
    return step;
}

std::string ghostInWords(const Context& ui, std::size_t track, std::size_t step)
{
    if (track >= ui.song().tracks.size())
        return {};
    const Step* const written = stepAt(ui, track, step);
    const GhostStep* const ghost = ghostOf(shownGhosts(ui, track), step, written);
    if (ghost == nullptr)
        return {};
    const Step& plain = written != nullptr ? *written : emptyStep();
    const auto played = soundInWords(printed(*ghost, plain));
    const auto own = soundInWords(plain);
    return played == own ? "script: other lengths, conditions or controllers; written: " + own
                         : fmt::format("script: {}; written: {}", played, own);
}

void printGhosts(Context& ui)
{
    if (ui.song().tracks.empty())
        return;
    const PatternPlace place = cursor(ui).pattern;
    const Pattern* const shown = shownPattern(ui, place.track);
    Pattern pattern = shown != nullptr ? *shown : Pattern {};
    const GhostSteps* const ghosts = ghostsAt(ui, place.track);
    std::size_t count = 0;
    for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
        if (const GhostStep* const ghost = ghostOf(ghosts, i, &pattern.steps[i])) {
            pattern.steps[i] = printed(*ghost, pattern.steps[i]);
            ++count;
        }
    }
    const auto name = trackTitle(ui.song(), place.track);
    if (count == 0) {
        say(ui,
            fmt::format(
                "There are no ghosts to print on {}: no script has played anything else there.", name));
        return;
    }
    ui.asks.command(SetPattern {place, std::make_shared<const Pattern>(std::move(pattern)), "print ghosts"});
    const bool loops =
        shown != nullptr && std::ranges::any_of(shown->lanes, [](LaneLoop loop) { return loop.length > 0; });
    say(ui,
        fmt::format("{} of {} {} as the script played {} now{}.",
            count == 1 ? "1 step" : fmt::format("{} steps", count), name, count == 1 ? "is" : "are",
            count == 1 ? "it" : "them",
            loops ? "; lanes with loops of their own still read their values elsewhere" : ""));
}

}  // namespace clave
