#pragma once

#include "core/base/result.hpp"

#include "tests/bench/jack/jack_recorder.hpp"
#include "tests/bench/jack/jack_sender.hpp"
#include "tests/bench/jack/jack_server.hpp"
#include "tests/support/grid_fit.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clave::bench {

/// Who plays the test music.
enum class Peer : std::uint8_t { Native, RtMidi, Naive, Absolute };
inline constexpr std::size_t kPeerCount = 4;

/// "Clave, native".
[[nodiscard]] std::string_view nameOf(Peer peer) noexcept;

/// One take: all peers play at the same time, each to an input of its own.
struct TakePlan {
    std::string program;  ///< the clave to play with
    std::string folder;  ///< for the song and what Clave says
    std::vector<Peer> peers;
    double bpm = 120.0;
    std::size_t bars = 4;
    bool busy = false;  ///< every core has something else to do
};

/// What was heard of one peer.
struct PeerResult {
    Peer peer = Peer::Native;
    std::string trouble;  ///< why it did not play, as a sentence; empty when it did
    test::GridFit fit;
    std::size_t notes = 0;
    std::size_t written = 0;  ///< as many notes the music has
    std::size_t stuck = 0;
    std::size_t orphans = 0;
    std::size_t doubled = 0;
    double shift = 0.0;  ///< frames: the largest lasting one at an xrun
};

struct TakeResult {
    std::vector<PeerResult> peers;
    std::size_t xruns = 0;
    std::uint64_t lost = 0;  ///< messages the recorder could not note
    std::uint64_t missed = 0;  ///< frames of cycles that JACK went through without the recorder
};

/// A JACK server of one period with a recorder and the loops' sender on it.
class TimingStudio {
public:
    [[nodiscard]] static Result<std::unique_ptr<TimingStudio>> open(std::uint32_t period);

    /// Plays the music once through. Ends by itself, at the latest half as long again as the music takes and
    /// some seconds; early when `stop` is set.
    [[nodiscard]] TakeResult run(const TakePlan& plan, const std::atomic<bool>& stop);

    [[nodiscard]] bool realtime() const noexcept { return recorder_->realtime(); }
    /// The server has ended or let us go: a new studio is needed.
    [[nodiscard]] bool isOver() const noexcept { return recorder_->serverGone(); }

private:
    TimingStudio() = default;

    // The server last to go.
    std::unique_ptr<BenchJackServer> server_;
    std::unique_ptr<JackRecorder> recorder_;
    std::unique_ptr<JackSender> sender_;
};

}  // namespace clave::bench
