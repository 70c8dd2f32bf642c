#include "core/engine/entry_cursor.hpp"

#include "core/engine/song_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
void forgetActs(Entry& entry)
{
    entry.acts = nullptr;
    entry.pastEnd = false;
}

const Pattern* patternAt(const Song& song, const PatternPlace& place)
{
    return place.track < song.tracks.size()
        ? song.tracks[place.track]->pattern(static_cast<std::int32_t>(place.slot))
        : nullptr;
}
}  // namespace

std::size_t stepsAt(const Song& song, const PatternPlace& place)
{
    const Pattern* const pattern = patternAt(song, place);
    return pattern != nullptr ? pattern->steps.size() : Pattern {}.steps.size();
}

Result<void> setCursor(Entry& entry, const Song& song, const Cursor& cursor)
{
    if (cursor.pattern.track >= song.tracks.size())
        return noSuch("Track", cursor.pattern.track, song.tracks.size());
    if (cursor.pattern.slot >= kMaxSlots)
        return noSuch("Slot", cursor.pattern.slot, kMaxSlots);
    if (const auto steps = stepsAt(song, cursor.pattern); cursor.step >= steps)
        return noSuch("Step", cursor.step, steps);
    if (cursor != entry.cursor)
        forgetActs(entry);
    entry.cursor = cursor;
    return {};
}

void setStepIn(Entry& entry, bool on)
{
    if (entry.on == on)
        return;
    entry.on = on;
    forgetHeld(entry);
    forgetActs(entry);
}

Result<void> setEntryOptions(Entry& entry, const Song& song, const EntryOptions& options)
{
    if (options.advance < 1 || options.advance > EntryOptions::kMostAdvance) {
        return fail(fmt::format(
            "Step in advances by 1 to {} steps, not {}.", EntryOptions::kMostAdvance, options.advance));
    }
    if (options.velocity && (*options.velocity < 1 || *options.velocity > 127))
        return fail(fmt::format("A fixed velocity must be 1 to 127, not {}.", *options.velocity));
    entry.options = options;
    const Pattern* const pattern = patternAt(song, entry.cursor.pattern);
    if (entry.pastEnd && options.atEnd != EntryOptions::AtEnd::Grow)
        moveOn(entry, pattern != nullptr ? *pattern : Pattern {});
    return {};
}

void beginAnew(Entry& entry)
{
    Entry anew;
    anew.on = entry.on;
    anew.options = entry.options;
    entry = std::move(anew);
}

void goBack(Entry& entry, const std::optional<Entry>& then, const Song& song)
{
    if (!entry.on || !then)
        return;
    entry.cursor = then->cursor;
    entry.pastEnd = then->pastEnd && entry.options.atEnd == EntryOptions::AtEnd::Grow;
    entry.acts = then->acts;
    matchEntry(entry, song, song);
}

void forgetHeld(Entry& entry)
{
    entry.chord.clear();
    entry.keys.reset();
    entry.ties = 0;
}

void moveOn(Entry& entry, const Pattern& pattern)
{
    std::size_t& step = entry.cursor.step;
    const bool inWindow = step <= pattern.last;
    const std::size_t end = inWindow ? pattern.last : pattern.steps.size() - 1;
    const std::size_t next = step + entry.options.advance;
    entry.pastEnd = next > end && entry.options.atEnd == EntryOptions::AtEnd::Grow;
    if (next <= end)
        step = next;
    else if (entry.options.atEnd == EntryOptions::AtEnd::Wrap)
        step = pattern.first + (inWindow ? (next - pattern.first) % pattern.windowSize() : 0);
}

void matchEntry(Entry& entry, const Song& before, const Song& after)
{
    std::size_t& track = entry.cursor.pattern.track;
    if (!std::ranges::equal(before.tracks, after.tracks, {}, &Track::id, &Track::id)) {
        forgetActs(entry);
        const auto id = track < before.tracks.size() ? before.tracks[track]->id : 0;
        const auto found = std::ranges::find(after.tracks, id, &Track::id);
        if (found != after.tracks.end()) {
            track = static_cast<std::size_t>(found - after.tracks.begin());
        } else {
            track = std::min(track, std::max<std::size_t>(after.tracks.size(), 1) - 1);
            forgetHeld(entry);
        }
    }
    const std::size_t steps = stepsAt(after, entry.cursor.pattern);
    if (entry.cursor.step >= steps) {
        entry.cursor.step = steps - 1;
        entry.pastEnd = false;
    }
}

}  // namespace clave
