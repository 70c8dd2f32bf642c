#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"
#include "core/ports/midi_input.hpp"

#include <memory>
#include <string>

namespace clave {

class RtMidiEar;
class Watchdog;

/// A MIDI input through RtMidi: one that exists, opened by its name, or one of our own that others connect
/// to.
///
/// A message has the time at which RtMidi hands it over: on ALSA when a thread of ordinary priority woke up,
/// on JACK when the period after it began. A port or server that goes is opened again by name.
class RtMidiInput final : public MidiInput {
public:
    /// \param api JackRtMidi or Alsa, of which resolveApi() said that it runs.
    /// \param portName of an input in listPorts(); empty for a port of our own. \param own name of that one.
    [[nodiscard]] static Result<std::unique_ptr<RtMidiInput>> open(
        MidiApi api, const std::string& portName, const std::string& own = "in");
    ~RtMidiInput() override;
    RtMidiInput(const RtMidiInput&) = delete;
    RtMidiInput& operator=(const RtMidiInput&) = delete;
    RtMidiInput(RtMidiInput&&) = delete;
    RtMidiInput& operator=(RtMidiInput&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept override;
    [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept override;
    void ringFor(std::shared_ptr<Bell> bell) override;
    [[nodiscard]] InputReport report() const override;

private:
    class Inbox;
    RtMidiInput(std::shared_ptr<Inbox> inbox, std::shared_ptr<RtMidiEar> ear);
    std::string name_;
    std::shared_ptr<Inbox> inbox_;
    std::shared_ptr<RtMidiEar> ear_;
    std::shared_ptr<Watchdog> watchdog_;
};

}  // namespace clave
