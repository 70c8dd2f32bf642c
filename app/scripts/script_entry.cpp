#include "app/scripts/script_entry.hpp"

#include "app/scripts/script_reading.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace clave {
namespace {
JsonOut named(const std::string& script)
{
    JsonOut out = JsonOut::object();
    out.add("script", JsonOut::text(script));
    return out;
}

/// A kept text as the object that it describes; an empty one where it is none.
JsonOut objectOut(const std::string& text)
{
    const JsonTree tree = JsonTree::parse(text);
    const bool isObject = tree.isWhole() && tree.problems().empty() && tree.root().kind == JsonKind::Object;
    return isObject ? jsonOut(tree, tree.root()) : JsonOut::object();
}

JsonOut numberOut(double value)
{
    return std::isfinite(value) ? JsonOut::real(value) : JsonOut::real(0.0);
}
}  // namespace

ScriptEntry::ScriptEntry(std::string name, const ScriptRef& ref)
    : ref_(ref)
    , values_(ref.knobs)
    , state_(ref.state)
{
    view_.name = std::move(name);
    view_.path = ref.path;
}

bool ScriptEntry::follow(const ScriptRef& ref, const TellScripts& tell)
{
    const bool isOther =
        ref.enabled != ref_.enabled || ref.track != ref_.track || ref.arguments != ref_.arguments;
    for (const auto& [knob, value] : ref.knobs) {
        const auto known = ref_.knobs.find(knob);
        const auto newest = values_.find(knob);
        const bool isKnown = (known != ref_.knobs.end() && known->second == value)
            || (newest != values_.end() && newest->second == value);
        if (isKnown)
            continue;
        if (!turn(knob, value, tell))
            setValue(knob, value);
    }
    // A knob that the song says nothing of any more is where it begins.
    for (const auto& [knob, value] : ref_.knobs) {
        auto* const shown = ref.knobs.contains(knob) ? nullptr : control(knob);
        if (shown != nullptr)
            turn(knob, shown->initial, tell);
    }
    if (ref.state != ref_.state)
        state_ = ref.state;
    ref_ = ref;
    view_.path = ref.path;
    return isOther;
}

void ScriptEntry::useFile(std::string file)
{
    view_.file = std::move(file);
}

bool ScriptEntry::onFile(const Result<std::string>& text)
{
    const bool wasMissing = view_.state == ScriptView::State::Missing;
    if (!text) {
        if (wasMissing)
            return false;
        wait(ScriptView::State::Missing, text.error().message + ".");
        return true;
    }
    if (*text == text_ && view_.textNumber > 0 && !wasMissing)
        return false;  // touched, and nothing else
    text_ = *text;
    ++view_.textNumber;
    view_.reason.clear();
    return true;
}

void ScriptEntry::load(const TellScripts& tell)
{
    JsonOut knobs = JsonOut::object();
    for (const auto& [knob, value] : values_)
        knobs.add(knob, numberOut(value));
    JsonOut out = named(view_.name);
    out.add("path", JsonOut::text(view_.file));
    out.add("text", JsonOut::text(text_));
    out.add("knobs", std::move(knobs));
    out.add("state", objectOut(state_));
    out.add("track", ref_.track == 0 ? JsonOut::null() : JsonOut::whole(ref_.track));
    out.add("arguments", objectOut(ref_.arguments));
    tell("load", jsonLine(out));
    isLoaded_ = isAwaited_ = true;
    ++view_.loads;
    if (view_.state != ScriptView::State::Running)
        view_.state = ScriptView::State::Waiting;
    view_.reason.clear();
}

void ScriptEntry::unload(const TellScripts& tell)
{
    if (isLoaded_)
        tell("unload", jsonLine(named(view_.name)));
    isLoaded_ = false;
    view_.controls.clear();
    view_.tracks.clear();
    view_.error.reset();
}

void ScriptEntry::wait(ScriptView::State why, std::string reason)
{
    view_.state = why;
    view_.reason = std::move(reason);
}

bool ScriptEntry::turn(const std::string& knob, double value, const TellScripts& tell)
{
    const auto* const shown = control(knob);
    if (shown == nullptr || shown->kind == ScriptControlView::Kind::Button || !std::isfinite(value))
        return false;
    value = std::clamp(value, std::min(shown->low, shown->high), std::max(shown->low, shown->high));
    setValue(knob, value);
    JsonOut out = named(view_.name);
    out.add("knob", JsonOut::text(knob));
    out.add("value", numberOut(value));
    tell("knob", jsonLine(out));
    return true;
}

void ScriptEntry::onLoaded(const JsonView& said)
{
    const bool isOk = said["ok"].flag();
    view_.loadMs = said["ms"].real();
    if (said["files"].isThere()) {
        modules_.clear();
        said["files"].forEach([&](const JsonView& file) { modules_.push_back(file.text()); });
    }
    view_.state = isOk ? ScriptView::State::Running : ScriptView::State::Failed;
    // A successor of a process that has ended loads the same again.
    if (isOk && std::exchange(isAwaited_, false)) {
        view_.error.reset();
        view_.reason.clear();
    }
}

void ScriptEntry::onControls(const JsonView& said)
{
    view_.controls.clear();
    said["controls"].forEach([&](const JsonView& one) {
        if (view_.controls.size() < kMaxKnobs)
            view_.controls.push_back(controlIn(one));
    });
}

void ScriptEntry::onValue(const JsonView& said)
{
    const auto knob = said["knob"].text();
    const auto* const shown = control(knob);
    if (shown == nullptr)
        return;
    const double value = numberIn(said["value"], shown->choices, shown->value);
    const auto known = values_.find(knob);
    isAhead_ = isAhead_ || known == values_.end() || known->second != value;
    setValue(knob, value);
}

void ScriptEntry::onState(const JsonView& said)
{
    auto state = said["state"].line();
    if (state == state_ || state.size() > kMaxStateBytes || (state == "{}" && state_.empty()))
        return;
    state_ = std::move(state);
    isAhead_ = true;
}

void ScriptEntry::onError(const JsonView& said)
{
    ScriptErrorView error = errorIn(said, view_.file);
    if (const auto& last = view_.error; !said["count"].isThere() && last && last->message == error.message)
        error.count = last->count + 1;
    view_.error = std::move(error);
}

void ScriptEntry::onMended(const JsonView& said)
{
    if (view_.error && view_.error->phase == said["phase"].text())
        view_.error.reset();
}

void ScriptEntry::onBenched(const JsonView& said)
{
    wait(ScriptView::State::Benched, said["reason"].text());
}

void ScriptEntry::comeBack(const ScriptRef& newest)
{
    values_ = newest.knobs;
    state_ = newest.state;
    isAhead_ = true;
}

void ScriptEntry::setTracks(std::vector<ScriptTrackView> tracks, std::uint64_t misses)
{
    view_.tracks = std::move(tracks);
    view_.misses = misses;
}

ScriptRef ScriptEntry::kept()
{
    for (const auto& [knob, value] : values_) {
        if (ref_.knobs.size() < kMaxKnobs || ref_.knobs.contains(knob))
            ref_.knobs[knob] = value;
    }
    ref_.state = state_;
    isAhead_ = false;
    return ref_;
}

void ScriptEntry::setValue(const std::string& knob, double value)
{
    values_[knob] = value;
    if (auto* const shown = control(knob))
        shown->value = value;
}

ScriptControlView* ScriptEntry::control(const std::string& name)
{
    const auto found = std::ranges::find(view_.controls, name, &ScriptControlView::name);
    return found != view_.controls.end() ? &*found : nullptr;
}

}  // namespace clave
