#include "controllers/surface/learn_session.hpp"

#include "controllers/device/profile_words.hpp"
#include "controllers/map/action_table.hpp"
#include "controllers/map/map_writer.hpp"
#include "controllers/map/selector.hpp"
#include "controllers/surface/bound_map.hpp"
#include "controllers/surface/trace_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr int kLearnedPriority = 50;  ///< over what was there for more of the controls

std::string_view kindText(const LearnedControl& learned)
{
    switch (learned.kind) {
    case LearnedControl::Kind::Button:
        return learned.address.kind == SurfaceEvent::Kind::NoteOn ? "a pad or button" : "a button";
    case LearnedControl::Kind::Toggle:
        return "a button that switches in turn";
    case LearnedControl::Kind::Absolute:
        return learned.bits14 ? "a fine knob or fader" : "a knob or fader";
    case LearnedControl::Kind::Relative:
        return "an encoder without ends";
    }
    return {};
}

std::string selectorOf(const Control& control, const Profile& profile)
{
    if (control.group == "pad")
        return fmt::format("pad[{}][{}]", control.row, control.col);
    const auto count = std::ranges::count(profile.controls, control.group, &Control::group);
    return count > 1 ? fmt::format("{}.{}", control.group, control.index) : control.group;
}

bool isStepAction(const std::string& action)
{
    return action == "step.toggle" || action == "step.edit";
}
}  // namespace

LearnSession::LearnSession(ProfilePtr profile, MapPtr map)
    : canGrow_(profile->dialects.empty() && profile->take.empty() && !profile->isOsc)
{
    if (!map) {
        auto empty = std::make_shared<Map>();
        empty->name = profile->name;
        empty->id = profile->id;
        empty->use = {profile->id};
        empty->pageSteps = 16;
        map = std::move(empty);
    }
    steps_.push_back({std::move(profile), std::move(map), std::nullopt, false});
}

void LearnSession::arm(LearnTarget target, TimePoint now)
{
    target_ = std::move(target);
    isArmed_ = true;
    learner_.arm(now);
}

void LearnSession::hear(const SurfaceEvent& event)
{
    learner_.hear(event);
}

void LearnSession::advance(TimePoint now)
{
    if (isArmed_)
        learner_.advance(now);
}

void LearnSession::choose(std::size_t candidate)
{
    const auto all = learner_.candidates();
    if (candidate < all.size())
        learner_.choose(all[candidate]);
}

bool LearnSession::isDone() const noexcept
{
    return isArmed_ && learner_.state() == ControlLearner::State::Done;
}

std::string LearnSession::heard() const
{
    if (!isDone())
        return {};
    return fmt::format("{}, {}", kindText(learner_.learned()), addressText(learner_.learned().address));
}

std::string LearnSession::advice() const
{
    return !isArmed_ || isDone() ? std::string() : learner_.advice();
}

std::vector<std::string> LearnSession::candidates() const
{
    std::vector<std::string> texts;
    if (isArmed_ && learner_.state() == ControlLearner::State::Several) {
        for (const Address& address : learner_.candidates())
            texts.push_back(addressText(address));
    }
    return texts;
}

std::optional<std::uint16_t> LearnSession::controlAt(const Address& address) const
{
    const auto& controls = profile().controls;
    for (std::size_t i = 0; i < controls.size(); ++i) {
        const Address& in = controls[i].in;
        const bool isChannel = in.channel == address.channel || in.channel == 0;
        if (in.kind == address.kind && in.number == address.number && isChannel)
            return static_cast<std::uint16_t>(i);
    }
    return std::nullopt;
}

std::vector<std::size_t> LearnSession::bindsOf(std::uint16_t control) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < map().binds.size(); ++i) {
        const auto selector = parseSelector(map().binds[i].on.text);
        if (!selector || !map().binds[i].layer.empty())
            continue;
        const auto controls = controlsOf(*selector, profile());
        if (std::ranges::find(controls, control) != controls.end())
            found.push_back(i);
    }
    return found;
}

