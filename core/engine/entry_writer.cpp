#include "core/engine/entry_writer.hpp"

#include "core/engine/entry_cursor.hpp"
#include "core/engine/song_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {
namespace {
using Kind = EntryAct::Kind;

/// The step whose notes sound up to just before the cursor; none when there is no such step before it.
std::optional<std::size_t> soundingBefore(const Pattern& pattern, const Entry& entry)
{
    for (std::size_t step = entry.cursor.step; step-- > 0;) {
        const auto& notes = pattern.steps[step].notes;
        if (!pattern.steps[step].on || notes.empty())
            continue;
        const auto longest = std::ranges::max(notes, {}, [](const Note& n) { return n.gate.length(); });
        const auto distance = static_cast<std::int32_t>(entry.cursor.step - step);
        const bool reaches = longest.gate.length() > (distance - entry.options.advance) * Gate::kStep;
        return reaches ? std::optional {step} : std::nullopt;
    }
    return std::nullopt;
}

/// Takes back that a pattern grew, unless something else is in its new steps by now.
void shrinkBack(Pattern& pattern, const Pattern& before)
{
    if (before.steps.size() > pattern.steps.size() || before.last >= pattern.last)
        return;
    const auto added = pattern.steps.begin() + static_cast<std::ptrdiff_t>(before.steps.size());
    if (std::any_of(added, pattern.steps.end(), [](const Step& step) { return step != Step {}; }))
        return;
    Pattern shrunk = pattern;
    shrunk.steps.resize(before.steps.size());
    shrunk.last = before.last;
    if (faultsOf(shrunk).empty())  // its window and loops may have been moved meanwhile
        pattern = std::move(shrunk);
}
}  // namespace

EntryWriter::EntryWriter(const Entry& entry, PatternPtr pattern) : entry_(entry), pattern_(std::move(pattern))
{
    if (entry.acts)
        acts_ = *entry.acts;
}

Entry EntryWriter::finished() const
{
    Entry entry = entry_;
    const std::size_t tooMany = acts_.size() - std::min(acts_.size(), EntryAct::kMost);
    const auto first = acts_.begin() + static_cast<std::ptrdiff_t>(tooMany);
    entry.acts = acts_.empty() ? nullptr : std::make_shared<const std::vector<EntryAct>>(first, acts_.end());
    return entry;
}

Result<void> EntryWriter::back()
{
    if (acts_.empty())
        return clearBefore();
    takeBack();
    return {};
}

Result<void> EntryWriter::act(Kind kind, const Notes& notes)
{
    const Cursor from = entry_.cursor;
    const bool wasPastEnd = entry_.pastEnd;
    Pattern next = current();
    if (entry_.pastEnd) {
        const std::size_t step = entry_.cursor.step + entry_.options.advance;
        if (step >= kMaxSteps)
            return fail(fmt::format("A pattern has at most {} steps; this one can grow no more.", kMaxSteps));
        next.steps.resize(std::max(next.steps.size(), step + 1));
        next.last = std::max(next.last, static_cast<std::uint8_t>(step));
        entry_.cursor.step = step;
    }
    const std::size_t at = entry_.cursor.step;
    Step& step = next.steps[at];
    std::size_t chord = at;
    if (kind == Kind::Tie) {
        const auto tied = tiedStep(next);
        if (!tied) {
            entry_.cursor = from;
            return fail("A tie lengthens the note before it; enter one first.");
        }
        chord = *tied;
        lengthen(next.steps[chord]);
    }
    if (kind == Kind::Chord || kind == Kind::Rest || (kind == Kind::Tie && chord != at))
        clearNotes(step);
    if (kind == Kind::Chord) {
        step.on = true;
        step.notes = notes;
        step.nudge = 0;
        std::erase_if(step.expressions, [](const Expression& e) { return e.field == Field::On; });
    }
    acts_.push_back({kind, from, wasPastEnd, at, chord, pattern_});
    moveOn(entry_, next);
    take(std::move(next));
    return {};
}

std::optional<std::size_t> EntryWriter::tiedStep(const Pattern& pattern) const
{
    if (acts_.empty())
        return soundingBefore(pattern, entry_);
    const EntryAct& last = acts_.back();
    const bool isNote = last.kind == Kind::Chord || last.kind == Kind::Tie;
    const bool exists = last.chord < pattern.steps.size() && !pattern.steps[last.chord].notes.empty();
    return isNote && exists ? std::optional {last.chord} : std::nullopt;
}

void EntryWriter::lengthen(Step& step) const
{
    for (Note& note : step.notes) {
        if (!note.gate.isInfinite())
            note.gate = Gate::of(note.gate.length() + entry_.options.advance * Gate::kStep);
    }
}

void EntryWriter::takeBack()
{
    const EntryAct last = acts_.back();
    acts_.pop_back();
    Pattern next = current();
    const Pattern before = last.before ? *last.before : Pattern {};
    for (const std::size_t step : {last.step, last.chord}) {
        if (last.kind != Kind::Skip && step < next.steps.size())
            next.steps[step] = step < before.steps.size() ? before.steps[step] : Step {};
    }
    if (last.wasPastEnd)
        shrinkBack(next, before);
    entry_.cursor = last.from;
    entry_.cursor.step = std::min(last.from.step, next.steps.size() - 1);
    entry_.pastEnd = last.wasPastEnd && entry_.options.atEnd == EntryOptions::AtEnd::Grow;
    take(std::move(next));
}

Result<void> EntryWriter::clearBefore()
{
    Pattern next = current();
    std::size_t& step = entry_.cursor.step;
    if (step == 0 || step == next.first)
        return fail("There is nothing before the first step.");
    const std::size_t least = step > next.first ? next.first : 0;
    step = std::max(step, least + entry_.options.advance) - entry_.options.advance;
    clearNotes(next.steps[step]);
    take(std::move(next));
    return {};
}

void EntryWriter::take(Pattern next)
{
    if (next != current())
        pattern_ = std::make_shared<const Pattern>(std::move(next));
}

}  // namespace clave
