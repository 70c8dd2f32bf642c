#include "core/model/step_text.hpp"

#include "core/midi/names.hpp"
#include "core/model/near_notes.hpp"
#include "core/model/number_typing.hpp"
#include "core/model/step_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <tuple>

namespace clave {
namespace {
using What = StepTarget::What;
using Notes = FixedVector<Note, kMaxNotes>;

/// The text for a sentence, if it can stand in one.
std::string inQuotes(std::string_view text)
{
    const bool isPlain =
        std::ranges::all_of(text, [](char c) { return std::isprint(static_cast<unsigned char>(c)) != 0; });
    return isPlain && text.size() <= 40 && !text.empty() ? fmt::format("\"{}\"", text) : "This";
}

tl::unexpected<Error> notUnderstood(std::string_view text, const StepTarget& target)
{
    const Manner manner = mannerOf(target);
    return fail(fmt::format("{} is no {}; type {}.", inQuotes(text), manner.name, manner.examples));
}

/// Typed values take the place of expressions, and none may stay for a note that is gone.
void dropExpressions(Step& step, Field field)
{
    std::erase_if(step.expressions, [&](const Expression& e) {
        const bool isOfNote = e.field == Field::Pitch || e.field == Field::Velocity || e.field == Field::Gate
            || e.field == Field::NoteChance;
        return e.field == field || (isOfNote && e.index >= step.notes.size())
            || (e.field == Field::Locks && e.index >= step.locks.size());
    });
}

std::optional<Notes> parseChord(std::string_view text)
{
    Notes notes;
    for (const auto word : wordsOf(text)) {
        const auto pitch = parseNote(word);
        if (!pitch)
            return std::nullopt;
        Note note;
        note.pitch = static_cast<std::uint8_t>(*pitch);
        if (std::ranges::find(notes, note.pitch, &Note::pitch) == notes.end() && !notes.tryPush(note))
            return std::nullopt;
    }
    return notes.empty() ? std::nullopt : std::optional {notes};
}

/// Velocity, gate and chance of each note are those of the note that was there, else of the one before it.
void setChord(Step& step, const Notes& chord, const Notes& model)
{
    const Notes old = step.notes.empty() ? model : step.notes;
    step.notes = chord;
    for (std::size_t i = 0; i < chord.size(); ++i) {
        step.notes[i] = old[std::min(i, old.size() - 1)];
        step.notes[i].pitch = chord[i].pitch;
    }
    step.on = true;
}

/// Words that stand for a value. False when the text is none for this target.
bool typeWord(Step& step, const StepTarget& target, std::string_view text)
{
    switch (target.what) {
    case What::On:
        step.on = text == "on";
        return step.on || text == "off";
    case What::Gate:
        for (Note& note : step.notes)
            note.gate = text == "tie" ? Gate::tied() : Gate::infinite();
        return text == "tie" || text == "hold";
    case What::Condition: {
        const auto condition = parseCondition(text);
        step.condition = condition.value_or(step.condition);
        return condition.has_value();
    }
    case What::Retrig: {
        const auto retrig = parseRetrig(text, step.retrig);
        step.retrig = retrig.value_or(step.retrig);
        return retrig.has_value();
    }
    case What::Lock:
        std::erase_if(step.locks, [&](const Lock& lock) { return isSameLock(lock, target.lock); });
        return text == "off";
    default:
        return false;
    }
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view {}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What stands behind the sign of "=60 + 12"; nothing of any other text.
std::string_view formulaIn(std::string_view text)
{
    text = trimmed(text);
    return text.starts_with('=') ? trimmed(text.substr(1)) : std::string_view {};
}

/// All notes of a step, or what else is meant, follow a formula. What they are now is kept for when no script
/// can run.
void setFormula(Step& step, const StepTarget& target, std::string_view formula, const Notes& model)
{
    const Field field = mannerOf(target).field;
    std::size_t first = 0;
    std::size_t end = 1;
    if (target.what == What::Lock) {
        auto found =
            std::ranges::find_if(step.locks, [&](const Lock& lock) { return isSameLock(lock, target.lock); });
        if (found == step.locks.end() && step.locks.size() < kMaxLocks)
            found = step.locks.insert(step.locks.end(), target.lock);
        first = static_cast<std::size_t>(found - step.locks.begin());
        end = std::min(first + 1, step.locks.size());
    } else if (target.what == What::Notes || target.what == What::Velocity || target.what == What::Gate
        || target.what == What::NoteChance) {
        if (step.notes.empty())
            step.notes = model;
        end = step.notes.size();
    }
    std::erase_if(step.expressions,
        [&](const Expression& e) { return e.field == field && e.index >= first && e.index < end; });
    for (std::size_t i = first; i < end; ++i)
        step.expressions.push_back({field, static_cast<std::uint8_t>(i), std::string(formula)});
    std::ranges::sort(step.expressions, [](const Expression& a, const Expression& b) {
        return std::tie(a.field, a.index) < std::tie(b.field, b.index);
    });
    step.on = step.on || target.what == What::Notes;
}

std::string lowered(std::string_view text)
{
    std::string low(trimmed(text));
    std::ranges::transform(
        low, low.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return low;
}

/// As few digits as give the number again: a gate needs four places, a nudge two.
std::string shown(double number, int places = 4)
{
    std::string text = fmt::format("{:.{}f}", number, places);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}
}  // namespace

Result<Pattern> typedOver(const Pattern& pattern, std::span<const std::size_t> steps,
    const StepTarget& target, std::string_view text, std::uint64_t seed)
{
    if (steps.empty())
        return fail("No step is selected to be typed over.");
    if (const auto most = std::ranges::max(steps); most >= pattern.steps.size())
        return fail(fmt::format("Step {} does not exist; there are {}.", most + 1, pattern.steps.size()));
    const std::string low = lowered(text);
    const Field field = mannerOf(target).field;
    Pattern result = pattern;

    const bool hasFormula = target.what != What::Condition && target.what != What::Retrig;
    if (const auto formula = formulaIn(text); hasFormula && !formula.empty()) {
        if (formula.size() > kMaxTextBytes)
            return fail(fmt::format("A formula has up to {} letters.", kMaxTextBytes));
        for (const std::size_t at : steps)
            setFormula(result.steps[at], target, formula, notesNear(pattern, at));
        return result;
    }
    // Each kind of text is tried as a whole: it fits all steps or none.
    if (Step tried = result.steps[steps[0]]; typeWord(tried, target, low)) {
        for (const std::size_t at : steps) {
            Step& step = result.steps[at];
            typeWord(step, target, low);
            if (step.on && step.notes.empty() && step.locks.empty())
                step.notes = target.what == What::On ? notesNear(pattern, at) : step.notes;
            dropExpressions(step, field);
        }
        return result;
    }
    if (const auto chord = target.what == What::Notes ? parseChord(low) : std::nullopt) {
        for (const std::size_t at : steps) {
            setChord(result.steps[at], *chord, notesNear(pattern, at));
            dropExpressions(result.steps[at], field);
        }
        return result;
    }
    if (target.what == What::On || target.what == What::Condition || target.what == What::Retrig)
        return notUnderstood(text, target);

    NumberTyping typing(pattern, target, steps.size(), seed);
    const auto understood = typing.understand(low);
    if (!understood)
        return tl::unexpected(understood.error());
    if (!*understood)
        return notUnderstood(text, target);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        Step& step = result.steps[steps[i]];
        if (auto typed = typing.type(step, steps[i], i); !typed)
            return tl::unexpected(typed.error());
        dropExpressions(step, field);
    }
    return result;
}

std::string formulaOf(const Step& step, const StepTarget& target)
{
    if (target.what == What::Condition || target.what == What::Retrig)
        return {};
    const Field field = mannerOf(target).field;
    const auto found = std::ranges::find_if(step.expressions, [&](const Expression& e) {
        return e.field == field
            && (target.what != What::Lock
                || (e.index < step.locks.size() && isSameLock(step.locks[e.index], target.lock)));
    });
    return found != step.expressions.end() ? "=" + found->text : std::string {};
}

std::string textOf(const Step& step, const StepTarget& target)
{
    const Note* const note = step.notes.empty() ? nullptr : step.notes.begin();
    switch (target.what) {
    case What::On:
        return step.on ? "on" : "off";
    case What::Notes: {
        std::string text;
        for (const Note& one : step.notes)
            text += (text.empty() ? "" : " ") + noteName(one.pitch);
        return text;
    }
    case What::Velocity:
        return note != nullptr ? shown(note->velocity) : "";
    case What::Gate:
        if (note == nullptr)
            return "";
        if (note->gate.isTied())
            return "tie";
        return note->gate.isInfinite() ? "hold" : shown(note->gate.length() / double {Gate::kStep});
    case What::NoteChance:
        return note != nullptr ? shown(note->chance) : "";
    case What::Probability:
        return shown(step.probability);
    case What::Nudge:
        return shown(step.nudge * 100.0 / Step::kNudgeStep, 2);
    case What::Condition:
        return conditionText(step.condition);
    case What::Retrig:
        return retrigText(step.retrig);
    case What::Lock:
        break;
    }
    const auto lock =
        std::ranges::find_if(step.locks, [&](const Lock& other) { return isSameLock(other, target.lock); });
    return lock == step.locks.end() ? "" : shown(lock->value + shownOffset(*lock));
}

}  // namespace clave
