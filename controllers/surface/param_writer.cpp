#include "controllers/surface/param_writer.hpp"

#include "controllers/surface/gesture_times.hpp"

#include <algorithm>

namespace clave {
namespace {
using Change = std::function<double(std::optional<double>)>;

void change(Step& step, const Param& param, const Change& how)
{
    setValue(step, param, how(valueOf(param, step)));
}

std::optional<double> knobOf(const Param& param, const Moment& moment)
{
    const auto knob = static_cast<std::size_t>(param.lock.number);
    const auto knobs = moment.view.knobs;
    return knob < knobs.size() ? std::optional {100.0 * knobs[knob]} : std::nullopt;
}

/// Where a value begins that is turned before it was ever set.
double middleOf(const Param& param)
{
    const auto [low, high] = rangeOf(param);
    return param.what == Param::What::Lock ? std::max((low + high + 1.0) / 2.0, 0.0) : low;
}
}  // namespace

std::uint64_t ParamWriter::gestureFor(const Param& param, std::size_t track, const Moment& moment)
{
    const bool goesOn =
        last_ && last_->param == param && last_->track == track && moment.view.now - last_->time <= kTurnTime;
    const std::uint64_t gesture = goesOn ? last_->gesture : newGesture();
    last_ = Last {param, track, 0.0, moment.view.now, gesture};
    return gesture;
}

std::optional<double> ParamWriter::read(
    const Param& param, std::optional<std::size_t> track, const Moment& moment) const
{
    const std::size_t index = track.value_or(keeper_.focus.pattern.track);
    if (!param.isOfSteps()) {
        const bool isOnItsWay = last_ && last_->param == param && last_->track == index
            && moment.view.now - last_->time < kOnItsWay;
        return isOnItsWay ? std::optional {last_->value}
            : param.what == Param::What::ScriptKnob
            ? knobOf(param, moment)
            : valueOf(param, keeper_.focus, moment.view.snapshot, track);
    }
    const auto steps = editedSteps(keeper_.focus, moment.view.snapshot);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!steps[i])
            continue;
        if (const auto step = writer_.read(keeper_.focus.pattern, i, moment)) {
            if (const auto value = valueOf(param, *step))
                return value;
        }
    }
    return std::nullopt;
}

bool ParamWriter::set(
    const Param& param, double value, std::optional<std::size_t> track, const Moment& moment)
{
    if (param.isOfSteps())
        return changeSteps(param, [=](std::optional<double>) { return value; }, moment);
    return changeSetting(param, value, track.value_or(keeper_.focus.pattern.track), moment);
}

bool ParamWriter::move(const Param& param, double by, std::optional<std::size_t> track, const Moment& moment)
{
    if (param.isOfSteps()) {
        return changeSteps(
            param, [&](std::optional<double> old) { return old.value_or(middleOf(param)) + by; }, moment);
    }
    const auto now = read(param, track, moment);
    return now && changeSetting(param, *now + by, track.value_or(keeper_.focus.pattern.track), moment);
}

bool ParamWriter::changeSteps(const Param& param, const Change& how, const Moment& moment)
{
    if (hands_.anyHeld()) {
        hands_.edit(moment, [&](Step& step) { change(step, param, how); });
        return true;
    }
    if (param.what == Param::What::Lock)
        return recordLock(param, how, moment);
    const Cursor& cursor = moment.performance().entry.cursor;
    auto step = cursor.pattern == keeper_.focus.pattern ? writer_.read(cursor.pattern, cursor.step, moment)
                                                        : std::nullopt;
    if (!step)
        return false;
    change(*step, param, how);
    writer_.write(cursor.pattern, cursor.step, *step, moment, gestureFor(param, cursor.step, moment));
    return true;
}

bool ParamWriter::recordLock(const Param& param, const Change& how, const Moment& moment)
{
    const ClockStatus& status = moment.view.status;
    const std::size_t track = keeper_.focus.pattern.track;
    if (!moment.performance().recording.on || !status.playing || status.countingIn
        || track >= status.trackCount || status.tracks[track].slot < 0 || status.tracks[track].step < 0)
        return false;
    const TrackStatus& playing = status.tracks[track];
    const PatternPlace place {track, static_cast<std::size_t>(playing.slot)};
    const auto at = static_cast<std::size_t>(playing.step);
    auto step = writer_.read(place, at, moment);
    if (!step)
        return false;
    if (take_.gesture == 0 || take_.run != status.run || take_.track != playing.id
        || take_.pass != playing.pass)
        take_ = {status.run, playing.id, playing.pass, newGesture()};
    change(*step, param, how);
    step->on = true;  // locks of a step that is off are not sent
    writer_.write(place, at, *step, moment, take_.gesture);
    return true;
}

bool ParamWriter::changeSetting(const Param& param, double value, std::size_t track, const Moment& moment)
{
    const auto [low, high] = rangeOf(param);
    if (param.what == Param::What::ScriptKnob) {
        if (!knobOf(param, moment))
            return false;
        (void)gestureFor(param, track, moment);
        last_->value = std::clamp(value, low, high);
        moment.out.turn(static_cast<std::size_t>(param.lock.number), last_->value / 100.0);
        return true;
    }
    auto command = settingOf(param, value, track, keeper_.focus, moment.view.snapshot);
    if (!command)
        return read(param, track, moment).has_value();
    const std::uint64_t gesture = gestureFor(param, track, moment);
    last_->value = std::clamp(value, low, high);
    moment.command(std::move(*command), gesture);
    return true;
}

}  // namespace clave
