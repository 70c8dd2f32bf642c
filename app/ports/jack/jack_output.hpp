#pragma once

#include "core/base/result.hpp"
#include "core/ports/midi_output.hpp"

#include <memory>
#include <string>
#include <vector>

namespace clave {

class Watchdog;

/// A MIDI output on JACK that places every message on its frame.
///
/// The server's thread takes what is due in each period from the output stage and writes it at its offset, in
/// order, with clock before everything else of its frame. A port or server that goes is taken up again by
/// name; while it is away note-ons are dropped and note-offs kept, so that it starts clean.
class JackOutput final : public MidiOutput {
public:
    /// \param portName of a port in listPorts(); empty for a port of our own that others connect to.
    [[nodiscard]] static Result<std::unique_ptr<JackOutput>> open(const std::string& portName);

    /// Ends every note and waits until that has arrived, a fifth of a second at most.
    ~JackOutput() override;
    JackOutput(const JackOutput&) = delete;
    JackOutput& operator=(const JackOutput&) = delete;
    JackOutput(JackOutput&&) = delete;
    JackOutput& operator=(JackOutput&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept override;
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override;
    void flush() noexcept override {}
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override;
    [[nodiscard]] OutputReport report() const override;
    [[nodiscard]] std::vector<SentMessage> recent() const override;

private:
    class Worker;
    explicit JackOutput(std::shared_ptr<Worker> worker);
    std::string name_;
    std::shared_ptr<Worker> worker_;
    std::shared_ptr<Watchdog> watchdog_;
};

}  // namespace clave
