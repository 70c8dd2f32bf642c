#include "controllers/lights/light_answers.hpp"
#include "controllers/map/params.hpp"

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
std::optional<double> valueNow(
    const LightContext& of, const Param& param, const LightQuestion& question) noexcept
{
    if (param.what == Param::What::ScriptKnob) {
        const auto knob = static_cast<std::size_t>(param.lock.number);
        return knob < question.knobs.size() ? std::optional {100.0 * question.knobs[knob]} : std::nullopt;
    }
    if (question.track < 0)
        return valueOf(param, of.focus, of.snapshot);
    return valueOf(param, of.focus, of.snapshot, of.focus.bank + static_cast<std::size_t>(question.track));
}
}  // namespace

LightAnswer barAnswer(const LightContext& of, const LightQuestion& question) noexcept
{
    const auto param = parseParam(question.word);
    const int count = std::max(question.second, 1);
    if (!param || question.index < 0 || question.index >= count)
        return {};
    const auto value = valueNow(of, *param, question);
    if (!value)
        return {};
    int best = 0;
    for (int pad = 1; pad < count; ++pad) {
        if (std::abs(barValue(*param, pad, count) - *value)
            < std::abs(barValue(*param, best, count) - *value))
            best = pad;
    }
    if (question.index == best)
        return {LightState::Selected, LightState::On};
    // A condition is one of many, not more or less than another.
    const bool isBelow = question.index < best && param->what != Param::What::Condition;
    return onOff(isBelow);
}

LightAnswer paramAnswer(const LightContext& of, const LightQuestion& question) noexcept
{
    const auto param = parseParam(question.word);
    const auto value = param ? valueNow(of, *param, question) : std::nullopt;
    if (!value)
        return {};
    return {LightState::On, LightState::On,
        static_cast<std::int16_t>(std::lround(wayOf(*param, *value) * 127.0))};
}

}  // namespace clave
