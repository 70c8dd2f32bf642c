#include "app/scripts/song_mirror.hpp"

#include "core/io/json_value.hpp"
#include "core/io/song_file.hpp"
#include "core/io/song_writing.hpp"

#include <algorithm>
#include <tuple>

namespace clave {
namespace {
/// All but the tracks, which go by themselves, and the scripts, which know their own values.
auto headOf(const Song& song)
{
    return std::tie(song.name, song.tempo, song.metre, song.swing, song.scale, song.seed, song.chanceAmount,
        song.metronome, song.ports, song.grooves, song.scenes, song.arrangement);
}

std::string headText(const Song& song, std::uint64_t serial)
{
    Song head = song;
    head.tracks.clear();
    head.scripts.clear();
    const std::string text = songText(head);
    const JsonTree tree = JsonTree::parse(text);
    JsonOut out = jsonOut(tree, tree.root());
    out.add("serial", JsonOut::whole(serial));
    return jsonLine(out);
}

Pattern withoutExpressions(Pattern pattern)
{
    for (Step& step : pattern.steps)
        step.expressions.clear();
    return pattern;
}

std::string patternText(std::uint32_t track, std::size_t slot, const Pattern* pattern, bool keepsExpressions)
{
    JsonOut out = JsonOut::object();
    out.add("track", JsonOut::whole(track));
    out.add("slot", JsonOut::whole(slot));
    out.add("pattern",
        pattern == nullptr     ? JsonOut::null()
            : keepsExpressions ? patternOut(*pattern)
                               : patternOut(withoutExpressions(*pattern)));
    return jsonLine(out);
}

/// Everything of a track but its patterns.
Track withoutSlots(const Track& track)
{
    Track alone = track;
    alone.slots.clear();
    return alone;
}

const Track* trackOf(const Song* song, std::uint32_t id)
{
    if (song == nullptr)
        return nullptr;
    const auto found = std::ranges::find(song->tracks, id, &Track::id);
    return found != song->tracks.end() ? found->get() : nullptr;
}

const Pattern* slotOf(const Track* track, std::size_t slot)
{
    return track != nullptr && slot < track->slots.size() ? track->slots[slot].get() : nullptr;
}
}  // namespace

void SongMirror::update(const Snapshot& snapshot, bool keepsExpressions, const Tell& tell)
{
    if (snapshot.song == told_ && keepsExpressions == keptExpressions_)
        return;
    const Song& song = *snapshot.song;
    if (told_ == nullptr || headOf(song) != headOf(*told_))
        tell("song", headText(song, snapshot.serial));
    tellTracks(song, keepsExpressions, tell);
    told_ = snapshot.song;
    keptExpressions_ = keepsExpressions;
}

void SongMirror::tellTracks(const Song& song, bool keepsExpressions, const Tell& tell)
{
    if (told_ == nullptr || !std::ranges::equal(song.tracks, told_->tracks, {}, &Track::id, &Track::id)) {
        JsonOut ids = JsonOut::list();
        for (const auto& track : song.tracks)
            ids.add(JsonOut::whole(track->id));
        JsonOut out = JsonOut::object();
        out.add("ids", std::move(ids));
        tell("tracks", jsonLine(out));
    }
    for (std::size_t i = 0; i < song.tracks.size(); ++i) {
        const Track& track = *song.tracks[i];
        const Track* const before = trackOf(told_.get(), track.id);
        if (before != &track || keepsExpressions != keptExpressions_)
            tellTrack(track, before, keepsExpressions, tell);
    }
}

void SongMirror::tellTrack(const Track& track, const Track* before, bool keepsExpressions, const Tell& tell)
{
    if (before == nullptr || withoutSlots(track) != withoutSlots(*before))
        tell("track", jsonLine(trackOut(withoutSlots(track))));
    const std::size_t slots = std::max(track.slots.size(), before != nullptr ? before->slots.size() : 0);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const Pattern* const pattern = slotOf(&track, slot);
        const bool isSame = pattern == slotOf(before, slot);
        if (!isSame || (pattern != nullptr && keepsExpressions != keptExpressions_))
            tell("pattern", patternText(track.id, slot, pattern, keepsExpressions));
    }
}

void SongMirror::update(const Snapshot& snapshot, Playing playing, const Tell& tell)
{
    JsonOut muted = JsonOut::list();
    for (std::size_t i = 0; i < snapshot.song->tracks.size(); ++i) {
        if (!snapshot.routes[i].audible)
            muted.add(JsonOut::whole(snapshot.song->tracks[i]->id));
    }
    JsonOut out = JsonOut::object();
    out.add("playing", JsonOut::flag(playing.isPlaying));
    out.add("scene", JsonOut::whole(playing.scene));
    out.add("fill", JsonOut::flag(snapshot.performance.fill));
    out.add("muted", std::move(muted));
    std::string text = jsonLine(out);
    if (text == performance_)
        return;
    performance_ = text;
    tell("performance", std::move(text));
}

}  // namespace clave
