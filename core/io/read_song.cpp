#include "core/io/song_file.hpp"
#include "core/io/song_reading.hpp"

#include <set>

namespace clave {
namespace {
/// Tracks that have no id get the lowest free ones, in order.
void giveIds(std::vector<Track>& tracks)
{
    std::set<std::uint32_t> taken;
    for (const Track& track : tracks)
        taken.insert(track.id);
    std::uint32_t free = 1;
    for (Track& track : tracks) {
        while (track.id == 0 && !taken.insert(free).second)
            ++free;
        if (track.id == 0)
            track.id = free;
    }
}

void readTracks(Reading& reading, const JsonNode& node, Song& song)
{
    std::vector<Track> tracks;
    reading.list(node, kMaxTracks, [&](const JsonNode& item) { tracks.push_back(readTrack(reading, item)); });
    giveIds(tracks);
    for (Track& track : tracks)
        song.tracks.push_back(std::make_shared<const Track>(std::move(track)));
}

template <typename Part>
void readParts(Reading& reading, Fields& fields, std::string_view key, std::size_t most,
    std::vector<Part>& parts, Part (*readPart)(Reading&, const JsonNode&))
{
    if (const JsonNode* const node = fields.get(key))
        reading.list(*node, most, [&](const JsonNode& item) { parts.push_back(readPart(reading, item)); });
}
}  // namespace

Song readSong(Reading& reading, const JsonNode& node)
{
    Song song;
    Fields fields(reading, node);
    (void)fields.get("clave");  // the version, looked at before
    fields.text("name", song.name);
    double bpm = song.tempo.bpm();
    fields.real("tempo", range::kTempo, bpm);
    song.tempo = Tempo::clampedBpm(bpm);
    if (const JsonNode* const metre = fields.get("metre"))
        readMetre(reading, *metre, song.metre);
    if (const JsonNode* const swing = fields.get("swing"))
        readSwing(reading, *swing, song.swing);
    if (const JsonNode* const scale = fields.get("scale"))
        readScale(reading, *scale, song.scale);
    if (const JsonNode* const seed = fields.get("seed"))
        readSeed(reading, *seed, song.seed);
    fields.whole("chance", range::kPercent, song.chanceAmount);
    if (const JsonNode* const metronome = fields.get("metronome"))
        readMetronome(reading, *metronome, song.metronome);
    readParts(reading, fields, "ports", kMaxPorts, song.ports, readPort);
    readParts(reading, fields, "grooves", kMaxGrooves, song.grooves, readGroove);
    if (const JsonNode* const tracks = fields.get("tracks"))
        readTracks(reading, *tracks, song);
    readParts(reading, fields, "scenes", kMaxScenes, song.scenes, readScene);
    readParts(reading, fields, "arrangement", kMaxArrangement, song.arrangement, readEntry);
    readParts(reading, fields, "scripts", kMaxScripts, song.scripts, readScript);
    fields.done();
    return song;
}

}  // namespace clave
