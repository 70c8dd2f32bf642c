#pragma once

#include "core/engine/clock_thread.hpp"
#include "core/engine/live_work.hpp"
#include "core/rt/published.hpp"
#include "core/rt/queue.hpp"
#include "core/time/clock.hpp"

#include <atomic>
#include <bitset>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace clave {

/// The thread that takes in everything that is played by hand, and lets LiveWork do its work: MIDI inputs and
/// the keys of faces. It is woken for each, and looks every millisecond while something is played.
///
/// It runs at ordinary priority: what it does is not as urgent as what is written in the song, and it takes
/// memory. Its lock is shared with faces that change or show inputs, never with the clock or an output.
class LiveKeys {
public:
    static constexpr Nanoseconds kInterval = std::chrono::milliseconds {1};
    /// When nothing was played for a while: each wake-up costs some 30 us of a core.
    static constexpr Nanoseconds kIdleInterval = std::chrono::milliseconds {50};
    static constexpr Nanoseconds kIdleAfter = std::chrono::seconds {2};
    static constexpr std::size_t kRecent = 256;

    /// Starts at once. \param clockThread is woken for what was played; its status says where the song is.
    LiveKeys(Published<Snapshot>& snapshots, ClockThread& clockThread, LiveQueues::Sender& toClock,
        std::unique_ptr<CommandSender> commands, const Clock& clock);
    /// Lets go of every key.
    ~LiveKeys();
    LiveKeys(const LiveKeys&) = delete;
    LiveKeys& operator=(const LiveKeys&) = delete;
    LiveKeys(LiveKeys&&) = delete;
    LiveKeys& operator=(LiveKeys&&) = delete;

    /// Thread-safe: yes, as all below. Realtime-safe: no. What is replaced is closed by the caller's thread.
    void setInputs(std::vector<std::unique_ptr<MidiInput>> inputs);
    [[nodiscard]] std::vector<InputState> inputs() const;
    [[nodiscard]] std::vector<HeardMessage> recentInput() const;
    /// \param commands the face's own, for what its keys enter.
    [[nodiscard]] std::unique_ptr<KeySender> makeSender(std::unique_ptr<CommandSender> commands);
    /// Realtime-safe: yes.
    [[nodiscard]] std::bitset<128> keysHeld() const noexcept;

    /// What a face asks for, on its way.
    struct FaceMessage {
        KeyPress key;
        TimePoint time {};
        bool isTest = false;
        std::uint8_t port = 0;
        Channel channel;
        Nanoseconds length {0};
    };
    struct Face {
        Face(std::unique_ptr<CommandSender> sender, std::shared_ptr<Bell> ofKeys)
            : commands(std::move(sender))
            , bell(std::move(ofKeys))
        {
        }
        std::unique_ptr<CommandSender> commands;
        std::shared_ptr<Bell> bell;  ///< rung for each message
        Queue<FaceMessage> queue {256};
        std::atomic<bool> closed {false};
        LiveWork::SourceId id = 0;
    };

private:
    struct Input {
        std::unique_ptr<MidiInput> input;
        LiveWork::SourceId id = 0;
    };

    void run() noexcept;
    void takeInputs(const Snapshot& snapshot, TimePoint now);
    void takeFaces(const Snapshot& snapshot, TimePoint now);
    void letGoOfLost(const Snapshot& snapshot, TimePoint now);
    void note(std::size_t input, const ReceivedMessage& heard);
    void showKeys();

    ClockThread& clockThread_;
    const Clock& clock_;
    const std::unique_ptr<CommandSender> commands_;
    Published<Snapshot>::Reader snapshots_;
    LiveWork work_;  ///< of the thread
    const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    std::uint64_t wakeUps_ = 0;
    bool isIdle_ = false;
    TimePoint playedAt_ {};
    std::uint64_t statusSeen_ = 0;

    mutable std::mutex mutex_;  ///< of all until the next line
    std::vector<Input> inputs_;
    std::vector<LiveWork::SourceId> gone_;  ///< replaced, and perhaps still held
    std::vector<std::shared_ptr<Face>> faces_;
    std::deque<HeardMessage> recent_;
    std::uint64_t heard_ = 0;
    LiveWork::SourceId sources_ = 0;

    std::atomic<std::uint64_t> lowKeys_ {0};
    std::atomic<std::uint64_t> highKeys_ {0};
    std::atomic<bool> stop_ {false};
    std::thread thread_;
};

}  // namespace clave
