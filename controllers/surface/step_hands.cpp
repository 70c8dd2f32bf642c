#include "controllers/surface/step_hands.hpp"

#include "controllers/surface/gesture_times.hpp"

#include <algorithm>

namespace clave {
namespace {
bool sharesPitch(const Step& a, const Step& b)
{
    return std::ranges::any_of(a.notes, [&](const Note& note) {
        return std::ranges::find(b.notes, note.pitch, &Note::pitch) != b.notes.end();
    });
}
}  // namespace

std::uint64_t StepHands::gesture()
{
    if (gesture_ == 0)
        gesture_ = newGesture();
    return gesture_;
}

void StepHands::showHeld()
{
    keeper_.focus.held.reset();
    for (const Pad& pad : held_) {
        if (!pad.isEnd)
            keeper_.focus.held.set(pad.step);
    }
}

bool StepHands::press(std::uint16_t control, std::size_t step, bool toggles, const Moment& moment)
{
    const Focus& focus = keeper_.focus;
    const std::size_t place = focus.page * focus.pageSteps + step;
    const auto value = writer_.read(focus.pattern, place, moment);
    if (step >= focus.pageSteps || place >= kMaxSteps || !value)
        return false;
    Pad pad {control, place, moment.time, false, false, false, 0};
    if (toggles && !value->on && tryLongNote(place, moment)) {
        pad.isEnd = true;
    } else if (toggles) {
        pad.switchesOff = value->on;
        if (!value->on) {
            pad.gesture = newGesture();
            writer_.switchTo(focus.pattern, place, true, moment, pad.gesture);
        }
    }
    if (held_.empty())
        gesture_ = 0;
    held_.push_back(pad);
    showHeld();
    if (!pad.isEnd)
        keeper_.touchStep(place, moment);
    return true;
}

bool StepHands::tryLongNote(std::size_t step, const Moment& moment)
{
    const auto from = std::ranges::find_if(held_, [&](const Pad& pad) {
        return !pad.isEnd && pad.step < step && moment.time - pad.pressedAt >= kRangeTime;
    });
    if (from == held_.end())
        return false;
    makeLongNote(*from, step, moment);
    return true;
}

void StepHands::makeLongNote(Pad& from, std::size_t last, const Moment& moment)
{
    const PatternPlace& place = keeper_.focus.pattern;
    auto first = writer_.read(place, from.step, moment);
    if (!first)
        return;
    from.switchesOff = false;
    if (gesture_ == 0)
        gesture_ = from.gesture;  // with the press that began it one step of undo
    first->on = true;
    for (Note& note : first->notes)
        note.gate = Gate::of(static_cast<std::int32_t>(last - from.step + 1) * Gate::kStep);
    writer_.write(place, from.step, *first, moment, gesture());
    // Steps under it that play the same pitch would cut it.
    for (std::size_t step = from.step + 1; step <= last; ++step) {
        const auto under = writer_.read(place, step, moment);
        if (under && under->on && sharesPitch(*first, *under))
            writer_.switchTo(place, step, false, moment, gesture());
    }
}

void StepHands::release(std::uint16_t control, const Moment& moment)
{
    const auto found = std::ranges::find(held_, control, &Pad::control);
    if (found == held_.end())
        return;
    const Pad pad = *found;
    held_.erase(found);
    showHeld();
    if (pad.switchesOff && moment.time - pad.pressedAt < kHoldTime)
        writer_.switchTo(keeper_.focus.pattern, pad.step, false, moment, newGesture());
}

void StepHands::letGo() noexcept
{
    held_.clear();
    keeper_.focus.held.reset();
}

void StepHands::markUsed() noexcept
{
    for (Pad& pad : held_)
        pad.switchesOff = false;
}

void StepHands::edit(const Moment& moment, const std::function<void(Step&)>& change)
{
    markUsed();
    const PatternPlace& place = keeper_.focus.pattern;
    for (const Pad& pad : held_) {
        auto step = pad.isEnd ? std::nullopt : writer_.read(place, pad.step, moment);
        if (!step)
            continue;
        change(*step);
        writer_.write(place, pad.step, *step, moment, gesture());
    }
}

void StepHands::giveNote(std::uint8_t pitch, std::uint8_t velocity, const Moment& moment)
{
    const bool isFirst = std::ranges::none_of(held_, &Pad::hasKeys);
    edit(moment, [&](Step& step) {
        Note note {pitch, velocity, 100, step.notes.empty() ? Gate {} : step.notes[0].gate};
        if (isFirst)
            step.notes.clear();
        if (std::ranges::find(step.notes, pitch, &Note::pitch) == step.notes.end())
            (void)step.notes.tryPush(note);
        step.on = true;
    });
    for (Pad& pad : held_)
        pad.hasKeys = true;
}

}  // namespace clave
