#pragma once

#include "core/engine/command.hpp"

#include <cstdint>
#include <optional>

namespace clave {

/// One thread's way of sending commands to the session.
class CommandSender {
public:
    virtual ~CommandSender() = default;
    CommandSender() = default;
    CommandSender(const CommandSender&) = delete;
    CommandSender& operator=(const CommandSender&) = delete;
    CommandSender(CommandSender&&) = delete;
    CommandSender& operator=(CommandSender&&) = delete;

    /// \param from where it is to be in force, as in Command
    /// \return false when the session is far behind and the queue is full. Thread-safe: from one thread only.
    virtual bool trySend(
        CommandWhat what, std::uint64_t gesture = 0, std::optional<Position> from = std::nullopt) = 0;
};

}  // namespace clave
