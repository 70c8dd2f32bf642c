#pragma once

#include "app/terminal/terminal_guard.hpp"
#include "app/terminal/terminal_view.hpp"

#include <memory>
#include <optional>
#include <string>

namespace clave {

/// The terminal that Clave was started in: keys in, text out, and its old state back however Clave ends.
///
/// Has its own opening of the device, which never blocks: a terminal that was stopped or sits behind a slow
/// line must not keep signals from being answered. Thread-safe: no. Realtime-safe: no.
class Terminal {
public:
    /// Nothing when there is no terminal to draw on: input or output is something else, TERM says it is dumb,
    /// or Clave runs in the background. Forks (see TerminalGuard): call before any thread is made.
    [[nodiscard]] static std::unique_ptr<Terminal> open();
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    Terminal(Terminal&&) = delete;
    Terminal& operator=(Terminal&&) = delete;

    /// Takes the screen and the keys over. Interrupt keys still send their signals.
    void enter();
    /// Gives them back.
    void leave();

    [[nodiscard]] TerminalSize size() const;
    /// For poll().
    [[nodiscard]] int fd() const noexcept { return fd_; }

    /// What was typed; empty when nothing was; nothing when the terminal is gone.
    [[nodiscard]] std::optional<std::string> read();

    /// Something is still to be sent, so nothing new can be shown yet.
    [[nodiscard]] bool isBusy() const noexcept { return !pending_.empty(); }
    /// Sends what goes at once, the rest with flush().
    void write(std::string text);
    void flush();

private:
    Terminal(int fd, const termios& cooked, const termios& raw);

    int fd_;
    termios cooked_;
    termios raw_;
    TerminalGuard guard_;
    std::string pending_;
};

/// Whether the person's terminal shows UTF-8 (by the locale's variables), and whether colors are wanted
/// (NO_COLOR).
[[nodiscard]] bool terminalHasUnicode();
[[nodiscard]] bool terminalWantsColors();

}  // namespace clave
