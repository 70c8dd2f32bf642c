#include "app/scripts/song_expressions.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>

namespace clave {
namespace {
/// Calls `each` with every pattern that is not at the same place of `before`.
template <typename Each>
void forEachOther(const Song& song, const Song* before, Each each)
{
    for (std::size_t i = 0; i < song.tracks.size(); ++i) {
        const TrackPtr& track = song.tracks[i];
        if (before != nullptr && i < before->tracks.size() && before->tracks[i] == track)
            continue;
        for (const PatternPtr& pattern : track->slots) {
            if (pattern != nullptr)
                each(*pattern);
        }
    }
}
}  // namespace

std::string expressionsOf(const Song& song)
{
    std::set<std::string_view> texts;
    forEachOther(song, nullptr, [&](const Pattern& pattern) {
        for (const Step& step : pattern.steps) {
            for (const Expression& expression : step.expressions)
                texts.insert(expression.text);
        }
    });
    std::string all;
    for (const auto text : texts)
        (all += text) += '\n';
    return all;
}

bool hasExpressions(const Song& song, const Song* before)
{
    bool has = false;
    forEachOther(song, before, [&](const Pattern& pattern) {
        has = has
            || std::ranges::any_of(pattern.steps, [](const Step& step) { return !step.expressions.empty(); });
    });
    return has;
}

}  // namespace clave
