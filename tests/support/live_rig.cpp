#include "tests/support/live_rig.hpp"

#include <utility>

namespace clave::test {

LiveRig::LiveRig(Song song, ClockWork::Timing timing)
    : session(std::move(song))
    , work_(session.published(), table_, sync_, live, scripts, timing)
    , reader_(session.published())
    , commands_(*this)
    , hands_(*live.claim(), commands_)
    , deadline_(clock.now())
{
    for (auto& slot : table_) {
        outputs_.push_back(std::make_unique<RecordingOutput>());
        slot = outputs_.back().get();
    }
    wake();
}

Result<void> LiveRig::send(CommandWhat what, std::uint64_t gesture)
{
    return session.apply({std::move(what), "test", gesture});
}

void LiveRig::run(Nanoseconds time)
{
    const TimePoint end = clock.now() + time;
    while (clock.now() < end)
        wake();
}

void LiveRig::wake()
{
    deadline_ += interval;
    clock.oversleep = lateness ? lateness() : Nanoseconds {0};
    clock.sleepUntil(deadline_);
    const TimePoint now = clock.now();
    if (now > deadline_ + 10 * interval)  // as the clock thread does after a stall
        deadline_ = now;
    for (auto& output : outputs_)
        output->runUntil(now);
    playByHand();
    work_.run(now);
    for (auto& output : outputs_)
        output->runUntil(now);
}

bool LiveRig::Commands::trySend(CommandWhat what, std::uint64_t gesture, std::optional<Position> from)
{
    if (const auto done = rig_.session.apply({std::move(what), "keys", gesture, from}); !done)
        rig_.refusals.push_back(done.error().message);
    return true;
}

void LiveRig::playByHand()
{
    if (hands_.isRecording(snapshot()))
        hands_.follow(status(), snapshot());
    while (heard_ || (heard_.emplace(), keyboard.tryPop(*heard_))) {
        if (heard_->time > clock.now())
            return;
        hands_.hear(1, *heard_, snapshot());
        heard_.reset();
    }
    heard_.reset();
}

void LiveRig::setPeriod(Nanoseconds period)
{
    for (auto& output : outputs_)
        output->setPeriod(period);
}

ClockStatus LiveRig::status() const
{
    ClockStatus status;
    work_.fillStatus(status, clock.now());
    return status;
}

std::vector<RecordedMessage> LiveRig::notes(std::size_t port) const
{
    std::vector<RecordedMessage> list;
    for (const auto& one : outputs_[port]->recorded()) {
        if (one.message.isNoteOn())
            list.push_back(one);
    }
    return list;
}

std::string LiveRig::unpaired() const
{
    std::string text;
    for (std::size_t port = 0; port < outputs_.size(); ++port) {
        if (const auto fault = findUnpairedNote(outputs_[port]->recorded()))
            text += "port " + std::to_string(port) + ": " + *fault + "\n";
    }
    return text;
}

std::uint32_t LiveRig::sounding() const
{
    std::uint32_t count = 0;
    for (const auto& output : outputs_)
        count += output->report().sounding;
    return count;
}

}  // namespace clave::test
