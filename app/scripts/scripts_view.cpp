#include "app/scripts/scripts_view.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>

namespace clave {
namespace {
/// Scripts raise whatever text they like: lines, and what would steer a terminal.
std::string inOneLine(std::string_view text)
{
    constexpr std::size_t kMost = 300;
    std::string line;
    for (const char c : text) {
        const bool isControl = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        const bool isStart = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // of a character
        if (isStart && line.size() >= kMost)
            return line + " …";
        if (!isControl || (!line.empty() && line.back() != ' '))
            line += isControl ? ' ' : c;
    }
    return line;
}

std::string withStop(std::string text)
{
    return text.ends_with('.') || text.ends_with('?') ? text : text + ".";
}
}  // namespace

std::string sentence(const ScriptErrorView& error)
{
    if (error.phase == "process")  // it says where itself, as far as it is known
        return withStop(error.message);
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
        text += (text.empty() ? "" : ": ") + inOneLine(error.message);
    if (error.count > 1)
        text += fmt::format(" ({} times)", error.count);
    return withStop(std::move(text));
}

std::string formulaSentence(const std::string& where, const std::string& formula, const std::string& message)
{
    return withStop(fmt::format("{} ({}): {}", where, inOneLine(formula), inOneLine(message)));
}

std::string benchedSentence(const std::string& script, const std::string& hook, const std::string& reason)
{
    return fmt::format("{}{} is switched off: {}.", script, hook.empty() ? "" : "." + hook, reason);
}

}  // namespace clave
