#include "controllers/map/action_guide.hpp"

#include "controllers/device/light_words.hpp"
#include "controllers/map/action_table.hpp"
#include "controllers/map/map_reading.hpp"
#include "controllers/map/params.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
std::string listed(std::span<const std::string_view> words)
{
    std::string out;
    for (const std::string_view word : words)
        out += fmt::format("{}`{}`", out.empty() ? "" : ", ", word);
    return out;
}

std::string argumentsOf(const ActionInfo& action)
{
    std::string out;
    for (const ArgumentInfo& argument : action.arguments) {
        if (argument.name.empty())
            break;
        out += fmt::format("{}`{}`", out.empty() ? "" : ", ", argument.name);
        if (!argument.isNeeded)
            out += "?";
    }
    return out;
}

std::string_view mannerOf(const ActionInfo& action)
{
    switch (action.manner) {
    case ActionInfo::Manner::While:
        return "while held";
    case ActionInfo::Manner::Value:
        return "knob, or a button with a number";
    case ActionInfo::Manner::Once:
        break;
    }
    return "once";
}
}  // namespace

std::string actionGuide(std::span<const std::string_view> lightWords)
{
    std::string out = "# Words for maps\n\nMade by the tests from the tables that Clave itself uses.\n\n"
                      "## Actions\n\nA `?` marks what may be left out: then it is the chosen track, the held "
                      "steps, the next empty slot.\nPlaces (step, page, track, slot, scene) count from 0; "
                      "steps from the page's first, tracks and scenes from the bank's.\n\n"
                      "| do | args | by | it |\n| --- | --- | --- | --- |\n";
    for (const ActionInfo& action : actionTable()) {
        const bool isHook = action.id == ActionId::Hook;
        out += fmt::format("| `{}` | {} | {} | {} |\n", isHook ? "hook.NAME" : action.name,
            argumentsOf(action), mannerOf(action), action.sentence);
    }
    out += "\n## Numbers\n\nFor `param`: " + listed(paramWords())
        + ".\nLocks take any controller's number, as in `cc 74`.\n\n## Lights\n\nFor `from`: "
        + listed(lightWords) + ".\n\nStates: " + listed(lightStateWords())
        + ".\n\nColors: " + listed(hueWords()) + "; with `flash` or `pulse` before them.\n";
    return out;
}

}  // namespace clave
