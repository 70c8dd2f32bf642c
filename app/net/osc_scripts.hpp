#pragma once

#include "app/net/osc_desk.hpp"

#include <functional>
#include <string>

namespace clave {

class ScriptDesk;

/// What OSC asks of scripts, done by their desk, which outlives it. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] OscScripts oscScripts(ScriptDesk& desk);

/// The other way: what scripts send (ScriptDesk::Setup::sendOsc), to all who subscribed to it. The desk of
/// OSC outlives it.
[[nodiscard]] std::function<void(const std::string& path, const std::string& values)> oscSender(
    OscDesk& desk);

}  // namespace clave
