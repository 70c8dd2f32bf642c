#include "core/io/song_file.hpp"
#include "core/io/song_words.hpp"
#include "core/io/song_writing.hpp"

namespace clave {
namespace {
JsonOut tracksOut(const Song& song)
{
    JsonOut tracks = JsonOut::list(JsonOut::Layout::Lines);
    for (const TrackPtr& track : song.tracks)
        tracks.add(trackOut(*track));
    return tracks;
}

template <typename Part>
void addParts(
    JsonOut& to, std::string_view key, const std::vector<Part>& parts, JsonOut (*partOut)(const Part&))
{
    if (parts.empty())
        return;
    JsonOut list = JsonOut::list(JsonOut::Layout::Lines);
    for (const Part& part : parts)
        list.add(partOut(part));
    to.add(key, std::move(list));
}
}  // namespace

JsonOut songOut(const Song& song)
{
    const Song plain;
    JsonOut out = JsonOut::object(JsonOut::Layout::Lines);
    out.add("clave", JsonOut::whole(kSongFormat));
    if (!song.name.empty())
        out.add("name", JsonOut::text(song.name));
    out.add("tempo", JsonOut::real(song.tempo.bpm()));  // always, for it is what one looks for first
    if (song.metre != plain.metre)
        out.add("metre", JsonOut::text(metreText(song.metre)));
    if (song.swing != plain.swing)
        out.add("swing", swingOut(song.swing));
    if (song.scale != plain.scale)
        out.add("scale", scaleOut(song.scale));
    if (song.seed != plain.seed)
        out.add("seed", JsonOut::whole(song.seed));
    if (song.chanceAmount != plain.chanceAmount)
        out.add("chance", JsonOut::whole(song.chanceAmount));
    if (song.metronome != plain.metronome)
        out.add("metronome", metronomeOut(song.metronome));
    addParts(out, "ports", song.ports, portOut);
    addParts(out, "grooves", song.grooves, grooveOut);
    if (!song.tracks.empty())
        out.add("tracks", tracksOut(song));
    addParts(out, "scenes", song.scenes, sceneOut);
    addParts(out, "arrangement", song.arrangement, entryOut);
    addParts(out, "scripts", song.scripts, scriptOut);
    return out;
}

std::string songText(const Song& song)
{
    return songOut(song).pretty();
}

}  // namespace clave
