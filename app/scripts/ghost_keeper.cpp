#include "app/scripts/ghost_keeper.hpp"

#include "app/scripts/written_pitch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kStepsWithoutPattern = 16;  // what an empty slot is shown with

const Track* trackOf(const Song& song, std::uint32_t id)
{
    const auto found = std::ranges::find(song.tracks, id, &Track::id);
    return found != song.tracks.end() ? found->get() : nullptr;
}

/// With pitches that the track plays so, when they were final.
PlayedStep asWritten(PlayedStep step, const Song& song, const Track& track)
{
    if (std::exchange(step.asSounding, false)) {
        for (Note& note : step.notes)
            note.pitch = static_cast<std::uint8_t>(writtenPitch(song, track, note.pitch));
    }
    return step;
}

std::int32_t inSteps(Position length, Tick step)
{
    return static_cast<std::int32_t>(
        std::llround(length.ticks() / static_cast<double>(step.count) * Gate::kStep));
}
}  // namespace

void GhostKeeper::ask(const ScriptAsk& ask)
{
    using What = ScriptAsk::What;
    if (ask.what == What::Start)
        clear();
    if (ask.what == What::Step && ask.slot >= 0) {
        if (asked_.size() >= kMost)
            asked_.pop_front();
        asked_.push_back({ask.key, ask.mark, {ask.track, static_cast<std::size_t>(ask.slot)}, ask.index});
    }
    if (ask.what != What::Missed)
        return;
    const auto found = std::ranges::find(asked_, ask.key, &Asked::key);
    if (found == asked_.end())
        return;
    set(found->place, found->index, nullptr);
    asked_.erase(found);
}

void GhostKeeper::answer(const ScriptAnswer& answer, const Song& song)
{
    using What = ScriptAnswer::What;
    const Track* const track = trackOf(song, answer.track);
    if (track == nullptr)
        return;
    if (answer.what == What::Note) {
        const PlayedStep step = asWritten(answer.step, song, *track);
        for (const Note& note : step.notes) {
            if (own_.size() < kMost)
                own_.insert(std::ranges::upper_bound(own_, answer.at, {}, &Own::at),
                    {answer.at, answer.off, answer.track, note});
        }
        return;
    }
    const auto found = std::ranges::find(asked_, answer.key, &Asked::key);
    if (answer.what == What::Locks || found == asked_.end())
        return;
    const bool isChanged = answer.what == What::Changed && markOf(answer.step) != found->mark;
    const PlayedStep step = isChanged ? asWritten(answer.step, song, *track) : PlayedStep {};
    set(found->place, found->index, isChanged ? &step : nullptr);
    asked_.erase(found);
}

GhostStep& GhostKeeper::step(const GhostPlace& place, std::size_t index)
{
    GhostSteps& steps = kept_[place].steps;
    if (steps.size() <= index)
        steps.resize(index + 1);
    return steps[index];
}

void GhostKeeper::set(const GhostPlace& place, std::size_t index, const PlayedStep* played)
{
    const auto kept = kept_.find(place);
    const bool isKept = kept != kept_.end() && index < kept->second.steps.size();
    if (index >= kMaxSteps || (played == nullptr && !isKept))
        return;
    GhostStep& now = step(place, index);
    GhostStep next = now;
    next.isChanged = played != nullptr;
    next.step = played != nullptr ? *played : PlayedStep {};
    if (next == now)
        return;
    now = next;
    changed_.insert(place);
}

void GhostKeeper::follow(const ClockStatus& status, const Song& song)
{
    if (!status.playing || (own_.empty() && paths_.empty()))
        return;
    if (std::exchange(run_, status.run) != status.run) {
        paths_.clear();
        seen_ = status.position.floorTick();
    }
    for (const Own& own : own_)
        paths_.try_emplace(own.track);
    for (std::size_t i = 0; i < status.trackCount; ++i) {
        const auto path = paths_.find(status.tracks[i].id);
        const Track* const track = trackOf(song, status.tracks[i].id);
        if (path != paths_.end() && track != nullptr)
            path->second.follow(status.tracks[i], *track, status.position);
    }
    for (; !own_.empty() && own_.front().at <= status.position; own_.pop_front()) {
        if (const auto found = stepOf(own_.front(), song))
            put(own_.front(), *found);
    }
    dropOld(status, song);
}

