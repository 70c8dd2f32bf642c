#include "core/io/midi_import_fit.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace clave::importing {
namespace {
using Feel = Rate::Feel;

/// What a musician would try first comes first.
constexpr std::array<Rate, 21> kRates {{{0, Feel::Straight}, {0, Feel::Triplet}, {1, Feel::Straight},
    {1, Feel::Triplet}, {2, Feel::Straight}, {2, Feel::Triplet}, {3, Feel::Straight}, {3, Feel::Triplet},
    {-1, Feel::Straight}, {-1, Feel::Triplet}, {-2, Feel::Straight}, {-2, Feel::Triplet},
    {-3, Feel::Straight}, {-3, Feel::Triplet}, {0, Feel::Dotted}, {-1, Feel::Dotted}, {-2, Feel::Dotted},
    {-3, Feel::Dotted}, {1, Feel::Dotted}, {2, Feel::Dotted}, {3, Feel::Dotted}}};

bool isWhole(Tick ticks, Tick step) noexcept
{
    return ticks.count * Step::kNudgeStep % step.count == 0;
}

/// Each onset to its nearest step; false when two would share one.
bool placeNearest(Fit& fit, const std::vector<const Onset*>& onsets, Tick start, Tick step)
{
    std::int64_t last = -1;
    for (std::size_t i = 0; i < onsets.size(); ++i) {
        const Tick offset = onsets[i]->at - start;
        const std::int64_t half = floorDiv(2 * offset + step - Tick {1}, 2 * step);
        const std::int64_t place = std::min<std::int64_t>(half, fit.steps - 1);
        if (place <= last)
            return false;
        last = place;
        fit.places[i] = static_cast<std::int16_t>(place);
    }
    return true;
}

/// Each onset to the first free step that a nudge can bring it from: places as many as can be.
void placeEarliest(Fit& fit, const std::vector<const Onset*>& onsets, Tick start, Tick step)
{
    std::int64_t last = -1;
    for (std::size_t i = 0; i < onsets.size(); ++i) {
        const Tick offset = onsets[i]->at - start;
        const std::int64_t place = std::max(floorDiv(offset, step), last + 1);
        const bool isInReach = place < fit.steps && step * place - offset < step;
        fit.places[i] = isInReach ? static_cast<std::int16_t>(place) : Fit::kNoStep;
        if (isInReach)
            last = place;
        else
            ++fit.unplaced;
    }
}

struct Candidate {
    Fit fit;
    std::size_t nudged = 0;
    bool roundsLengths = false;

    [[nodiscard]] auto faults() const noexcept
    {
        // What has no step here gets one on another track, at the price of one more to look at.
        constexpr std::size_t kInexact = 8;
        const std::size_t lost = fit.unplaced + kInexact * (fit.shifted + fit.lengthened);
        return std::tuple {lost, !fit.isRepeatable, roundsLengths, nudged > 0};
    }
    [[nodiscard]] bool isPerfect() const noexcept
    {
        return fit.keepsAll() && fit.isRepeatable && !roundsLengths && nudged == 0;
    }
};

void judge(Candidate& candidate, const std::vector<const Onset*>& onsets, Tick start, Tick step)
{
    for (std::size_t i = 0; i < onsets.size(); ++i) {
        const Tick offset = onsets[i]->at - start;
        if (candidate.fit.places[i] == Fit::kNoStep)
            continue;
        candidate.nudged += step * candidate.fit.places[i] != offset ? 1U : 0U;
        candidate.fit.shifted += isWhole(offset, step) ? 0U : 1U;
        for (const OnsetNote& note : onsets[i]->notes) {
            candidate.fit.lengthened += note.length * (Gate::kStep / Gate::kShortest) < step ? 1U : 0U;
            candidate.roundsLengths = candidate.roundsLengths || !isWhole(note.length, step);
        }
    }
}

std::optional<Candidate> tryRate(Rate rate, const std::vector<const Onset*>& onsets, Tick start, Tick length)
{
    const Tick step = rate.step();
    const std::int64_t count = floorDiv(length + step - Tick {1}, step);
    const bool isExact = step * count == length;
    if (count > static_cast<std::int64_t>(kMaxSteps))
        return std::nullopt;
    Candidate candidate;
    candidate.fit.rate = rate;
    candidate.fit.steps = static_cast<std::uint8_t>(count);
    candidate.fit.isRepeatable = isExact;
    candidate.fit.places.assign(onsets.size(), Fit::kNoStep);
    if (!placeNearest(candidate.fit, onsets, start, step))
        placeEarliest(candidate.fit, onsets, start, step);
    judge(candidate, onsets, start, step);
    return candidate;
}
}  // namespace

Fit bestFit(const std::vector<const Onset*>& onsets, Tick start, Tick length)
{
    std::optional<Candidate> best;
    for (const Rate rate : kRates) {
        auto candidate = tryRate(rate, onsets, start, length);
        if (!candidate || (best && best->faults() <= candidate->faults()))
            continue;
        best = std::move(candidate);
        if (best->isPerfect())
            break;
    }
    return std::move(best->fit);  // 128 steps of 1/8x are always enough
}

Pattern patternOf(const Fit& fit, const std::vector<const Onset*>& onsets, Tick start)
{
    Pattern pattern;
    pattern.rate = fit.rate;
    pattern.steps.assign(fit.steps, Step {});
    pattern.last = static_cast<std::uint8_t>(fit.steps - 1);
    const Tick length = fit.rate.step();
    for (std::size_t i = 0; i < onsets.size(); ++i) {
        if (fit.places[i] == Fit::kNoStep)
            continue;
        Step& step = pattern.steps[static_cast<std::size_t>(fit.places[i])];
        step.on = true;
        const std::int64_t nudge = inStepParts(onsets[i]->at - start - length * fit.places[i], length);
        step.nudge = static_cast<std::int16_t>(
            std::clamp<std::int64_t>(nudge, 1 - Step::kNudgeStep, Step::kNudgeStep - 1));
        for (const OnsetNote& note : onsets[i]->notes) {
            const auto gate = std::min<std::int64_t>(inStepParts(note.length, length), Gate::kLongest);
            (void)step.notes.tryPush({note.pitch, note.velocity, 100,
                Gate::of(static_cast<std::int32_t>(gate))});  // as many as an onset
        }
    }
    return pattern;
}

void shortenToLoop(Pattern& pattern, Tick bar)
{
    const std::size_t count = pattern.steps.size();
    for (std::size_t loop = 1; loop < count; ++loop) {
        const bool isWholeBars = pattern.rate.step().count * static_cast<std::int64_t>(loop) % bar.count == 0;
        if (count % loop != 0 || !isWholeBars)
            continue;
        bool isSame = true;
        for (std::size_t i = loop; i < count && isSame; ++i)
            isSame = pattern.steps[i] == pattern.steps[i - loop];
        if (isSame) {
            pattern.steps.resize(loop);
            pattern.last = static_cast<std::uint8_t>(loop - 1);
            return;
        }
    }
}

}  // namespace clave::importing
