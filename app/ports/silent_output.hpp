#pragma once

#include "core/ports/midi_output.hpp"

#include <string>

namespace clave {

/// Nothing is heard: for playing without any port, and said so.
/// Thread-safe: yes. Realtime-safe: yes, but for report().
class SilentOutput final : public MidiOutput {
public:
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool tryPost(const TimedMessage&) noexcept override { return true; }
    void flush() noexcept override {}
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return Nanoseconds {0}; }
    [[nodiscard]] OutputReport report() const override
    {
        OutputReport report;
        report.trouble = "Nothing is heard: there is no output.";
        return report;
    }

private:
    std::string name_ = "silent";
};

}  // namespace clave
