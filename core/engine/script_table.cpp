#include "core/engine/script_table.hpp"

#include <algorithm>

namespace clave {

ScriptTable::ScriptTable() : rows_(kMaxTracks)
{
    own_.reserve(kOwn);
}

ScriptTable::Row* ScriptTable::row(std::uint32_t track) noexcept
{
    const auto found = std::ranges::find(rows_, track, &Row::track);
    return found == rows_.end() ? nullptr : &*found;
}

ScriptTable::Entry* ScriptTable::entry(std::uint32_t track, VoiceId key) noexcept
{
    Row* const of = row(track);
    if (of == nullptr)
        return nullptr;
    const auto found = std::ranges::find(of->entries, key, &Entry::key);
    return found == of->entries.end() ? nullptr : &*found;
}

ScriptTable::Row& ScriptTable::rowFor(std::uint32_t track) noexcept
{
    if (Row* const known = row(track))
        return *known;
    Row& fresh = rows_[nextRow_++ % rows_.size()];
    fresh.track = track;
    fresh.closed = Row {}.closed;
    for (Entry& old : fresh.entries)
        old.key = 0;
    return fresh;
}

bool ScriptTable::tryAsk(const ScriptAsk& ask) noexcept
{
    Row& of = rowFor(ask.track);
    if (ask.at <= of.closed || std::ranges::find(of.entries, ask.key, &Entry::key) != of.entries.end())
        return false;
    Entry& fresh = of.entries[of.next % kStepsOfTrack];
    if (fresh.key != 0 && fresh.at >= present_)
        return false;
    ++of.next;
    fresh.key = ask.key;
    fresh.mark = ask.mark;
    fresh.serial = ask.serial;
    fresh.at = ask.at;
    fresh.found = Found::Waiting;
    return true;
}

bool ScriptTable::take(const ScriptAnswer& answer, Position earliest) noexcept
{
    if (answer.what == ScriptAnswer::What::Note || answer.what == ScriptAnswer::What::Locks) {
        if (own_.size() == kOwn)
            return false;
        ScriptAnswer own = answer;
        own.step = withinLimits(answer.step);
        const Position late = std::max(earliest - own.at, Position {});
        own.at = own.at + late;
        own.off = own.off + late;
        own_.insert(std::ranges::upper_bound(own_, own.at, {}, &ScriptAnswer::at), own);
        return true;
    }
    Entry* const asked = entry(answer.track, answer.key);
    if (asked == nullptr || asked->found != Found::Waiting)
        return true;
    const bool isChanged = answer.what == ScriptAnswer::What::Changed;
    asked->found = isChanged ? Found::Changed : Found::AsWritten;
    if (isChanged)
        asked->step = withinLimits(answer.step);
    return true;
}

ScriptTable::Found ScriptTable::find(const ScriptAsk& due) noexcept
{
    const Entry* const asked = entry(due.track, due.key);
    if (asked == nullptr)
        return Found::NotAsked;
    // Edited by hand since it was asked for: the hand wins. What scripts edit, they knew when they answered.
    const bool wasEdited = asked->mark != due.mark && asked->serial != due.serial;
    return asked->found == Found::Changed && wasEdited ? Found::AsWritten : asked->found;
}

const PlayedStep* ScriptTable::changed(const ScriptAsk& due) noexcept
{
    const Entry* const asked = entry(due.track, due.key);
    return asked == nullptr ? nullptr : &asked->step;
}

void ScriptTable::miss(const ScriptAsk& due) noexcept
{
    Row& of = rowFor(due.track);
    const auto asked = std::ranges::find(of.entries, due.key, &Entry::key);
    if (asked != of.entries.end())
        asked->found = Found::Missed;
    else
        of.closed = std::max(of.closed, due.at);
}

std::span<const ScriptAnswer> ScriptTable::ownIn(Position from, Position to) const noexcept
{
    const auto first = std::ranges::lower_bound(own_, from, {}, &ScriptAnswer::at);
    const auto last = std::ranges::lower_bound(first, own_.end(), to, {}, &ScriptAnswer::at);
    return {first, last};
}

void ScriptTable::forget(Position present) noexcept
{
    present_ = present;
    own_.erase(own_.begin(), std::ranges::lower_bound(own_, present, {}, &ScriptAnswer::at));
}

void ScriptTable::clear() noexcept
{
    for (Row& old : rows_)
        old.track = 0;
    own_.clear();
    nextRow_ = 0;
}

}  // namespace clave
