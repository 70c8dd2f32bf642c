#pragma once

#include "core/base/result.hpp"
#include "core/ports/midi_input.hpp"

#include <memory>
#include <string>

namespace clave {

class Watchdog;

/// A MIDI input on JACK. Every message has the exact frame at which it was sent.
class JackInput final : public MidiInput {
public:
    /// \param portName of an input in listPorts(); empty for a port of our own that others connect to.
    /// \param own name of that one.
    [[nodiscard]] static Result<std::unique_ptr<JackInput>> open(
        const std::string& portName, const std::string& own = "in");
    ~JackInput() override;
    JackInput(const JackInput&) = delete;
    JackInput& operator=(const JackInput&) = delete;
    JackInput(JackInput&&) = delete;
    JackInput& operator=(JackInput&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept override;
    [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept override;
    void ringFor(std::shared_ptr<Bell> bell) override;
    [[nodiscard]] InputReport report() const override;

private:
    class Worker;
    JackInput(std::shared_ptr<Worker> worker, std::string name);
    std::string name_;
    std::shared_ptr<Worker> worker_;
    std::shared_ptr<Watchdog> watchdog_;
};

}  // namespace clave
