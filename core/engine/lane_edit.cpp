#include "core/engine/lane_edit.hpp"

#include "core/engine/song_parts.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"
#include "core/model/near_notes.hpp"
#include "core/model/number_typing.hpp"
#include "core/model/step_numbers.hpp"
#include "core/model/step_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
using What = StepTarget::What;

constexpr std::array<Word<What>, 9> kWords {{
    {What::On, "on"},
    {What::Notes, "pitch"},
    {What::Velocity, "velocity"},
    {What::Gate, "gate"},
    {What::NoteChance, "note chance"},
    {What::Probability, "chance"},
    {What::Nudge, "nudge"},
    {What::Condition, "condition"},
    {What::Retrig, "retrig"},
}};

struct LockWord {
    Lock::Kind kind;
    std::string_view word;
    Range numbers;  ///< none: it has no number
};
constexpr std::array<LockWord, 6> kLocks {{
    {Lock::Kind::Cc, "cc", range::kController},
    {Lock::Kind::Cc14, "cc14", range::kFineController},
    {Lock::Kind::Nrpn, "nrpn", range::kFourteenBits},
    {Lock::Kind::Program, "program", {}},
    {Lock::Kind::Bend, "bend", {}},
    {Lock::Kind::Pressure, "pressure", {}},
}};

bool hasNumber(const LockWord& word)
{
    return word.numbers.most > 0;
}

/// "cc 74" and "cc_74" begin with the word of a lock.
const LockWord* lockNamed(std::string_view text)
{
    const auto* const lock =
        std::ranges::find(kLocks, text.substr(0, text.find_first_of(" _")), &LockWord::word);
    return lock == kLocks.end() ? nullptr : lock;
}

Result<StepTarget> parseLock(const LockWord& word, std::string_view text)
{
    StepTarget target {What::Lock, {word.kind, 0, 0}};
    const std::string_view rest = text.substr(word.word.size());
    if (!hasNumber(word)) {
        target.lock.number = word.kind == Lock::Kind::Program ? Lock::kNoBank : std::int16_t {0};
        return rest.empty() ? Result<StepTarget> {target}
                            : fail(fmt::format("The lane \"{}\" has no number.", word.word));
    }
    const auto number = rest.empty() ? std::nullopt : parseWhole(rest.substr(1));
    if (!number || !word.numbers.has(*number))
        return fail(fmt::format("The lane \"{0}\" needs a number from {1} to {2}: \"{0} {1}\".", word.word,
            word.numbers.least, word.numbers.most));
    target.lock.number = static_cast<std::int16_t>(*number);
    return target;
}

/// What a number of a lane is in the units of step_numbers.hpp.
double unitOf(What what)
{
    return what == What::Nudge ? 100.0 : 1.0;  // of a step here, per cent there
}

Result<void> checkNumber(double value, RealRange allowed, double unit, std::string_view lane)
{
    if (allowed.has(value * unit))
        return {};
    return fail(fmt::format("The {} must be {:.6g} to {:.6g}, not {:.6g}.", lane, allowed.least / unit,
        allowed.most / unit, value));
}

void dropExpressions(Step& step, Field field)
{
    std::erase_if(step.expressions, [&](const Expression& e) { return e.field == field; });
}

Result<void> setLock(Step& step, const StepTarget& target, double value)
{
    const double offset = shownOffset(target.lock);
    RealRange allowed = numbersOf(target.lock);
    allowed = {allowed.least + offset, allowed.most + offset};
    if (auto ok = checkNumber(value, allowed, 1.0, laneText(target)); !ok)
        return ok;
    auto lock =
        std::ranges::find_if(step.locks, [&](const Lock& other) { return isSameLock(other, target.lock); });
    if (lock == step.locks.end()) {
        if (step.locks.size() >= kMaxLocks)
            return fail(fmt::format("A step has at most {} locks.", kMaxLocks));
        lock = step.locks.insert(lock, target.lock);
    }
    lock->value = static_cast<std::int16_t>(std::lround(value - offset));
    return {};
}

