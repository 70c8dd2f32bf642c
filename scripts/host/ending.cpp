#include "scripts/host/ending.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace clave {
namespace {
/// The innermost line that is a script's; else one that is not of Python's own library; else nothing.
ScriptPlace guiltyPlace(const std::vector<ScriptPlace>& stack, const HostMemory& memory)
{
    for (const ScriptPlace& place : stack) {
        if (memory.scriptOfFile(place.file) != nullptr)
            return place;
    }
    const auto isOther = [](const ScriptPlace& place) {
        return !place.file.starts_with('<') && !place.file.starts_with("/usr/lib/python")
            && place.file.find("/scripts/clave/") == std::string::npos;
    };
    const auto found = std::ranges::find_if(stack, isOther);
    return found == stack.end() ? ScriptPlace {} : *found;
}

std::string signalName(int number)
{
    const char* const name = ::sigdescr_np(number);
    std::string text = name != nullptr ? name : fmt::format("signal {}", number);
    if (!text.empty())
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
}

/// "euclid.py:12", or what else is known: "euclid.py (fill)".
std::string where(const Ending& ending)
{
    if (!ending.place.file.empty())
        return fmt::format(
            "{}:{}", std::filesystem::path {ending.place.file}.filename().string(), ending.place.line);
    if (ending.script.empty())
        return "scripts";
    return ending.hook.empty() ? ending.script : fmt::format("{} ({})", ending.script, ending.hook);
}

void describe(Ending& ending, EndCause cause, const std::optional<ProcessEnd>& end, bool isKeptOut)
{
    const std::string place = where(ending);
    switch (cause) {
    case EndCause::Stuck:
        ending.type = "hung";
        ending.sentence = fmt::format("{} hung and could not be stopped", place);
        return;
    case EndCause::Silent:
        ending.type = "hung";
        ending.sentence = isKeptOut
            ? "a thread that a script has started let nothing else run; what holds Python for long (a long "
              "regex, ctypes.PyDLL) must not be in a thread"
            : fmt::format("{} stopped the whole process of scripts", place);
        return;
    case EndCause::Broken:
        ending.type = "crashed";
        ending.sentence = fmt::format("{} wrote into memory that is not its own", place);
        return;
    case EndCause::Ended:
        break;
    }
    const bool isSignal = end && end->isSignal;
    if (end && !isSignal && end->number == CallGuard::kFilesClosed) {
        ending.type = "ended";
        ending.sentence = fmt::format("{} closed files that Clave needs", place);
        return;
    }
    ending.type = isSignal ? "crashed" : "ended";
    ending.sentence = isSignal
        ? fmt::format("{} crashed ({})", place, signalName(end->number))
        : fmt::format("{} ended the process of scripts (exit {})", place, end ? end->number : 0);
}
}  // namespace

Ending explain(EndCause cause, std::optional<ProcessEnd> end, HostProcess& process, const HostMemory& memory)
{
    const CallGuard& guard = process.guard();
    Ending ending;
    if (guard.call.load(std::memory_order_acquire) != 0) {
        ending.script = guard.script();
        ending.hook = guard.hook();
        ending.track = guard.track();
    }
    process.readOutput();
    ending.place = guiltyPlace(process.output().stack(), memory);
    if (const auto* const owner = memory.scriptOfFile(ending.place.file);
        owner != nullptr && ending.script.empty())
        ending.script = owner->name;
    describe(ending, cause, end, guard.isKeptOut.load(std::memory_order_relaxed));
    return ending;
}

std::string errorText(const Ending& ending)
{
    nlohmann::json error {{"script", ending.script}, {"phase", "process"}, {"type", ending.type},
        {"message", ending.sentence}, {"hook", ending.hook}, {"track", nullptr}, {"count", 1},
        {"file", ending.place.file}, {"line", ending.place.line}, {"column", 0}, {"endColumn", 0},
        {"text", ""}, {"frames", nlohmann::json::array()}};
    if (ending.track != 0)
        error["track"] = ending.track;
    return error.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace clave
