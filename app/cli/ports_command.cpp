#include "app/cli/commands.hpp"
#include "app/ports/port_list.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace clave {
namespace {
using Json = nlohmann::json;

Json jsonOf(const std::vector<PortInfo>& ports)
{
    auto list = Json::array();
    for (const auto& port : ports)
        list.push_back({{"name", port.name}, {"kind", nameOf(port.kind)}, {"api", nameOf(port.api)}});
    return list;
}

void print(std::string_view heading, const std::vector<PortInfo>& ports)
{
    fmt::print("{}:\n", heading);
    if (ports.empty())
        fmt::print("  none\n");
    std::size_t width = 0;
    for (const auto& port : ports)
        width = std::max(width, port.name.size());
    for (const auto& port : ports)
        fmt::print("  {:<{}}  {}\n", port.name, width, nameOf(port.kind));
}
}  // namespace

Result<int> runCommand(const PortsCommand& command)
{
    const auto list = listPorts(command.api);
    if (command.json) {
        const Json all {{"api", nameOf(list.api)}, {"outputs", jsonOf(list.outputs)},
            {"inputs", jsonOf(list.inputs)}, {"trouble", list.trouble}};
        fmt::print("{}\n", all.dump(2, ' ', false, Json::error_handler_t::replace));
        return kDone;
    }
    if (list.api != MidiApi::Auto)
        fmt::print("MIDI is {}.\n", nameOf(list.api));
    print("Play on (--out NAME; part of a name is enough)", list.outputs);
    fmt::print("  also: synth (built in), virtual (a port of Clave's own), none\n");
    print("Listen to", list.inputs);
    if (!list.trouble.empty())
        fmt::print("{}\n", list.trouble);
    return kDone;
}

}  // namespace clave
