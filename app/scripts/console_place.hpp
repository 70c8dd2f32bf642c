#pragma once

#include "core/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clave {

// Where a playing Clave listens for the console: a socket in a folder that only its user can enter.
// Thread-safe: yes, all. Realtime-safe: no.

/// $XDG_RUNTIME_DIR/clave, else /tmp/clave-USER; made if needed. Fails when it is somebody else's.
[[nodiscard]] Result<std::string> consoleFolder();

/// The socket of a process.
[[nodiscard]] std::string consoleSocket(const std::string& folder, int process);

/// The process that was started last of those that listen, or the one that is asked for. Fails, with a
/// sentence, when there is none.
[[nodiscard]] Result<int> findConsole(const std::string& folder, std::optional<int> process);

/// A connected socket. Fails when nobody listens.
[[nodiscard]] Result<int> connectTo(const std::string& socket);

/// A line for the socket: what is to be run in a script's names ("" are the console's own).
[[nodiscard]] std::string questionLine(std::string_view script, std::string_view text);
/// The same, for the words that could stand at a byte.
[[nodiscard]] std::string wordsLine(std::string_view script, std::string_view text, std::size_t cursor);

}  // namespace clave