std::string LearnSession::conflict() const
{
    const auto control = isDone() ? controlAt(learner_.learned().address) : std::nullopt;
    if (isDone() && !control && !canGrow_)
        return fmt::format("{} has no such control; add it to the device's file first", profile().name);
    if (!control)
        return {};
    const BoundMap bound(steps_.back().profile, steps_.back().map);
    std::string text;
    for (const std::size_t index : bindsOf(*control)) {
        for (std::uint16_t at = 0; text.empty() && at < bound.count(); ++at) {
            if (bound.bind(at).bind == static_cast<std::int32_t>(index))
                text = fmt::format("{} {} already", controlName(profile(), profile().controls[*control]),
                    inWords(bound.bind(at).action, bound.placeOf(*control, 0)));
        }
    }
    return text;
}

Control LearnSession::makeControl(const LearnedControl& learned) const
{
    Control control;
    control.in = control.out = learned.address;
    control.relative = learned.relative;
    control.bits14 = learned.bits14;
    control.toggles = learned.kind == LearnedControl::Kind::Toggle;
    const bool isButton =
        learned.kind == LearnedControl::Kind::Button || learned.kind == LearnedControl::Kind::Toggle;
    control.kind = isButton ? Control::Kind::Button : Control::Kind::Encoder;
    control.group = isButton ? "learned" : "knob";
    control.velocity = learned.address.kind == SurfaceEvent::Kind::NoteOn;
    control.index =
        static_cast<std::uint8_t>(std::ranges::count(profile().controls, control.group, &Control::group));
    control.col = control.index;
    return control;
}

bool LearnSession::accept(Keep keep)
{
    if (!isDone() || findActionInfo(target_.action) == nullptr)
        return false;
    const LearnedControl& learned = learner_.learned();
    Lesson next = steps_.back();
    auto control = controlAt(learned.address);
    if (!control && !canGrow_)
        return false;
    if (!control) {
        auto grown = std::make_shared<Profile>(profile());
        control = static_cast<std::uint16_t>(grown->controls.size());
        grown->controls.push_back(makeControl(learned));
        grown->hasNrpn = grown->hasNrpn || learned.address.kind == SurfaceEvent::Kind::Nrpn;
        next.profile = std::move(grown);
    }
    auto map = std::make_shared<Map>(*next.map);
    if (keep == Keep::Replace) {  // its own binds go; those of whole groups give way to it
        const std::string own = selectorOf(next.profile->controls[*control], *next.profile);
        std::erase_if(
            map->binds, [&](const Bind& bind) { return bind.on.text == own && bind.layer.empty(); });
    }
    Bind bind;
    bind.on.text = selectorOf(next.profile->controls[*control], *next.profile);
    bind.action = target_.action;
    bind.arguments = target_.arguments;
    const auto manner = findActionInfo(target_.action)->manner;
    bind.gesture = manner == ActionInfo::Manner::While ? Gesture::Whole
        : manner == ActionInfo::Manner::Value          ? Gesture::Move
                                                       : Gesture::Press;
    if (keep == Keep::Replace)
        bind.priority = kLearnedPriority;
    bind.learned = true;
    if (next.profile->controls[*control].dialect >= 0)
        bind.light = lightFor(target_);
    map->binds.push_back(std::move(bind));
    next.map = std::move(map);
    next.address = learned.address;
    next.isStep = isStepAction(target_.action);
    steps_.push_back(std::move(next));
    isArmed_ = false;
    return true;
}

bool LearnSession::undo()
{
    if (steps_.size() < 2)
        return false;
    steps_.pop_back();
    return true;
}

std::string LearnSession::profileText() const
{
    const bool isLearned = steps_.back().profile != steps_.front().profile;
    return isLearned ? learnedProfileText(profile()) : std::string();
}

std::string LearnSession::mapText() const
{
    return clave::mapText(map());
}

}  // namespace clave