std::optional<GhostKeeper::StepFound> GhostKeeper::stepOf(const Own& own, const Song& song) const
{
    const Track* const track = trackOf(song, own.track);
    const auto path = paths_.find(own.track);
    if (track == nullptr || path == paths_.end())
        return std::nullopt;
    if (const auto near = path->second.nearest(own.at, song, *track); near && near->slot >= 0)
        return StepFound {
            {own.track, static_cast<std::size_t>(near->slot)}, near->index, near->length, near->offset};
    // A track that only a live loop plays on, as it is shown: sixteenths of a bar.
    if (track->pattern(0) != nullptr || path->second.stepLength())
        return std::nullopt;
    const auto count = floorDiv(own.at.floorTick() + Tick {kSixteenth.count / 2}, kSixteenth);
    const auto index = static_cast<std::size_t>(count) % kStepsWithoutPattern;
    return StepFound {{own.track, 0}, index, kSixteenth, own.at - kSixteenth * count};
}

void GhostKeeper::put(const Own& own, const StepFound& found)
{
    if (found.index >= kMaxSteps)
        return;
    GhostStep& now = step(found.place, found.index);
    const GhostStep before = now;
    Beside& beside = kept_[found.place].beside[found.index];
    // Those of a chord come together; else the pass before is over.
    if (now.beside.empty() || own.at - beside.at > Position {found.length}) {
        now.beside.clear();
        beside = {own.at, found.length};
        constexpr auto kFar = Step::kNudgeStep - 1;
        now.besideNudge =
            static_cast<std::int16_t>(std::clamp(inSteps(found.offset, found.length), -kFar, +kFar));
    }
    Note note = own.note;
    note.gate = Gate::of(inSteps(std::min(own.off - own.at, Position {found.length * 128}), found.length));
    const auto same = std::ranges::find(now.beside, note.pitch, &Note::pitch);
    if (same != now.beside.end())
        *same = note;
    else
        (void)now.beside.tryPush(note);
    if (now != before)
        changed_.insert(found.place);
}

// Steps that have come by once more, and whose notes have not.
void GhostKeeper::dropOld(const ClockStatus& status, const Song& song)
{
    const Tick until = status.position.floorTick();
    for (const auto& [id, path] : paths_) {
        const Track* const track = trackOf(song, id);
        if (track == nullptr)
            continue;
        const auto length = path.stepLength();
        if (!length) {
            const Position before = status.position - kSixteenth * std::int64_t {kStepsWithoutPattern + 1};
            for (std::size_t i = 0; i < kStepsWithoutPattern; ++i)
                dropBeside({id, 0}, i, before);
            continue;
        }
        // All notes that are nearest to a step have come when half of it is over.
        path.forEach(seen_ - *length, until - *length, song, *track, [&](const StepOnPath& step) {
            if (step.slot >= 0)
                dropBeside({id, static_cast<std::size_t>(step.slot)}, step.index, step.grid - step.length);
        });
    }
    seen_ = until;
}

void GhostKeeper::dropBeside(const GhostPlace& place, std::size_t index, Position before)
{
    const auto kept = kept_.find(place);
    if (kept == kept_.end())
        return;
    const auto beside = kept->second.beside.find(index);
    if (beside == kept->second.beside.end() || beside->second.at >= before)
        return;
    kept->second.beside.erase(beside);
    GhostStep& now = step(place, index);
    now.beside.clear();
    now.besideNudge = 0;
    changed_.insert(place);
}

void GhostKeeper::keepOnly(const std::set<std::uint32_t>& hooked)
{
    for (auto& [place, kept] : kept_) {
        for (std::size_t i = 0; i < kept.steps.size() && !hooked.contains(place.track); ++i)
            set(place, i, nullptr);
    }
}

void GhostKeeper::clear()
{
    hasCleared_ = hasCleared_ || !kept_.empty();
    asked_.clear();
    own_.clear();
    paths_.clear();
    kept_.clear();
    changed_.clear();
}

GhostsViewPtr GhostKeeper::view()
{
    if (!hasCleared_ && changed_.empty())
        return view_;
    auto next = std::exchange(hasCleared_, false) ? std::make_shared<GhostsView>()
                                                  : std::make_shared<GhostsView>(*view_);
    for (const GhostPlace& place : changed_)
        (*next)[place] = std::make_shared<const GhostSteps>(kept_[place].steps);
    changed_.clear();
    view_ = std::move(next);
    return view_;
}

}  // namespace clave
