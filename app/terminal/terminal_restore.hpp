#pragma once

#include <termios.h>

namespace clave {

/// Puts a terminal back as it was: own settings, normal screen, cursor shown. Safe in a signal handler and
/// after fork.
void restoreTerminal(int fd, const termios& cooked) noexcept;

/// Which terminal restoreRememberedTerminal() is for; fd -1: none. Thread-safe: no.
void rememberTerminal(int fd, const termios& cooked) noexcept;

/// Restores the remembered terminal once. Safe in a signal handler.
void restoreRememberedTerminal() noexcept;

}  // namespace clave
