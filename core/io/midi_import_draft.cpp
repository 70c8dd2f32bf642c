#include "core/io/midi_import_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

namespace clave::importing {
namespace {
using Row = std::vector<std::int16_t>;

std::vector<Row> addTracks(Draft& draft, const Parts& parts, const std::vector<Section>& sections)
{
    std::vector<Row> rows(sections.size());
    const std::size_t count = std::min(parts.parts.size(), kMaxTracks);
    draft.missingParts = parts.parts.size() - count;
    for (std::size_t i = 0; i < count; ++i) {
        const Part& part = parts.parts[i];
        const std::size_t forOthers = count - i - 1;
        const std::size_t most = std::min(kMaxVoices, kMaxTracks - draft.song.tracks.size() - forOthers);
        auto voices = voicesOf(part, sections, most, draft.losses);
        draft.splitParts += voices.size() > 1 ? 1U : 0U;
        for (std::size_t v = 0; v < voices.size(); ++v) {
            Track track;
            track.id = static_cast<std::uint32_t>(draft.song.tracks.size() + 1);
            track.name = v == 0 ? part.name : fmt::format("{} {}", part.name, v + 1);
            if (track.name.size() > kMaxNameBytes)
                track.name = fmt::format("Channel {} {}", part.channel.as1to16(), v + 1);
            track.destination.channel = part.channel;
            track.slots = std::move(voices[v].slots);
            draft.song.tracks.push_back(std::make_shared<const Track>(std::move(track)));
            for (std::size_t s = 0; s < sections.size(); ++s)
                rows[s].push_back(voices[v].row[s]);
        }
    }
    for (std::size_t i = count; i < parts.parts.size(); ++i) {
        for (const Onset& onset : parts.parts[i].onsets)
            draft.losses.lost += onset.notes.size();
    }
    return rows;
}

Scene sceneOf(const Section& section, Row row, const Song& song)
{
    Scene scene;
    scene.slots = std::move(row);
    scene.bars = section.bars;
    if (section.metre != song.metre)
        scene.metre = section.metre;
    if (section.tempo != song.tempo)
        scene.tempo = section.tempo;
    return scene;
}

/// What makes two sections the same scene.
using SceneKey = std::tuple<Row, std::uint16_t, Tick, std::uint8_t, double>;

/// Adds scenes and arrangement. Returns how many sections there was room for.
std::size_t arrange(Song& song, const std::vector<Section>& sections, std::vector<Row> rows)
{
    std::map<SceneKey, std::uint16_t> known;
    for (std::size_t s = 0; s < sections.size(); ++s) {
        const Section& section = sections[s];
        const SceneKey key {
            rows[s], section.bars, section.metre.bar(), section.metre.unit, section.tempo.bpm()};
        const auto found = known.find(key);
        if (found == known.end() && song.scenes.size() == kMaxScenes)
            return s;
        const auto scene =
            found != known.end() ? found->second : static_cast<std::uint16_t>(song.scenes.size());
        auto& entries = song.arrangement;
        if (!entries.empty() && entries.back().scene == scene && entries.back().repeats < kMaxRepeats) {
            ++entries.back().repeats;
            continue;
        }
        if (entries.size() == kMaxArrangement)
            return s;
        if (found == known.end()) {
            known.emplace(key, scene);
            song.scenes.push_back(sceneOf(section, std::move(rows[s]), song));
            song.scenes.back().name = fmt::format("{}", song.scenes.size());
        }
        entries.push_back({scene, 1});
    }
    return sections.size();
}

std::size_t notesFrom(const Parts& parts, Tick at)
{
    std::size_t count = 0;
    for (const Part& part : parts.parts) {
        for (const Onset& onset : part.onsets)
            count += onset.at >= at ? onset.notes.size() : 0;
    }
    return count;
}
}  // namespace

Draft draftOf(const Parts& parts, const std::vector<Section>& sections)
{
    Draft draft;
    draft.song.tempo = sections.front().tempo;
    draft.song.metre = sections.front().metre;
    auto rows = addTracks(draft, parts, sections);
    const std::size_t kept = arrange(draft.song, sections, std::move(rows));
    for (std::size_t s = 0; s < kept; ++s)
        draft.keptBars += sections[s].bars;
    if (kept < sections.size())
        draft.losses.lost += notesFrom(parts, sections[kept].start);
    return draft;
}

double Draft::cost() const noexcept
{
    const auto times = [](std::size_t count, double weight) { return static_cast<double>(count) * weight; };
    double bars = 0;
    for (const Scene& scene : song.scenes)
        bars += *scene.bars;
    return times(losses.lost, 1e6) + times(losses.cut + losses.shifted + losses.lengthened, 1e3)
        + times(song.tracks.size(), 100) + bars + times(song.arrangement.size(), 2)
        + times(song.scenes.size(), 1);
}

}  // namespace clave::importing
