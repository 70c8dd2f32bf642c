#pragma once

#include "app/terminal/terminal_view.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Turns lines into the bytes that make a terminal show them, sending only the lines that changed.
/// Thread-safe: no. Realtime-safe: no.
class Screen {
public:
    /// \param colors false: bold, faint and reverse only (NO_COLOR).
    explicit Screen(bool colors) : colors_(colors) {}

    /// What to write; empty when nothing changed.
    [[nodiscard]] std::string show(const std::vector<Line>& lines);

    /// The terminal's contents are unknown (resized, resumed): the next show() draws everything.
    void forget() { shown_.reset(); }

private:
    bool colors_;
    std::optional<std::vector<Line>> shown_;
};

}  // namespace clave
