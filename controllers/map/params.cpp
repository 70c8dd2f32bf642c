#include "controllers/map/params.hpp"

#include "core/model/number_typing.hpp"
#include "core/model/step_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
using What = Param::What;

constexpr std::array<double, 8> kGates {0.125, 0.25, 0.5, 0.75, 1.0, 2.0, 4.0, 8.0};

// A knob over all tempos would jump by 8 bpm from one value to the next.
constexpr double kSlowKnob = 60.0;
constexpr double kFastKnob = 187.0;

constexpr std::array kConditions {
    Condition {},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(1, 2)},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(2, 2)},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(1, 4)},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(2, 4)},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(3, 4)},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(4, 4)},
    Condition {Ask::Yes, Ask::Any, Ask::Any, Ask::Any, CycleMask {}},
    Condition {Ask::No, Ask::Any, Ask::Any, Ask::Any, CycleMask {}},
    Condition {Ask::Any, Ask::Yes, Ask::Any, Ask::Any, CycleMask {}},
    Condition {Ask::Any, Ask::No, Ask::Any, Ask::Any, CycleMask {}},
    Condition {Ask::Any, Ask::Any, Ask::Yes, Ask::Any, CycleMask {}},
    Condition {Ask::Any, Ask::Any, Ask::No, Ask::Any, CycleMask {}},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Yes, CycleMask {}},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::No, CycleMask {}},
    Condition {Ask::Any, Ask::Any, Ask::Any, Ask::Any, CycleMask::aOfB(1, 8)},
};

std::optional<Field> fieldOf(What what) noexcept
{
    switch (what) {
    case What::Velocity:
        return Field::Velocity;
    case What::Gate:
        return Field::Gate;
    case What::Chance:
        return Field::Probability;
    case What::NoteChance:
        return Field::NoteChance;
    case What::Nudge:
        return Field::Nudge;
    case What::Pitch:
        return Field::Pitch;
    default:
        return std::nullopt;
    }
}

RealRange real(Range range) noexcept
{
    return {static_cast<double>(range.least), static_cast<double>(range.most)};
}
}  // namespace

std::span<const Condition> conditionChoices() noexcept
{
    return kConditions;
}

RealRange rangeOf(const Param& param) noexcept
{
    switch (param.what) {
    case What::Velocity:
        return {1.0, 127.0};  // a velocity of 0 is no note but the end of one: nothing that a knob should do
    case What::Retrig:
        return real(range::kRetrigCount);
    case What::Condition:
        return {0.0, static_cast<double>(kConditions.size() - 1)};
    case What::Lock:
        return numbersOf(param.lock);
    case What::TrackVelocity:
        return real(range::kVelocityScale);
    case What::TrackTranspose:
        return real(range::kTranspose);
    case What::TrackChannel:
        return real(range::kChannel);
    case What::PatternSwing:
    case What::Swing:
        return range::kSwing;
    case What::PatternLength:
        return real(range::kSteps);
    case What::Tempo:
        return range::kTempo;
    case What::ChanceAmount:
    case What::ScriptKnob:
        return real(range::kPercent);
    default:
        return numbersOf(*fieldOf(param.what));
    }
}

double clickOf(const Param& param) noexcept
{
    switch (param.what) {
    case What::Gate:
        return 0.125;
    case What::Lock:
        return rangeOf(param).most > 127.0 ? 128.0 : 1.0;
    default:
        return 1.0;
    }
}

double barValue(const Param& param, int index, int count) noexcept
{
    const int most = std::max(count, 1);
    const int at = std::clamp(index, 0, most - 1);
    const auto [low, high] = rangeOf(param);
    switch (param.what) {
    case What::Gate:
        return kGates[static_cast<std::size_t>(at) * kGates.size() / static_cast<std::size_t>(most)];
    case What::Retrig:
    case What::Condition:
    case What::PatternLength:
        return std::min(low + at, high);
    case What::Nudge:  // the middle one is straight
        return 100.0 * (at - most / 2) / most;
    default:
        return std::round(low + (high - low) * (at + 1) / most);
    }
}

