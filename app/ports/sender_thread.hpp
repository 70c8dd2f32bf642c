#pragma once

#include "app/ports/finish_line.hpp"
#include "app/ports/message_sink.hpp"
#include "app/ports/watchdog.hpp"
#include "core/ports/midi_output.hpp"
#include "core/rt/realtime_thread.hpp"

#include <memory>
#include <string>
#include <vector>

namespace clave {

/// An output with a thread of its own, that wakes at each due time and sends to a sink. The only caller of
/// the sink.
///
/// If the sink hangs (a library that spins, a driver that blocks) the port counts as lost within 300 ms: the
/// report says so and the thread's real-time priority is taken away, for good. When the sink returns, playing
/// goes on. Closing ends every note and waits at most 200 ms; a thread that hangs is left behind with what it
/// owns.
class SenderThread final : public MidiOutput {
public:
    static constexpr Nanoseconds kStuck = std::chrono::milliseconds {250};
    static constexpr Nanoseconds kPatience = std::chrono::milliseconds {200};

    /// \param broker asked for real-time priority when the kernel refuses it; used only here; may be null.
    SenderThread(std::string name, std::unique_ptr<MessageSink> sink, RealtimeBroker* broker = nullptr);
    ~SenderThread() override;
    SenderThread(const SenderThread&) = delete;
    SenderThread& operator=(const SenderThread&) = delete;
    SenderThread(SenderThread&&) = delete;
    SenderThread& operator=(SenderThread&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept override;
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override;
    void flush() noexcept override;
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return Nanoseconds {0}; }
    [[nodiscard]] OutputReport report() const override;
    [[nodiscard]] std::vector<SentMessage> recent() const override;

private:
    class Worker;
    std::shared_ptr<Worker> worker_;
    std::shared_ptr<Watchdog> watchdog_;
    FinishLine end_;
    std::unique_ptr<RealtimeThread> thread_;
};

}  // namespace clave
