#include "core/engine/command.hpp"

#include <array>

namespace clave {
namespace {
// In the order of CommandWhat.
constexpr std::array<std::string_view, std::variant_size_v<CommandWhat>> kLabels {"toggle step", "step",
    "pattern", "track", "new track", "delete track", "move track", "scene", "new scene", "delete scene",
    "arrangement", "tempo", "song name", "metre", "swing", "scale", "seed", "chance amount", "metronome",
    "ports", "grooves", "scripts", "switch step", "record", "clear step", "lane", "open song", "key",
    "step in", "chord", "rest", "tie", "skip", "back", "play", "continue", "stop", "seek", "launch scene",
    "launch pattern", "cancel launches", "live mute", "mute", "fill", "arm fill", "song mode", "loop",
    "stop after bars", "arm track", "recording", "panic", "hooks", "cursor", "step in on", "step in options",
    "undo", "redo"};
}  // namespace

std::string_view label(const CommandWhat& what)
{
    return std::visit(
        [&](const auto& command) -> std::string_view {
            if constexpr (requires { command.label; })
                return command.label;
            else
                return kLabels[what.index()];
        },
        what);
}

}  // namespace clave
