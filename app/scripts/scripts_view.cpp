#include "app/scripts/scripts_view.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace clave {

std::string sentence(const ScriptErrorView& error)
{
    if (error.phase == "process")  // it says where itself, as far as it is known
        return error.message.ends_with('.') ? error.message : error.message + ".";
    std::string text = std::filesystem::path(error.file).filename().string();
    if (error.line > 0)
        text += fmt::format(":{}", error.line);
    if (error.line > 0 && error.column > 0)
        text += fmt::format(":{}", error.column);
    text += text.empty() ? "" : ": ";
    text += error.type;
    if (!error.hook.empty())
        text += fmt::format(" in {}", error.hook);
    if (!error.message.empty())
        text += (text.empty() ? "" : ": ") + error.message;
    if (error.count > 1)
        text += fmt::format(" ({} times)", error.count);
    return text.ends_with('.') ? text : text + ".";
}

}  // namespace clave
