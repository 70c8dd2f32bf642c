#include "tests/support/grid_fit.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace clave::test {
namespace {

/// The value that `share` of all do not exceed.
double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0.0;
    const double rank = std::max(1.0, std::ceil(share * static_cast<double>(values.size())));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::ranges::nth_element(values, place);
    return *place;
}

/// Where an onset should be, and by how many frames it is later; both from the first onset.
struct Residual {
    double ideal;
    double late;
};

std::vector<Residual> residuals(std::span<const GridOnset> onsets, double framesPerQuarter)
{
    std::vector<Residual> result;
    result.reserve(onsets.size());
    for (const auto& onset : onsets) {
        const auto frame = static_cast<double>(
            static_cast<std::int64_t>(onset.frame) - static_cast<std::int64_t>(onsets.front().frame));
        const double ideal = (onset.quarters - onsets.front().quarters) * framesPerQuarter;
        result.push_back({ideal, frame - ideal});
    }
    return result;
}

void fitLine(std::span<const Residual> all, GridFit& fit)
{
    const auto count = static_cast<double>(all.size());
    double meanIdeal = 0.0;
    double meanLate = 0.0;
    for (const auto& one : all) {
        meanIdeal += one.ideal / count;
        meanLate += one.late / count;
    }
    double square = 0.0;
    double product = 0.0;
    for (const auto& one : all) {
        square += (one.ideal - meanIdeal) * (one.ideal - meanIdeal);
        product += (one.ideal - meanIdeal) * (one.late - meanLate);
    }
    if (all.size() < 3 || square == 0.0)
        return;
    const double slope = product / square;
    double left = 0.0;
    for (const auto& one : all) {
        const double off = one.late - meanLate - slope * (one.ideal - meanIdeal);
        left += off * off;
    }
    const auto [first, last] = std::ranges::minmax_element(all, {}, &Residual::ideal);
    fit.driftPpm = slope * 1e6;
    fit.driftError = std::sqrt(left / (count - 2.0) / square) * 1e6;
    fit.accumulated = slope * (last->ideal - first->ideal);
}

}  // namespace

NumberedOnsets numberOnsets(std::span<const HeardNote> heard, const GridCycle& cycle)
{
    NumberedOnsets result;
    const std::size_t size = cycle.notes.size();
    std::size_t next = 0;  // counts on through the cycles
    for (const auto& note : heard) {
        // A note struck twice would match the next cycle's: who skips more than half a cycle is not believed.
        const std::size_t end = next + (result.onsets.empty() ? size : size / 2 + 1);
        std::size_t at = next;
        while (at < end && cycle.notes[at % size].key != note.key)
            ++at;
        if (at == end) {
            ++result.extra;
            continue;
        }
        if (!result.onsets.empty())
            result.missing += at - next;
        result.onsets.push_back(
            {note.frame, static_cast<double>(at / size) * cycle.length + cycle.notes[at % size].quarters});
        next = at + 1;
    }
    return result;
}

GridFit fitGrid(std::span<const GridOnset> onsets, double framesPerQuarter)
{
    GridFit fit;
    fit.onsets = onsets.size();
    if (onsets.empty())
        return fit;
    const auto all = residuals(onsets, framesPerQuarter);
    std::vector<double> off;
    std::ranges::transform(all, std::back_inserter(off), &Residual::late);
    const auto [earliest, latest] = std::ranges::minmax(off);
    fit.spread = (latest - earliest) / 2.0;

    const double middle = quantile(off, 0.5);
    std::ranges::transform(off, off.begin(), [middle](double late) { return std::abs(late - middle); });
    fit.p50 = quantile(off, 0.5);
    fit.p99 = quantile(off, 0.99);
    fit.worst = std::ranges::max(off);
    fitLine(all, fit);
    return fit;
}

double shiftAt(std::span<const GridOnset> onsets, double framesPerQuarter, std::uint64_t frame)
{
    constexpr std::size_t kNearest = 32;
    std::vector<GridOnset> inOrder {onsets.begin(), onsets.end()};
    std::ranges::stable_sort(inOrder, {}, &GridOnset::frame);
    const auto split = static_cast<std::size_t>(
        std::ranges::lower_bound(inOrder, frame, {}, &GridOnset::frame) - inOrder.begin());
    if (split == 0 || split == inOrder.size())
        return 0.0;
    std::vector<double> late;
    std::ranges::transform(residuals(inOrder, framesPerQuarter), std::back_inserter(late), &Residual::late);
    const auto at = [&late](std::size_t index) { return late.begin() + static_cast<std::ptrdiff_t>(index); };
    const std::vector<double> before {at(split - std::min(split, kNearest)), at(split)};
    const std::vector<double> after {at(split), at(std::min(late.size(), split + kNearest))};
    return quantile(after, 0.5) - quantile(before, 0.5);
}

}  // namespace clave::test
