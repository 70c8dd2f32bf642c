#pragma once

#include "core/engine/clock_work.hpp"
#include "core/engine/live_queues.hpp"
#include "core/engine/live_work.hpp"
#include "core/engine/session.hpp"
#include "core/ports/recording_output.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_midi_input.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave::test {

/// The instrument as it plays live, without its threads: session, clock work and recording outputs, woken by
/// a fake clock every 2 ms. Outputs put out what is due just before each wake-up, so that nothing reaches
/// them early.
class LiveRig {
public:
    explicit LiveRig(Song song, ClockWork::Timing timing = {});

    /// Applies a command; a refusal is returned and changes nothing.
    Result<void> send(CommandWhat what, std::uint64_t gesture = 0);
    /// So much time passes.
    void run(Nanoseconds time);
    /// One wake-up, at the next multiple of the interval (or now, if that has passed).
    void wake();

    [[nodiscard]] RecordingOutput& output(std::size_t port = 0) { return *outputs_[port]; }
    [[nodiscard]] ClockStatus status() const;
    /// Note-ons that left a port.
    [[nodiscard]] std::vector<RecordedMessage> notes(std::size_t port = 0) const;
    /// What is wrong with the notes of any port, with the port's number; empty when nothing is.
    [[nodiscard]] std::string unpaired() const;
    [[nodiscard]] std::uint32_t sounding() const;

    /// All outputs become like a sound card's, filled a period at a time.
    void setPeriod(Nanoseconds period);
    /// Null is the internal clock.
    void follow(SyncSource* source) { sync_ = source; }

    FakeClock clock;
    Session session;
    LiveQueues live;
    ScriptQueues scripts;
    FakeMidiInput keyboard;  ///< what is played by hand: each message is heard at the first wake-up after it
    std::vector<std::string> refusals;  ///< of commands that hands sent
    Nanoseconds interval = std::chrono::milliseconds {2};
    std::function<Nanoseconds()> lateness;  ///< of each wake-up; none if empty

    /// Keys as LiveKeys plays them. The keyboard is source 1.
    [[nodiscard]] LiveWork& hands() noexcept { return hands_; }
    [[nodiscard]] const Snapshot& snapshot() { return *reader_.latest(); }
    [[nodiscard]] CommandSender& commands() noexcept { return commands_; }

private:
    class Commands final : public CommandSender {
    public:
        explicit Commands(LiveRig& rig) : rig_(rig) {}
        bool trySend(CommandWhat what, std::uint64_t gesture, std::optional<Position> from) override;

    private:
        LiveRig& rig_;
    };
    void playByHand();

    std::vector<std::unique_ptr<RecordingOutput>> outputs_;
    OutputTable table_ {};
    SyncSlot sync_ {nullptr};
    ClockWork work_;
    Published<Snapshot>::Reader reader_;
    Commands commands_;
    LiveWork hands_;
    std::optional<ReceivedMessage> heard_;
    TimePoint deadline_;
};

}  // namespace clave::test
