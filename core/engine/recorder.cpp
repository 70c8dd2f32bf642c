#include "core/engine/recorder.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
/// The longest half step there is: eight sixteenths, dotted. So long a note may wait for the next pattern.
constexpr Tick kLongestHalf {kSixteenth.count * 6};

/// \param likely where it mostly is.
std::optional<std::size_t> indexOf(const Song& song, std::uint32_t id, std::size_t likely = 0)
{
    if (likely < song.tracks.size() && song.tracks[likely]->id == id)
        return likely;
    const auto found = std::ranges::find_if(song.tracks, [id](const TrackPtr& t) { return t->id == id; });
    if (found == song.tracks.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - song.tracks.begin());
}

Position share(Tick length, double parts)
{
    return Position::fromTicks(static_cast<double>(length.count) * parts / Step::kNudgeStep);
}

double partsOf(Position position, Tick length)
{
    return position.ticks() * Step::kNudgeStep / static_cast<double>(length.count);
}

Nanoseconds fromMs(double ms)
{
    return Nanoseconds {static_cast<std::int64_t>(ms * 1e6)};
}
}  // namespace

void Recorder::follow(const ClockStatus& status, const Snapshot& snapshot,
    std::span<const std::size_t> tracks, std::vector<Asked>& out)
{
    const bool goesOn = status.playing && status.run == run_;
    if (!goesOn && (isRunning_ || !notes_.empty()))
        finish(out);
    song_ = snapshot.song;
    const bool wasRunning = std::exchange(isRunning_, status.playing && snapshot.performance.recording.on);
    if (!isRunning_ && notes_.empty()) {
        lanes_.clear();
        time_.clear();
        return;
    }
    if (isRunning_)
        how_ = snapshot.performance.recording;
    if (!wasRunning && isRunning_
        && !tracks.empty()) {  // what is played from here on is a gesture of its own
        leader_ = song_->tracks[tracks.front()]->id;
        ++gesture_;
        passBegin_ = Tick {INT64_MIN};
    }
    run_ = status.run;
    now_ = status.position;
    time_.follow(status);
    followTracks(status, *song_);
    if (isRunning_ && how_.mode == Recording::Mode::Replace)
        clearPassed(tracks, out);
    else
        std::ranges::for_each(lanes_, [](TrackLane& lane) { lane.isCleared = false; });
    writeDue(out, false);
}

void Recorder::keyDown(KeyId key, std::uint8_t pitch, std::uint8_t velocity, TimePoint time,
    std::span<const std::size_t> tracks, const Snapshot& snapshot)
{
    const auto begin = time_.positionAt(time - fromMs(how_.inputLatencyMs));
    if (!isRunning_ || !begin)
        return;
    for (const std::size_t track : tracks)
        notes_.push_back({key, snapshot.song->tracks[track]->id, pitch, velocity, *begin, std::nullopt});
}

void Recorder::keyUp(KeyId key, TimePoint time)
{
    const auto end = time_.positionAt(time - fromMs(how_.inputLatencyMs));
    for (PlayedNote& note : notes_) {
        if (note.key == key && !note.end)
            note.end = std::max(end.value_or(now_), note.begin);
    }
}

void Recorder::finish(std::vector<Asked>& out)
{
    for (PlayedNote& note : notes_) {
        if (!note.end)
            note.end = std::max(now_, note.begin);
    }
    writeDue(out, true);
    notes_.clear();
    nudges_.clear();
    lanes_.clear();
    time_.clear();
    isRunning_ = false;
}

Recorder::TrackLane& Recorder::laneOf(std::uint32_t id)
{
    const auto found = std::ranges::find(lanes_, id, &TrackLane::id);
    if (found != lanes_.end())
        return *found;
    lanes_.push_back({id, {}, {}, false});
    return lanes_.back();
}

void Recorder::followTracks(const ClockStatus& status, const Song& song)
{
    for (std::size_t i = 0; i < status.trackCount; ++i) {
        const TrackStatus& shown = status.tracks[i];
        if (const auto index = indexOf(song, shown.id, i))
            laneOf(shown.id).path.follow(shown, *song.tracks[*index], now_);
    }
    std::erase_if(
        nudges_, [this](const Nudged& old) { return old.grid + kLongestHalf * 4 < now_.floorTick(); });
}

