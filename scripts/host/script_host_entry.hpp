#pragma once

#include <string>
#include <string_view>

namespace clave {

inline constexpr std::string_view kScriptHostWord = "--script-host";

/// What a program is started with when it is to be a script host: `--script-host CONFIG`, files 3 to 5 open
/// (script_channel.hpp). A main() that calls this first can be ScriptHostOptions::program.
[[nodiscard]] inline bool isScriptHost(int count, const char* const* words) noexcept
{
    return count == 3 && std::string_view {words[1]} == kScriptHostWord;
}

/// Says what is wrong with something that a script hands to others, of a kind, as JSON; empty: nothing.
using ScriptCheck = std::string (*)(std::string_view kind, std::string_view json);

/// Runs scripts until the parent is gone or ends this process. Does not return. \param check what the rest of
/// the program knows of what scripts hand to it; null: nothing is checked.
[[noreturn]] void runScriptHost(const char* config, ScriptCheck check = nullptr);

}  // namespace clave
