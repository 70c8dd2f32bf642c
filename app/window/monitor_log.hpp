#pragma once

#include "app/window/output_desk.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/engine/engine.hpp"

#include <vector>

namespace clave {

/// The last messages of all outputs and inputs, in the order of their times.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<MonitorLine> monitorLines(const Engine& engine,
    const std::vector<OutputDesk::Shown>& outputs, const std::vector<InputView>& inputs);

}  // namespace clave