Result<void> setNumber(Pattern& pattern, std::size_t at, const StepTarget& target, double value)
{
    Step& step = pattern.steps[at];
    const auto near = [&] { return notesNear(pattern, at); };
    if (target.what == What::Lock)
        return setLock(step, target, value).map([&] { dropExpressions(step, Field::Locks); });
    if (target.what == What::On) {
        step.on = value != 0.0;
        if (step.on && step.notes.empty() && step.locks.empty())
            step.notes = near();
        dropExpressions(step, Field::On);
        return {};
    }
    if (target.what == What::Condition)
        return fail("A condition is a text: \"1:4\", \"fill\", \"!first\" or \"always\".");
    if (target.what == What::Retrig) {
        const RealRange counts {
            static_cast<double>(range::kRetrigCount.least), static_cast<double>(range::kRetrigCount.most)};
        return checkNumber(value, counts, 1.0, "retrig").map([&] {
            step.retrig = *parseRetrig(fmt::format("x{}", std::lround(value)), step.retrig);
        });
    }
    const Field field = mannerOf(target).field;
    const double unit = unitOf(target.what);
    return checkNumber(value, numbersOf(field), unit, laneText(target)).map([&] {
        if (target.what == What::Notes) {
            if (step.notes.empty())
                step.notes = near();
            moveChordTo(step, static_cast<int>(std::lround(value)));
        } else {
            changeNumbers(step, field, [&](double, std::size_t) { return value * unit; });
        }
        dropExpressions(step, field);
    });
}

Result<void> setText(Pattern& pattern, std::size_t at, const StepTarget& target, std::string_view text)
{
    return typedOver(pattern, {&at, 1}, target, text, 0).map([&](Pattern typed) {
        pattern.steps[at] = std::move(typed.steps[at]);
    });
}

Result<void> write(
    Pattern& pattern, std::size_t first, const StepTarget& lane, const std::vector<LaneValue>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t at = first + i;
        Result<void> done;
        if (const auto* const number = std::get_if<double>(&values[i]))
            done = setNumber(pattern, at, lane, *number);
        else if (const auto* const text = std::get_if<std::string>(&values[i]))
            done = setText(pattern, at, lane, *text);
        if (!done)
            return fail(fmt::format("Step {}: {}", at + 1, done.error().message));
        if (auto ok = checked(faultsOf(pattern.steps[at])); !ok)
            return ok;
    }
    return {};
}
}  // namespace

std::optional<StepTarget> findLane(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '_'; };
    const auto same = [&](const Word<What>& word) {
        return std::ranges::equal(
            word.word, text, [&](char a, char b) { return a == b || (isBlank(a) && isBlank(b)); });
    };
    if (const auto* const word = std::ranges::find_if(kWords, same); word != kWords.end())
        return StepTarget {word->choice, {}};
    if (const LockWord* const lock = lockNamed(text)) {
        if (const auto target = parseLock(*lock, text))
            return *target;
    }
    return std::nullopt;
}

Result<StepTarget> parseLane(std::string_view text)
{
    if (const auto lane = findLane(text))
        return *lane;
    if (const LockWord* const lock = lockNamed(text))
        return parseLock(*lock, text);
    const auto known = laneNames();
    if (const std::string_view meant = closest(text, known); !meant.empty())
        return fail(fmt::format("There is no lane {}; did you mean \"{}\"?", shownText(text), meant));
    std::string all;
    for (const std::string_view word : known)
        all += (all.empty() ? "" : ", ") + std::string(word);
    return fail(fmt::format("There is no lane {}; there are {}.", shownText(text), all));
}

std::vector<std::string_view> laneNames()
{
    std::vector<std::string_view> names;
    for (const auto& word : kWords)
        names.push_back(word.word);
    for (const auto& word : kLocks)
        names.push_back(word.word);
    return names;
}

std::string laneText(const StepTarget& target)
{
    if (target.what != What::Lock)
        return std::string(wordOf(kWords, target.what));
    const auto* const word = std::ranges::find(kLocks, target.lock.kind, &LockWord::kind);
    return hasNumber(*word) ? fmt::format("{} {}", word->word, target.lock.number) : std::string(word->word);
}

Result<void> checkLane(const StepTarget& lane, const std::vector<LaneValue>& values)
{
    Pattern scratch;
    scratch.steps.assign(std::max<std::size_t>(values.size(), 1), Step {});
    return write(scratch, 0, lane, values);
}

Result<void> edit(Song& song, const SetLane& command)
{
    return ownPattern(song, command.pattern).and_then([&](Pattern* pattern) -> Result<void> {
        const std::size_t end = command.first + command.values.size();
        if (end > pattern->steps.size() || end < command.first)
            return noSuch("Step", std::max(end, command.first + 1) - 1, pattern->steps.size());
        return write(*pattern, command.first, command.lane, command.values);
    });
}

}  // namespace clave
