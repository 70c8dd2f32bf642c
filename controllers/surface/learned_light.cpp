#include "controllers/surface/learn_session.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace clave {
namespace {
struct Shows {
    std::string_view action;
    std::string_view source;
};

/// What tells the state of what an action changes, where there is such a state.
constexpr std::array<Shows, 18> kShows {
    {{"transport.play", "transport.play"}, {"transport.record", "transport.record"}, {"undo", "undo"},
        {"redo", "redo"}, {"metronome.toggle", "metronome"}, {"loop.toggle", "loop"}, {"fill.hold", "fill"},
        {"fill.toggle", "fill"}, {"entry.toggle", "step_in"}, {"step.toggle", "step.state"},
        {"step.edit", "step.state"}, {"track.select", "track.select"}, {"track.mute", "track.mute"},
        {"track.solo", "track.solo"}, {"track.arm", "track.arm"}, {"scene.launch", "scene.state"},
        {"slot.launch", "slot.state"}, {"param.set", "param"}}};

struct Look {
    LightState state;
    Light light;
};
using enum LightState;
constexpr std::array<Look, 12> kLooks {
    {{Off, {Hue::DarkGrey, Motion::Steady, -1}}, {On, {Hue::Green, Motion::Steady, -1}},
        {Held, {Hue::White, Motion::Steady, -1}}, {Playing, {Hue::Orange, Motion::Steady, -1}},
        {PlayingOn, {Hue::White, Motion::Steady, -1}}, {Queued, {Hue::Green, Motion::Flash, -1}},
        {Selected, {Hue::White, Motion::Steady, -1}}, {Armed, {Hue::Red, Motion::Steady, -1}},
        {Recording, {Hue::Red, Motion::Pulse, -1}}, {Muted, {Hue::Red, Motion::Steady, -1}},
        {Soloed, {Hue::Yellow, Motion::Steady, -1}}, {Locked, {Hue::Violet, Motion::Steady, -1}}}};
}  // namespace

LightBind lightFor(const LearnTarget& target)
{
    const auto shows = std::ranges::find(kShows, target.action, &Shows::action);
    LightBind light;
    for (const auto& [state, look] : kLooks)
        light.looks[static_cast<std::size_t>(state)] = look;
    if (shows == kShows.end()) {
        light.from = "always";
        light.looks = {};
        light.looks[static_cast<std::size_t>(On)] = Light {Hue::DarkGrey, Motion::Steady, -1};
        return light;
    }
    light.from = shows->source;
    for (const Argument& argument : target.arguments) {
        if (argument.name != "to" && argument.name != "by" && argument.name != "now")
            light.arguments.push_back(argument);
    }
    return light;
}

}  // namespace clave
