#include "controllers/surface/focus_keeper.hpp"

#include "core/engine/entry_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
const TrackStatus* statusOf(std::size_t track, const SurfaceView& view)
{
    return track < view.status.trackCount && track < view.status.tracks.size() ? &view.status.tracks[track]
                                                                               : nullptr;
}
}  // namespace

std::size_t FocusKeeper::slotOf(std::size_t track, const SurfaceView& view)
{
    const Song& song = *view.snapshot.song;
    if (track >= song.tracks.size())
        return 0;
    const TrackStatus* const status = statusOf(track, view);
    if (view.status.playing && status != nullptr && status->slot >= 0)
        return static_cast<std::size_t>(status->slot);
    const auto scene = static_cast<std::size_t>(std::max<int>(view.status.scene, 0));
    if (scene < song.scenes.size() && song.scenes[scene].slot(track) >= 0)
        return static_cast<std::size_t>(song.scenes[scene].slot(track));
    const auto& slots = song.tracks[track]->slots;
    const auto first = std::ranges::find_if(slots, [](const PatternPtr& slot) { return slot != nullptr; });
    return first != slots.end() ? static_cast<std::size_t>(first - slots.begin()) : 0;
}

bool FocusKeeper::follow(const SurfaceView& view)
{
    const PatternPlace before = focus.pattern;
    const Cursor& cursor = view.snapshot.performance.entry.cursor;
    const bool isFirst = !cursor_;
    // A cursor that was sent from here is seen as it was before for a moment.
    const bool moved = isFirst || (cursor != seen_ && cursor != *cursor_);
    if (isFirst || cursor != seen_)
        cursor_ = cursor;
    seen_ = cursor;
    const bool othersChose = moved && !focus.locked;
    if (othersChose)
        focus.pattern = cursor.pattern;
    clampTo(view);
    const TrackStatus* const status = statusOf(focus.pattern.track, view);
    const bool plays = view.status.playing && status != nullptr;
    const std::int16_t slot = plays ? status->slot : std::int16_t {-1};
    if (slot != playingSlot_) {
        playingSlot_ = slot;
        if (slot >= 0 && focus.follow && !focus.locked)
            focus.pattern.slot = static_cast<std::size_t>(slot);
    }
    const bool isPlaying =
        plays && slot == static_cast<std::int16_t>(focus.pattern.slot) && status->step >= 0;
    if (focus.follow && isPlaying && focus.held.none())
        focus.page = static_cast<std::size_t>(status->step) / focus.pageSteps;
    else if (othersChose && cursor.pattern == focus.pattern && focus.held.none())
        focus.page = cursor.step / focus.pageSteps;
    focus.page = std::min(focus.page, pages(view) - 1);
    if (focus.pattern.track != before.track)
        showTrack();
    return focus.pattern != before;
}

void FocusKeeper::showTrack() noexcept
{
    if (focus.pattern.track < focus.bank || focus.pattern.track >= focus.bank + kBank)
        focus.bank = focus.pattern.track / kBank * kBank;
}

void FocusKeeper::clampTo(const SurfaceView& view)
{
    const auto& tracks = view.snapshot.song->tracks;
    std::size_t& track = focus.pattern.track;
    // A locked surface stays with its track when others come and go before it.
    if (focus.locked && (track >= tracks.size() || tracks[track]->id != trackId_)) {
        const auto found = std::ranges::find(tracks, trackId_, &Track::id);
        if (found != tracks.end())
            track = static_cast<std::size_t>(found - tracks.begin());
    }
    track = std::min(track, std::max<std::size_t>(tracks.size(), 1) - 1);
    if (track < tracks.size() && tracks[track]->id != trackId_) {
        trackId_ = tracks[track]->id;
        playingSlot_ = -1;
    }
    const std::size_t banks = std::max<std::size_t>(tracks.size(), kBank);
    if (focus.bank >= banks)
        focus.bank = (banks - 1) / kBank * kBank;
}

void FocusKeeper::choose(const PatternPlace& place, const Moment& moment)
{
    focus.pattern = place;
    showTrack();
    playingSlot_ = -1;
    const TrackStatus* const status = statusOf(place.track, moment.view);
    if (moment.view.status.playing && status != nullptr)
        playingSlot_ = status->slot;  // known: only another one takes the focus along
    if (place.track < moment.song().tracks.size())
        trackId_ = moment.song().tracks[place.track]->id;
    focus.page = std::min(focus.page, pages(moment.view) - 1);
    if (focus.locked)
        return;
    const std::size_t steps = stepsAt(moment.song(), place);
    const std::size_t step = moment.performance().entry.cursor.step;
    cursor_ = Cursor {place, std::min(step, steps - 1)};
    moment.command(SetCursor {*cursor_});
}

void FocusKeeper::touchStep(std::size_t step, const Moment& moment)
{
    const Cursor wanted {focus.pattern, step};
    if (focus.locked || wanted == moment.performance().entry.cursor)
        return;
    cursor_ = wanted;
    moment.command(SetCursor {wanted});
}

void FocusKeeper::choosePage(int page, const SurfaceView& view)
{
    focus.page = static_cast<std::size_t>(std::clamp(page, 0, static_cast<int>(pages(view)) - 1));
    focus.follow = false;
}

void FocusKeeper::toggleLock(const SurfaceView& view)
{
    focus.locked = !focus.locked;
    if (!focus.locked) {
        cursor_.reset();  // goes where the others are
        playingSlot_ = -1;  // and to what plays there
    } else if (focus.pattern.track < view.snapshot.song->tracks.size())
        trackId_ = view.snapshot.song->tracks[focus.pattern.track]->id;
}

std::size_t FocusKeeper::pages(const SurfaceView& view) const
{
    const std::size_t steps = stepsAt(*view.snapshot.song, focus.pattern);
    return std::max<std::size_t>((steps + focus.pageSteps - 1) / focus.pageSteps, 1);
}

std::string FocusKeeper::inWords(const SurfaceView& view) const
{
    const auto& tracks = view.snapshot.song->tracks;
    if (focus.pattern.track >= tracks.size())
        return "no track";
    const std::string& name = tracks[focus.pattern.track]->name;
    return fmt::format("track {}{}, slot {}, page {} of {}{}{}", focus.pattern.track + 1,
        name.empty() ? "" : " " + name, focus.pattern.slot + 1, focus.page + 1, pages(view),
        focus.layer.empty() ? "" : ", layer " + focus.layer, focus.locked ? ", stays there" : "");
}

}  // namespace clave
