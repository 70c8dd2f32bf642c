#include "core/io/midi_import_sections.hpp"

#include <algorithm>

namespace clave::importing {
namespace {
/// More cannot be reached with 128 scenes of 64 bars; it bounds what a file of silence costs.
constexpr std::size_t kMaxBars = 8192;
/// A file that ends long after its last note says nothing by it.
constexpr std::int64_t kMostSilentBars = 8;

bool isSameRun(const Bar& a, const Bar& b) noexcept
{
    return a.metre == b.metre && a.tempo == b.tempo;
}

/// How many bars from `first` on may be one section.
std::size_t longestRun(const std::vector<Bar>& bars, std::size_t first, std::size_t most) noexcept
{
    std::size_t count = 1;
    while (count < most && first + count < bars.size() && isSameRun(bars[first], bars[first + count])
        && bars[first + count].end() - bars[first].start <= kLongestPattern)
        ++count;
    return count;
}

Section sectionOf(const std::vector<Bar>& bars, std::size_t first, std::size_t count) noexcept
{
    const Bar& bar = bars[first];
    return {
        bar.start, bars[first + count - 1].end(), bar.metre, bar.tempo, static_cast<std::uint16_t>(count)};
}

/// For each bar whether a note sounds on over its start.
std::vector<bool> crossedBars(const std::vector<Bar>& bars, const Parts& parts)
{
    std::vector<int> changes(bars.size() + 1);
    const auto firstAtOrAfter = [&bars](Tick at) {
        return static_cast<std::size_t>(std::ranges::lower_bound(bars, at, {}, &Bar::start) - bars.begin());
    };
    for (const Part& part : parts.parts) {
        for (const Onset& onset : part.onsets) {
            const std::size_t from = firstAtOrAfter(onset.at + Tick {1});
            const std::size_t to = firstAtOrAfter(onset.end);
            if (from < to) {
                ++changes[from];
                --changes[to];
            }
        }
    }
    std::vector<bool> crossed(bars.size());
    int sounding = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        sounding += changes[i];
        crossed[i] = sounding > 0;
    }
    return crossed;
}
}  // namespace

Bars barsOf(const Parts& parts, bool withTempos)
{
    Bars result;
    Tick at;
    Bar bar;
    std::size_t tempo = 0;
    std::size_t metre = 0;
    do {
        for (; tempo < parts.tempos.size() && parts.tempos[tempo].at <= at; ++tempo) {
            const TempoChange& change = parts.tempos[tempo];
            if (!withTempos && at > Tick {})
                continue;
            bar.tempo = change.tempo.tempo();
            const double exact = 60e6 / change.tempo.count;
            result.clampedTempos +=
                exact < Tempo::kSlowest - 1e-3 || exact > Tempo::kFastest + 1e-3 ? 1U : 0U;
            result.lateChanges += change.at < at ? 1U : 0U;
        }
        for (; metre < parts.metres.size() && parts.metres[metre].at <= at; ++metre) {
            bar.metre = parts.metres[metre].metre;
            result.lateChanges += parts.metres[metre].at < at ? 1U : 0U;
        }
        bar.start = at;
        result.bars.push_back(bar);
        at = bar.end();
        if (at >= parts.lastSound && at - parts.lastSound >= bar.metre.bar() * kMostSilentBars)
            break;
    } while (at < std::max(parts.lastSound, parts.end) && result.bars.size() < kMaxBars);
    result.isCut = at < parts.lastSound;
    return result;
}

std::vector<Section> sectionsOf(const std::vector<Bar>& bars, std::size_t length)
{
    std::vector<Section> sections;
    for (std::size_t i = 0; i < bars.size(); i += sections.back().bars)
        sections.push_back(sectionOf(bars, i, longestRun(bars, i, length)));
    return sections;
}

std::vector<Section> cleanSectionsOf(const std::vector<Bar>& bars, std::size_t longest, const Parts& parts)
{
    const std::vector<bool> crossed = crossedBars(bars, parts);
    std::vector<Section> sections;
    for (std::size_t i = 0; i < bars.size(); i += sections.back().bars) {
        const std::size_t most = longestRun(bars, i, longest);
        std::size_t count = most;
        while (count > 1 && i + count < bars.size() && crossed[i + count])
            --count;
        const bool isClean = i + count >= bars.size() || !crossed[i + count];
        sections.push_back(sectionOf(bars, i, isClean ? count : most));
    }
    return sections;
}

}  // namespace clave::importing
