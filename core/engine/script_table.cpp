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

bool ScriptTable::tryAsk(const ScriptAsk& ask) noexcept
{
    if (entry(ask.track, ask.key) != nullptr)
        return false;
    Row* of = row(ask.track);
    if (of == nullptr) {
        of = &rows_[nextRow_++ % rows_.size()];
        of->track = ask.track;
        for (Entry& old : of->entries)
            old.key = 0;
    }
    Entry& fresh = of->entries[of->next++ % kStepsOfTrack];
    fresh.key = ask.key;
    fresh.mark = ask.mark;
    fresh.serial = ask.serial;
    fresh.found = Found::Waiting;
    return true;
}

bool ScriptTable::take(const ScriptAnswer& answer, Position earliest) noexcept
{
    if (answer.what == ScriptAnswer::What::Note || answer.what == ScriptAnswer::What::Locks) {
        if (own_.size() == kOwn)
            return false;
        ScriptAnswer own = answer;
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
        asked->step = answer.step;
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
    if (Entry* const asked = entry(due.track, due.key))
        asked->found = Found::Missed;
}

std::span<const ScriptAnswer> ScriptTable::ownIn(Position from, Position to) const noexcept
{
    const auto first = std::ranges::lower_bound(own_, from, {}, &ScriptAnswer::at);
    const auto last = std::ranges::lower_bound(first, own_.end(), to, {}, &ScriptAnswer::at);
    return {first, last};
}

void ScriptTable::forgetOwn(Position before) noexcept
{
    own_.erase(own_.begin(), std::ranges::lower_bound(own_, before, {}, &ScriptAnswer::at));
}

void ScriptTable::clear() noexcept
{
    for (Row& old : rows_)
        old.track = 0;
    own_.clear();
    nextRow_ = 0;
}

}  // namespace clave
