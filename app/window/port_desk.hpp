#pragma once

#include "app/listening.hpp"
#include "app/settings.hpp"
#include "app/window/output_desk.hpp"
#include "core/time/clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clave {

class Engine;
class PortDeskThread;

/// What is known of ports, for a face.
struct PortsView {
    std::uint64_t version = 0;  ///< grows with each change
    std::vector<OutputDesk::Shown> outputs;  ///< by number
    std::vector<std::string> outputChoices;  ///< names that can be played on
    std::vector<std::string> inputChoices;
    std::string clockInput;  ///< whose MIDI clock is followed; empty: what comes into our own port
    std::vector<std::string> troubles;  ///< why something plays elsewhere than wished
    bool isSilent = false;
    bool isWaiting = false;  ///< another look may help
};

/// Looks at ports, opens them and writes settings, all on a thread of its own, because each of it may take
/// long or for ever. Nobody waits for it; what came of it is read. A library that hangs is left behind.
/// Thread-safe: yes, all. Realtime-safe: no.
class PortDesk {
public:
    struct Setup {
        OutputOptions options;
        SongOutputs opened;  ///< its outputs are the engine's already
        std::vector<PortSetup> ports;  ///< of the song
        OutputWishes wishes;
        ListeningWish listening;  ///< started already
        std::string settings;  ///< file; empty: nothing is remembered
        std::function<void()> onNews;  ///< called on the desk's thread
    };

    /// The engine, the clock and the broker outlive it.
    PortDesk(Engine& engine, const Clock& clock, Setup setup);
    ~PortDesk();
    PortDesk(const PortDesk&) = delete;
    PortDesk& operator=(const PortDesk&) = delete;
    PortDesk(PortDesk&&) = delete;
    PortDesk& operator=(PortDesk&&) = delete;

    // Requests, done in the order they are made.
    /// Which ports there are; what could not be had before is tried again.
    void look();
    /// The song has these ports now.
    void follow(std::vector<PortSetup> ports);
    void useOutput(std::size_t number, std::string wanted);
    void useInputs(std::vector<std::string> names);
    /// \param input with MidiClock: a port's name; empty: a port of our own
    void useSync(SyncKind kind, std::string input);
    void remember(std::function<void(Settings&)> change);

    [[nodiscard]] PortsView view() const;
    /// Sentences about what was asked for, since the last call.
    [[nodiscard]] std::vector<std::string> takeNews();
    /// Something asked for is not done yet.
    [[nodiscard]] bool isBusy() const;

private:
    struct Shared;
    class Worker;
    void ask(std::function<void(Worker&)> job);

    std::shared_ptr<Shared> shared_;
    std::unique_ptr<PortDeskThread> thread_;
};

}  // namespace clave
