#include "controllers/surface/actions.hpp"

#include <cmath>

namespace clave {

std::optional<double> ActionCall::number(std::string_view argument) const noexcept
{
    const std::size_t at = action.info->indexOf(argument);
    if (at >= ActionInfo::kMostArguments || !action.numbers[at])
        return std::nullopt;
    return valueOf(*action.numbers[at], in);
}

std::optional<std::size_t> ActionCall::place(std::string_view argument) const noexcept
{
    const auto value = number(argument);
    return value && *value >= 0.0 && *value < 65536.0 ? std::optional {static_cast<std::size_t>(*value + 0.5)}
                                                      : std::nullopt;
}

int ActionCall::whole(std::string_view argument, int otherwise) const noexcept
{
    const auto value = number(argument);
    return value ? static_cast<int>(std::lround(*value)) : otherwise;
}

std::optional<std::size_t> trackOf(const ActionCall& call, const Focus& focus, const Moment& moment)
{
    const auto named = call.number("track") ? call.place("track") : std::nullopt;
    if (call.number("track") && !named)
        return std::nullopt;
    const std::size_t track = named ? focus.bank + *named : focus.pattern.track;
    return track < moment.song().tracks.size() ? std::optional {track} : std::nullopt;
}

bool run(const ActionCall& call, SurfaceHands& hands, const Moment& moment)
{
    for (const auto family : {runStepAction, runTrackAction, runSceneAction, runPatternAction,
             runTransportAction, runViewAction}) {
        if (const auto done = family(call, hands, moment))
            return *done;
    }
    return false;
}

}  // namespace clave
