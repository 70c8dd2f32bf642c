#pragma once

#include "core/base/fixed_vector.hpp"
#include "core/engine/command_sender.hpp"
#include "core/engine/key_sender.hpp"
#include "core/engine/live_queues.hpp"
#include "core/engine/recorder.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"
#include "core/ports/midi_input.hpp"

#include <bitset>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace clave {

/// What becomes of keys that are played by hand, from keyboards and faces alike.
///
/// Each sounds at once where the track that it plays (playedTracks()) goes, as it will be recorded: with its
/// own pitch, without the track's transpose and scale, also when the track is muted. Its end goes to where it
/// began, whatever has changed since. With step-by-step entry on the keys are entered instead of recorded,
/// and the sustain pedal is a rest. Bends, pressure and controllers go the same way as notes; program changes
/// belong to patterns and are left out.
///
/// What comes back over a cable from the output it was sent to is not played again.
/// Owns no thread and reads no clock. Thread-safe: no. Realtime-safe: no.
class LiveWork {
public:
    /// A keyboard or a face; each has a number of its own.
    using SourceId = std::uint32_t;

    /// \param keyboard  commands that come from MIDI inputs and from recording.
    LiveWork(LiveQueues::Sender& toClock, CommandSender& keyboard) : toClock_(toClock), keyboard_(keyboard) {}

    /// A message of a MIDI input.
    void hear(SourceId source, const ReceivedMessage& heard, const Snapshot& snapshot);
    /// A key of a face, which is entered by its own commands.
    void press(SourceId source, const KeyPress& key, TimePoint time, const Snapshot& snapshot,
        CommandSender& commands);
    void test(std::uint8_t port, const Message& on, Nanoseconds length);
    /// The source goes away: what it holds is let go.
    void letGo(SourceId source, TimePoint now, const Snapshot& snapshot, CommandSender& commands);
    [[nodiscard]] bool holds(SourceId source) const noexcept;

    /// follow() has something to do.
    [[nodiscard]] bool isRecording(const Snapshot& snapshot) const noexcept
    {
        return snapshot.performance.recording.on || recorder_.isBusy();
    }
    /// To be told each new status while isRecording(). Sends what is recorded.
    void follow(const ClockStatus& status, const Snapshot& snapshot);
    /// Sends again what the clock thread had no room for. Once a wake-up.
    void retry();

    [[nodiscard]] std::bitset<128> keysHeld() const noexcept;

private:
    /// Where a note or controller goes.
    struct Target {
        std::uint8_t port = 0;
        Channel channel;
        VoiceId voice = 0;  ///< of the note there
    };
    using Targets = FixedVector<Target, 16>;
    struct HeldKey {
        SourceId source = 0;
        std::optional<Channel> channel;
        std::uint8_t pitch = 0;
        std::uint8_t velocity = 0;
        TimePoint begun {};
        Recorder::KeyId id = 0;
        bool isEntered = false;
        bool soundsOnly = false;
        Targets targets;
    };
    struct HeldPedal {
        SourceId source = 0;
        Channel channel;
        Targets targets;
    };

    void down(const HeldKey& key, const Snapshot& snapshot, CommandSender& commands);
    void up(SourceId source, std::optional<Channel> channel, std::uint8_t pitch, TimePoint time,
        const Snapshot& snapshot, CommandSender& commands);
    void end(const HeldKey& key, TimePoint time, const Snapshot& snapshot, CommandSender& commands);
    void pedal(SourceId source, const Message& message, const Snapshot& snapshot);
    void endChannel(SourceId source, Channel channel, TimePoint time, const Snapshot& snapshot);
    void passOn(const Message& message, const Targets& targets);
    void post(const LiveMessage& message);
    [[nodiscard]] bool isEcho(SourceId source, const ReceivedMessage& on) const noexcept;
    [[nodiscard]] static Targets targetsOf(const Snapshot& snapshot, std::optional<Channel> channel);

    LiveQueues::Sender& toClock_;
    CommandSender& keyboard_;
    Recorder recorder_;
    std::vector<Recorder::Asked> recorded_;
    std::vector<HeldKey> held_;
    std::vector<HeldPedal> pedals_;
    std::deque<LiveMessage> owed_;  ///< ends that the clock thread had no room for
    Recorder::KeyId keys_ = 0;
};

}  // namespace clave
