#include "app/window/ui/learn_goals.hpp"

#include "app/window/ui/device_words.hpp"
#include "app/window/ui/palette.hpp"
#include "controllers/map/action_table.hpp"
#include "controllers/map/params.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>
#include <string>

namespace clave {
namespace {
/// What must be said of an action, with the number where one is asked for; `word` is its param.
std::vector<Argument> argumentsOf(const ActionInfo& action, int number, std::string_view word)
{
    std::vector<Argument> arguments;
    for (const ArgumentInfo& info : action.arguments) {
        if (info.name.empty() || !info.isNeeded)
            continue;
        Argument argument;
        argument.name = info.name;
        if (info.kind == ArgumentInfo::Kind::Word)
            argument.word = word;
        else if (info.kind == ArgumentInfo::Kind::Place)
            argument.number.add = number - 1;
        else
            argument.number.add = 1.0;  // "by": one further
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

/// It is about the focused track unless it is told another.
bool canBeOfAnyTrack(const ActionInfo& action)
{
    const std::size_t at = action.indexOf("track");
    return at < ActionInfo::kMostArguments && !action.arguments[at].isNeeded
        && action.sentence.find("{track}") != std::string_view::npos;
}

const ArgumentInfo* neededWord(const ActionInfo& action)
{
    for (const ArgumentInfo& info : action.arguments) {
        if (!info.name.empty() && info.isNeeded && info.kind == ArgumentInfo::Kind::Word)
            return &info;
    }
    return nullptr;
}

void add(std::vector<LearnTarget>& goals, const ActionInfo& action, int number, std::string_view word,
    bool withTrack = false)
{
    LearnTarget goal;
    goal.action = action.name;
    goal.arguments = argumentsOf(action, number, word);
    if (withTrack)
        goal.arguments.push_back({"track", {.add = number - 1.0}, {}});
    goal.title = actionInWords(goal.action, goal.arguments);
    if (!goal.title.empty())
        goal.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(goal.title[0])));
    goals.push_back(std::move(goal));
}
}  // namespace

std::vector<LearnTarget> learnGoals(int number, std::string_view typed)
{
    std::vector<LearnTarget> goals;
    for (const ActionInfo& action : actionTable()) {
        if (action.id == ActionId::Hook)
            continue;  // a script's name is written into the map by hand
        const ArgumentInfo* const word = neededWord(action);
        if (word == nullptr) {
            add(goals, action, number, {});
            if (canBeOfAnyTrack(action))
                add(goals, action, number, {}, true);
        } else if (word->name == "param") {
            for (const std::string_view param : paramWords())
                add(goals, action, number, param);
        }
    }
    std::erase_if(goals, [&](const LearnTarget& goal) { return !answerTo(typed, goal.title); });
    if (!typed.empty())  // the best answer first
        std::ranges::stable_sort(
            goals, std::greater {}, [&](const LearnTarget& goal) { return *answerTo(typed, goal.title); });
    return goals;
}

}  // namespace clave
