#pragma once

#include "app/ports/port_list.hpp"
#include "app/ports/port_trouble.hpp"
#include "app/ports/watchdog.hpp"
#include "core/base/result.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>

namespace clave {

/// Where the bytes go that an RtMidi input hears.
class RtMidiTaker {
public:
    RtMidiTaker() = default;
    RtMidiTaker(const RtMidiTaker&) = delete;
    RtMidiTaker& operator=(const RtMidiTaker&) = delete;
    RtMidiTaker(RtMidiTaker&&) = delete;
    RtMidiTaker& operator=(RtMidiTaker&&) = delete;
    virtual ~RtMidiTaker() = default;

    /// Thread-safe: from RtMidi's thread only. Realtime-safe: yes, it must be.
    virtual void take(std::span<const std::uint8_t> bytes) noexcept = 0;
    /// What follows comes over a new connection: the rest of a message will not come. Never beside take().
    virtual void beginAnew() noexcept {}
};

/// One RtMidi input that is heard, with all that keeps it going: a port or server that goes is opened again
/// by name, and a library that hangs is left behind. Looked after by the watchdog. Thread-safe: as noted.
/// Realtime-safe: no.
class RtMidiEar final : public Watched {
public:
    struct Wish {
        MidiApi api = MidiApi::Alsa;  ///< JackRtMidi or Alsa, of which resolveApi() said that it runs
        std::string portName;  ///< of an input in listPorts(); empty for a port of our own
        std::string own;  ///< name of that one
        bool withSysEx = false;
    };

    RtMidiEar(Wish wish, std::shared_ptr<RtMidiTaker> taker);
    ~RtMidiEar() override;

    /// Thread-safe: no; before any other call.
    [[nodiscard]] Result<void> open();
    /// Nothing is heard after it. Thread-safe: yes.
    void close();

    void lookAtProgress(TimePoint) override {}
    void lookAtPort() override;

    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] PortTrouble trouble() const noexcept { return trouble_.load(std::memory_order_acquire); }
    /// How often it was opened. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] std::uint32_t openings() const noexcept
    {
        return openings_.load(std::memory_order_acquire);
    }
    [[nodiscard]] const Wish& wish() const noexcept { return wish_; }

private:
    class Listener;
    [[nodiscard]] PortTrouble look();
    [[nodiscard]] Result<void> listen();

    const Wish wish_;
    std::shared_ptr<RtMidiTaker> taker_;
    std::mutex mutex_;  ///< of the listener; RtMidi's thread never takes it
    std::unique_ptr<Listener> listener_;
    bool isClosed_ = false;
    std::uint64_t lastCycles_ = 0;
    std::atomic<std::uint32_t> openings_ {0};
    std::atomic<PortTrouble> trouble_ {PortTrouble::None};
};

}  // namespace clave
