#pragma once

#include "core/ports/midi_output.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace clave {

/// An output that several of a song's ports play on: all of them post to one, which keeps one ledger for all.
///
/// Only the first counts in reports and tells what left, so that sums are right.
/// Thread-safe: as the output it stands for. Realtime-safe: likewise.
class SharedOutput final : public MidiOutput {
public:
    SharedOutput(std::shared_ptr<MidiOutput> output, bool isFirst)
        : output_(std::move(output))
        , isFirst_(isFirst)
    {
    }

    [[nodiscard]] const std::string& name() const noexcept override { return output_->name(); }
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override
    {
        return output_->tryPost(message);
    }
    void flush() noexcept override { output_->flush(); }
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return output_->commitsAhead(); }
    [[nodiscard]] OutputReport report() const override
    {
        OutputReport report = output_->report();
        if (isFirst_)
            return report;
        OutputReport quiet;
        quiet.open = report.open;
        return quiet;
    }
    [[nodiscard]] std::vector<SentMessage> recent() const override
    {
        return isFirst_ ? output_->recent() : std::vector<SentMessage> {};
    }

private:
    std::shared_ptr<MidiOutput> output_;
    bool isFirst_;
};

}  // namespace clave
