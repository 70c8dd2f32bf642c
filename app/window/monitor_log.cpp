#include "app/window/monitor_log.hpp"

#include <algorithm>

namespace clave {

std::vector<MonitorLine> monitorLines(
    const Engine& engine, const std::vector<OutputDesk::Shown>& outputs, const std::vector<InputView>& inputs)
{
    std::vector<MonitorLine> lines;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        for (const auto& sent : engine.recentOutput(i))
            lines.push_back({sent.time, true, outputs[i].name, sent.message});
    }
    for (const auto& heard : engine.recentInput())
        lines.push_back({heard.time, false,
            heard.input < inputs.size() ? inputs[heard.input].name : std::string {}, heard.message});
    std::ranges::stable_sort(lines, {}, &MonitorLine::time);
    return lines;
}

}  // namespace clave
