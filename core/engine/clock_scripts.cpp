#include "core/engine/clock_scripts.hpp"

#include "core/engine/launches.hpp"
#include "core/engine/played_marks.hpp"

#include <algorithm>

namespace clave {
namespace {
constexpr std::size_t kUnheard = 1U << 12U;
constexpr std::size_t kDue = 1024;
/// Steps may be decided so much before their place.
constexpr Tick kReach = hookReach(Tick {INT64_MAX});
}  // namespace

ClockScripts::ClockScripts(ScriptQueues& queues) : queues_(queues), unheard_(kUnheard)
{
    due_.reserve(kDue);
}

void ClockScripts::push(ScriptAsk ask) noexcept
{
    if (!queues_.asks.tryPush(ask))
        queues_.refused.fetch_add(1, std::memory_order_relaxed);
}

void ClockScripts::begin(const PlayerState& state) noexcept
{
    (void)queues_.played.tryPush(playingBegins(state.now));
    tellBars(state);
    beginAsking(state);
}

void ClockScripts::tellBars(const PlayerState& state) noexcept
{
    barsFrom_ = state.barOrigin;
    (void)queues_.played.tryPush(barsBegin(barsFrom_));
}

void ClockScripts::beginAsking(const PlayerState& state) noexcept
{
    hasBegun_ = isOn();
    if (!hasBegun_)
        return;
    state_ = state;
    table_.clear();
    table_.forget(state.now);
    due_.clear();
    told_ = std::max(state.floor, state.now);  // later than the floor when scripts come while it plays
    push(about(ScriptAsk::What::Start, told_));
}

ScriptAsk ClockScripts::about(ScriptAsk::What what, Position at) const noexcept
{
    ScriptAsk ask;
    ask.what = what;
    ask.at = at;
    ask.run = state_.run;
    ask.scene = state_.scene;
    ask.barOrigin = state_.barOrigin;
    ask.barsBefore = state_.barsBefore;
    ask.metre = state_.metre;
    ask.tempo = state_.tempo;
    return ask;
}

void ClockScripts::stop(Position at) noexcept
{
    if (hasBegun_ && isOn())
        push(about(ScriptAsk::What::Stop, at));
    hasBegun_ = false;
}

void ClockScripts::wasCut(const PlayerState& state) noexcept
{
    if (!hasBegun_)
        return;
    state_ = state;
}

void ClockScripts::takeAnswers(Position decided, Position present) noexcept
{
    table_.forget(present);
    ScriptAnswer answer;
    // No more than what can wait, so that who answers for ever holds up nobody.
    for (std::size_t left = ScriptQueues::kAnswers; left > 0 && queues_.answers.tryPop(answer); --left) {
        if (!table_.take(answer, decided))
            queues_.refused.fetch_add(1, std::memory_order_relaxed);
    }
}

void ClockScripts::ask(
    const Snapshot& snapshot, const PlayerState& ahead, const TempoMap& tempo, TimePoint until) noexcept
{
    if (!isOn())
        hasBegun_ = false;
    else if (!hasBegun_)
        beginAsking(ahead);  // scripts came while it plays
    const Nanoseconds horizon {queues_.horizonNs.load(std::memory_order_relaxed)};
    askUntil(snapshot, tempo, tempo.positionAt(until + horizon) + kReach);
}

void ClockScripts::askUntil(const Snapshot& snapshot, const TempoMap& tempo, Position until) noexcept
{
    while (hasBegun_ && told_ < until) {
        // A slice has one tempo, metre and scene: it ends where a scene begins.
        const Position launch = nextLaunch(state_);
        askSlice(snapshot, tempo, launch > told_ ? std::min(until, launch) : until);
    }
}

void ClockScripts::askSlice(const Snapshot& snapshot, const TempoMap& tempo, Position until) noexcept
{
    unheard_.clear();
    advance(snapshot, state_, until, unheard_, &scout_);
    // Steps that nudges made it meet early wait, so that scripts see everything in order of its place.
    std::size_t asked = 0;
    for (; asked < due_.size() && due_[asked].at < until; ++asked) {
        due_[asked].time = tempo.timeAt(due_[asked].at);
        push(due_[asked]);
    }
    due_.erase(due_.begin(), due_.begin() + static_cast<std::ptrdiff_t>(asked));
    ScriptAsk slice = about(ScriptAsk::What::Slice, until);
    slice.time = tempo.timeAt(until);
    push(slice);
    told_ = until;
}

void ClockScripts::tellPlayed(const PlayerState& state, std::span<const PlayerEvent> events) noexcept
{
    if (state.barOrigin != barsFrom_)
        tellBars(state);
    for (const PlayerEvent& event : events) {
        if (event.voice != 0 && event.track < state.trackCount)
            (void)queues_.played.tryPush(
                {event.at, event.voice, state.tracks[event.track].id, event.message});
    }
}

void ClockScripts::countMiss(const ScriptAsk& due) noexcept
{
    ++missed_;
    for (Misses& of : misses_) {
        if (of.track == due.track || of.track == 0) {
            of.track = due.track;
            ++of.count;
            break;
        }
    }
    ScriptAsk told = due;
    told.what = ScriptAsk::What::Missed;
    push(told);
}

std::uint32_t ClockScripts::misses(std::uint32_t track) const noexcept
{
    if (missed_ == 0)
        return 0;
    const auto found = std::ranges::find(misses_, track, &Misses::track);
    return found == misses_.end() ? 0 : found->count;
}

const PlayedStep* ClockScripts::Scout::stepFor(const ScriptAsk& due) noexcept
{
    auto& waiting = work_.due_;
    if (waiting.size() < kDue && work_.table_.tryAsk(due))
        waiting.insert(std::ranges::upper_bound(waiting, due.at, {}, &ScriptAsk::at), due);
    return nullptr;
}

const PlayedStep* ClockScripts::Answers::stepFor(const ScriptAsk& due) noexcept
{
    static constexpr PlayedStep kSilent {};
    ScriptTable& table = work_.table_;
    switch (table.find(due)) {
    case ScriptTable::Found::Changed:
        return table.changed(due);
    case ScriptTable::Found::Waiting:
        table.miss(due);
        work_.countMiss(due);
        return due.silentWhenLate ? &kSilent : nullptr;
    case ScriptTable::Found::Missed:
        return due.silentWhenLate ? &kSilent : nullptr;
    case ScriptTable::Found::NotAsked:  // launched at once: there was no time to ask
        table.miss(due);
        return nullptr;
    case ScriptTable::Found::AsWritten:
        return nullptr;
    }
    return nullptr;
}

std::span<const ScriptAnswer> ClockScripts::Answers::ownIn(Position from, Position to) const noexcept
{
    return work_.table_.ownIn(from, to);
}

}  // namespace clave