void Recorder::clearPassed(std::span<const std::size_t> tracks, std::vector<Asked>& out)
{
    for (const std::size_t index : tracks) {
        const Track& track = *song_->tracks[index];
        TrackLane& lane = laneOf(track.id);
        const Tick length = lane.path.stepLength().value_or(kSixteenth);
        const Tick until = now_.floorTick() - length;
        if (!lane.isCleared || track.editLock) {
            lane.clearedTo = now_.floorTick() - Tick {1};
            lane.isCleared = true;
            continue;
        }
        lane.path.forEach(lane.clearedTo, until, *song_, track, [&](const StepOnPath& step) {
            const Step& old = track.pattern(step.slot)->steps[step.index];
            const bool isEmpty = !old.on && old.notes.empty();
            if (step.isDecided && !isEmpty && findNudge(track.id, step.grid) == nullptr)
                out.push_back({ClearStep {{index, static_cast<std::size_t>(step.slot)}, step.index},
                    gestureAt(step.grid)});
        });
        lane.clearedTo = std::max(lane.clearedTo, until);
    }
}

bool Recorder::canWrite(const PlayedNote& note, const std::optional<StepOnPath>& step) const
{
    if (!note.end)
        return false;
    if (!step)
        return now_ >= note.begin + kLongestHalf;  // nothing comes that it could belong to
    const Track& track = *song_->tracks[*indexOf(*song_, note.track)];
    const Pattern& pattern = *track.pattern(step->slot);
    const Position passed =
        feelAt(*song_, pattern, step->grid).sounding(step->grid + share(step->length, Step::kNudgeStep / 2));
    return step->isDecided && now_ >= passed && now_ >= note.begin + step->length;
}

void Recorder::writeDue(std::vector<Asked>& out, bool isLast)
{
    for (std::size_t i = 0; i < notes_.size();) {
        const PlayedNote note = notes_[i];
        const auto index = indexOf(*song_, note.track);
        std::optional<StepOnPath> step;
        if (index)
            step = laneOf(note.track).path.nearest(note.begin, *song_, *song_->tracks[*index]);
        if (index && !isLast && !canWrite(note, step)) {
            ++i;
            continue;
        }
        notes_.erase(notes_.begin() + static_cast<std::ptrdiff_t>(i));
        if (index && step)
            write(note, *step, out);
    }
}

void Recorder::write(const PlayedNote& note, const StepOnPath& step, std::vector<Asked>& out)
{
    const std::size_t index = *indexOf(*song_, note.track);
    const Feel feel = feelAt(*song_, *song_->tracks[index]->pattern(step.slot), step.grid);
    const TrackLane& lane = laneOf(note.track);
    const PatternPlace pattern {index, static_cast<std::size_t>(step.slot)};
    if (lane.isCleared && step.grid > lane.clearedTo && findNudge(note.track, step.grid) == nullptr)
        out.push_back({ClearStep {pattern, step.index}, gestureAt(note.begin)});
    const std::int16_t nudge = nudgeOf(note, step);
    // The length that is heard stays, wherever in the swing the note is moved to.
    const Position straight = step.grid + share(step.length, nudge);
    const Position end = feel.straight(feel.sounding(straight) + (*note.end - note.begin));
    const double gate = partsOf(end - straight, step.length) / std::max(feel.gate, 0.01);
    RecordNote recorded;
    recorded.pattern = pattern;
    recorded.step = step.index;
    recorded.value.pitch = note.pitch;
    recorded.value.velocity = note.velocity;
    recorded.value.gate =
        Gate::of(static_cast<std::int32_t>(std::lround(std::min(gate, double {Gate::kLongest}))));
    recorded.nudge = nudge;
    out.push_back({recorded, gestureAt(note.begin)});
}

const Recorder::Nudged* Recorder::findNudge(std::uint32_t track, Tick grid) const
{
    const auto found = std::ranges::find_if(
        nudges_, [&](const Nudged& one) { return one.track == track && one.grid == grid; });
    return found == nudges_.end() ? nullptr : &*found;
}

std::int16_t Recorder::nudgeOf(const PlayedNote& note, const StepOnPath& step)
{
    if (const Nudged* const first = findNudge(note.track, step.grid))
        return first->nudge;
    constexpr double kMost = Step::kNudgeStep - 1;
    const double parts = partsOf(step.offset, step.length) * (100 - how_.strength) / 100.0;
    const auto nudge = static_cast<std::int16_t>(std::lround(std::clamp(parts, -kMost, kMost)));
    nudges_.push_back({note.track, step.grid, nudge});
    return nudge;
}

std::uint64_t Recorder::gestureAt(Position sounding)
{
    const auto index = indexOf(*song_, leader_);
    if (!index)
        return gesture_;
    const auto step = laneOf(leader_).path.nearest(sounding, *song_, *song_->tracks[*index]);
    if (!step || step->passBegin <= passBegin_)
        return gesture_;
    if (std::exchange(passBegin_, step->passBegin) != Tick {INT64_MIN})
        ++gesture_;
    return gesture_;
}

}  // namespace clave