double valueAt(const Param& param, double way) noexcept
{
    const auto [low, high] = rangeOf(param);
    const double kept = std::clamp(way, 0.0, 1.0);
    if (param.what == What::Gate)
        return kGates.front() * std::pow(kGates.back() / kGates.front(), kept);
    if (param.what == What::Nudge)
        return (kept - 0.5) * 100.0;
    if (param.what == What::Tempo)
        return kSlowKnob + (kFastKnob - kSlowKnob) * kept;
    return low + (high - low) * kept;
}

double wayOf(const Param& param, double value) noexcept
{
    const auto [low, high] = rangeOf(param);
    double way = (value - low) / (high - low);
    if (param.what == What::Gate)
        way = std::log(std::max(value, low) / kGates.front()) / std::log(kGates.back() / kGates.front());
    else if (param.what == What::Nudge)
        way = value / 100.0 + 0.5;
    else if (param.what == What::Tempo)
        way = (value - kSlowKnob) / (kFastKnob - kSlowKnob);
    return std::clamp(way, 0.0, 1.0);
}

const Pattern* focusedPattern(const Focus& focus, const Snapshot& snapshot) noexcept
{
    const auto& tracks = snapshot.song->tracks;
    return focus.pattern.track < tracks.size()
        ? tracks[focus.pattern.track]->pattern(static_cast<std::int32_t>(focus.pattern.slot))
        : nullptr;
}

std::bitset<128> editedSteps(const Focus& focus, const Snapshot& snapshot) noexcept
{
    std::bitset<128> steps = focus.held;
    const Cursor& cursor = snapshot.performance.entry.cursor;
    if (steps.none() && cursor.pattern == focus.pattern && cursor.step < steps.size())
        steps.set(cursor.step);
    return steps;
}

std::optional<double> valueOf(const Param& param, const Step& step) noexcept
{
    if (param.what == What::Retrig)
        return step.retrig.rate == 0 ? step.retrig.count : 1;
    if (param.what == What::Chance)
        return step.probability;
    if (param.what == What::Nudge)
        return step.nudge * 100.0 / Step::kNudgeStep;
    if (param.what == What::Condition) {
        const auto* const found = std::ranges::find(kConditions, step.condition);
        return found != kConditions.end() ? std::optional<double>(found - kConditions.begin()) : std::nullopt;
    }
    if (param.what == What::Lock) {
        const auto found =
            std::ranges::find_if(step.locks, [&](const Lock& lock) { return isSameLock(lock, param.lock); });
        return found != step.locks.end() ? std::optional<double>(found->value) : std::nullopt;
    }
    if (step.notes.empty())
        return std::nullopt;
    const Note& note = step.notes[0];
    switch (param.what) {
    case What::Velocity:
        return note.velocity;
    case What::Gate:
        return static_cast<double>(note.gate.length()) / Gate::kStep;
    case What::NoteChance:
        return note.chance;
    case What::Pitch:
        return std::ranges::min(step.notes, {}, &Note::pitch).pitch;
    default:
        return std::nullopt;
    }
}

void setValue(Step& step, const Param& param, double value)
{
    const auto [low, high] = rangeOf(param);
    const double kept = std::clamp(value, low, high);
    if (param.what == What::Retrig) {
        step.retrig.count = static_cast<std::uint8_t>(std::lround(kept));
        step.retrig.rate = 0;
        if (step.retrig.length == Retrig::kInfinite)  // by rate only
            step.retrig.length = Retrig::kStep;
    } else if (param.what == What::Condition) {
        step.condition = kConditions[static_cast<std::size_t>(std::lround(kept))];
    } else if (param.what == What::Pitch) {
        moveChordTo(step, static_cast<int>(std::lround(kept)));
    } else if (param.what == What::Lock) {
        Lock lock = param.lock;
        lock.value = static_cast<std::int16_t>(std::lround(kept));
        const auto same =
            std::ranges::find_if(step.locks, [&](const Lock& other) { return isSameLock(other, lock); });
        if (same != step.locks.end())
            same->value = lock.value;
        else if (step.locks.size() < kMaxLocks)
            step.locks.push_back(lock);
    } else if (const auto field = fieldOf(param.what)) {
        moveNumbers(step, *field, [=](double, std::size_t) { return kept; });
    }
}

}  // namespace clave
