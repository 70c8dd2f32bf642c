#include "controllers/lights/light_source.hpp"

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::array<std::string_view, kLightSourceCount> kWords {"step.state", "step.value", "value.bar",
    "page.state", "track.select", "track.mute", "track.solo", "track.arm", "track.plays", "scene.state",
    "slot.state", "key.state", "transport.play", "transport.record", "transport.beat", "undo", "redo", "fill",
    "step_in", "follow", "focus.lock", "edit_lock", "loop", "metronome", "song_mode", "layer", "param",
    "always"};

/// The state that a look is taken from when there is none of its own; itself at the end.
constexpr LightState nextOf(LightState state) noexcept
{
    switch (state) {
    case LightState::PlayingOn:
        return LightState::Playing;
    case LightState::OutsideOn:
        return LightState::Outside;
    case LightState::Outside:
    case LightState::Muted:
        return LightState::Off;
    case LightState::Recording:
        return LightState::Armed;
    case LightState::Accent:
    case LightState::Queued:
    case LightState::Selected:
    case LightState::Armed:
    case LightState::Soloed:
    case LightState::Locked:
        return LightState::On;
    // Those pass over something else, which is then seen: LightAnswer::under.
    case LightState::Held:
    case LightState::Cursor:
    case LightState::Playing:
    case LightState::Off:
    case LightState::On:
        break;
    }
    return state;
}

std::optional<Light> given(const LightBind& bind, LightState state) noexcept
{
    for (;;) {
        if (const auto& look = bind.looks[static_cast<std::size_t>(state)])
            return look;
        const LightState next = nextOf(state);
        if (next == state)
            return std::nullopt;
        state = next;
    }
}
}  // namespace

std::optional<LightSource> lightSource(std::string_view word) noexcept
{
    const auto* const found = std::ranges::find(kWords, word);
    if (found == kWords.end())
        return std::nullopt;
    return static_cast<LightSource>(found - kWords.begin());
}

std::span<const std::string_view> lightSourceWords() noexcept
{
    return kWords;
}

Light look(const LightBind& bind, const LightAnswer& answer) noexcept
{
    auto found = given(bind, answer.state);
    if (!found)
        found = given(bind, answer.under);
    Light light = found.value_or(Light {});
    if (answer.level >= 0)
        light.level = answer.level;
    return light;
}

}  // namespace clave
