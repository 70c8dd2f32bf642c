#pragma once

#include "core/base/result.hpp"
#include "core/midi/message.hpp"
#include "core/rt/queue.hpp"

#include <jack/jack.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clave::bench {

/// A MIDI message as it reached an input of the recorder.
struct CapturedMessage {
    std::uint64_t frame = 0;  ///< exact, counted on beyond JACK's 32 bits
    std::uint32_t size = 0;  ///< bytes it had
    std::uint8_t input = 0;  ///< by its place in the list given to open()
    std::array<std::uint8_t, 11> bytes {};  ///< the first ones; longer messages are cut

    /// Its first three bytes.
    [[nodiscard]] Message message() const noexcept;
    [[nodiscard]] std::span<const std::uint8_t> stored() const noexcept;
};

/// A JACK client that notes every message that reaches its inputs, with the frame at which it is due. Frames
/// are JACK's own (jack_last_frame_time and the offset in the cycle), so the recorder adds nothing to what it
/// measures.
///
/// The process callback only copies into a queue whose memory is there from the start. Thread-safe: no, one
/// thread opens, reads and closes it. Realtime-safe: no.
class JackRecorder {
public:
    /// \param inputs names of the ports it has, at most 255.
    [[nodiscard]] static Result<std::unique_ptr<JackRecorder>> open(
        const std::string& client, const std::vector<std::string>& inputs);
    ~JackRecorder();
    JackRecorder(const JackRecorder&) = delete;
    JackRecorder& operator=(const JackRecorder&) = delete;
    JackRecorder(JackRecorder&&) = delete;
    JackRecorder& operator=(JackRecorder&&) = delete;

    /// What has come since the last time, in the order of the cycles; within one by input.
    [[nodiscard]] std::vector<CapturedMessage> take();
    /// Frames at which JACK reported xruns since the last time, to a period or two.
    [[nodiscard]] std::vector<std::uint64_t> takeXruns();

    /// Connects all MIDI sources whose "client:port" matches; returns how many are connected. Those that come
    /// later need another call.
    std::size_t connectFrom(const std::string& sources, std::size_t input);

    [[nodiscard]] std::uint32_t rate() const noexcept;  ///< frames a second
    [[nodiscard]] std::uint32_t period() const noexcept;  ///< frames
    [[nodiscard]] std::string inputName(std::size_t input) const;  ///< "client:port"
    [[nodiscard]] bool realtime() const noexcept;
    /// Messages that were lost because nobody called take() for too long, or by JACK because its buffer was
    /// full.
    [[nodiscard]] std::uint64_t lost() const noexcept { return lost_.load(std::memory_order_relaxed); }
    /// Frames of the cycles that JACK went through without us, at an xrun: what came in them nobody heard.
    [[nodiscard]] std::uint64_t missed() const noexcept { return missed_.load(std::memory_order_relaxed); }
    /// The server has ended; nothing more will come.
    [[nodiscard]] bool serverGone() const noexcept { return gone_.load(std::memory_order_acquire); }

private:
    JackRecorder() = default;
    int process(jack_nframes_t frames) noexcept;
    void record(std::uint64_t cycle, std::size_t input, jack_nframes_t frames) noexcept;

    jack_client_t* client_ = nullptr;
    std::vector<jack_port_t*> inputs_;
    Queue<CapturedMessage> captured_ {std::size_t {1} << 16U};
    Queue<std::uint64_t> xruns_ {std::size_t {1} << 12U};
    std::atomic<std::uint64_t> lost_ {0};
    std::atomic<std::uint64_t> cycle_ {0};  ///< first frame of the newest cycle
    std::atomic<std::uint64_t> missed_ {0};
    std::atomic<bool> gone_ {false};
    // Of the process thread: JACK's own count at the newest cycle, and how long that was.
    std::uint32_t lastRaw_ = 0;
    std::uint32_t lastFrames_ = 0;
};

}  // namespace clave::bench
