#include "tests/bench/jack/timing_take.hpp"

#include "core/io/song_file.hpp"

#include "tests/bench/busy_cores.hpp"
#include "tests/bench/jack/sleep_loop.hpp"
#include "tests/bench/jack/timing_song.hpp"
#include "tests/support/note_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <optional>
#include <thread>

namespace clave::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t kNaiveOutput = 0;
constexpr std::size_t kAbsoluteOutput = 1;
constexpr auto kTick = 20ms;  ///< between looks at how far the peers are
constexpr auto kStartUp = 12s;  ///< at most: jackd sometimes keeps a new client waiting for seconds
constexpr auto kEcho = 150ms;  ///< for what is still on its way when all have ended

std::size_t inputOf(Peer peer)
{
    return static_cast<std::size_t>(peer);
}

/// The first line that a program wrote.
std::string firstLine(const std::string& path)
{
    std::ifstream file {path};
    std::string line;
    std::getline(file, line);
    return line;
}

/// One peer while it plays.
class Performer {
public:
    virtual ~Performer() = default;
    [[nodiscard]] virtual bool done() = 0;
    /// Once done, or when there was no more time.
    [[nodiscard]] virtual std::string trouble() = 0;
};

class ClavePerformer final : public Performer {
public:
    ClavePerformer(
        const TakePlan& plan, const std::string& song, const std::string& api, const std::string& port)
        : errors_(plan.folder + "/" + api + ".txt")
        , child_({plan.program, "play", song, "--out", port, "--midi-api", api, "--bars",
                     std::to_string(plan.bars)},
              errors_)
    {
    }
    bool done() override { return child_.status().has_value(); }
    std::string trouble() override
    {
        const auto status = child_.status();
        if (!status)
            return "It did not end in time.";
        if (*status == 0)
            return {};
        const std::string line = firstLine(errors_);
        return line.empty() ? fmt::format("It ended with status {}.", *status) : line;
    }

private:
    std::string errors_;
    ChildProcess child_;
};

class LoopPerformer final : public Performer {
public:
    LoopPerformer(const TakePlan& plan, JackSender& sender, std::size_t output, Sleep how)
        : loop_(sender, output, how, timingEvents(plan.bpm, plan.bars))
    {
    }
    bool done() override { return loop_.done(); }
    std::string trouble() override { return loop_.done() ? "" : "It did not end in time."; }

private:
    SleepLoop loop_;
};

/// Every note of a voice that reached one input.
std::vector<test::HeardNote> heardOf(
    const std::vector<CapturedMessage>& all, std::size_t input, Channel channel)
{
    std::vector<test::HeardNote> heard;
    for (const auto& captured : all) {
        const Message message = captured.message();
        if (captured.input == input && message.isNoteOn() && message.channel() == channel)
            heard.push_back({captured.frame, timingKey(message.note(), message.velocity())});
    }
    return heard;
}

PeerResult judge(Peer peer, const TakePlan& plan, const std::vector<CapturedMessage>& all,
    const std::vector<std::uint64_t>& xruns, double framesPerQuarter)
{
    PeerResult result;
    result.peer = peer;
    result.written = timingNotes(plan.bars);
    test::NotePairs pairs;
    for (const auto& captured : all)
        if (captured.input == inputOf(peer))
            pairs.take(0, captured.message());
    result.notes = pairs.notes();
    result.stuck = pairs.sounding();
    result.orphans = pairs.orphans();
    result.doubled = pairs.doubled();

    std::vector<test::GridOnset> onsets;
    for (const auto& voice : timingVoices()) {
        const auto numbered =
            test::numberOnsets(heardOf(all, inputOf(peer), voice.channel), voice.bar).onsets;
        onsets.insert(onsets.end(), numbered.begin(), numbered.end());
    }
    result.fit = test::fitGrid(onsets, framesPerQuarter);
    for (const auto xrun : xruns) {
        const double shift = test::shiftAt(onsets, framesPerQuarter, xrun);
        if (std::abs(shift) > std::abs(result.shift))
            result.shift = shift;
    }
    return result;
}

}  // namespace

std::string_view nameOf(Peer peer) noexcept
{
    constexpr std::array<std::string_view, kPeerCount> names {
        "Clave, native", "Clave, RtMidi", "naive sleep loop", "absolute sleep loop"};
    return names[static_cast<std::size_t>(peer)];
}

Result<std::unique_ptr<TimingStudio>> TimingStudio::open(std::uint32_t period)
{
    std::unique_ptr<TimingStudio> studio {new TimingStudio};
    auto server = BenchJackServer::start(period);
    if (!server)
        return tl::unexpected {server.error()};
    studio->server_ = std::move(*server);
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < kPeerCount; ++i)
        inputs.push_back("peer-" + std::to_string(i + 1));
    auto recorder = JackRecorder::open("timing-bench", inputs);
    if (!recorder)
        return tl::unexpected {recorder.error()};
    studio->recorder_ = std::move(*recorder);
    auto sender = JackSender::open("sleep-loops", {"naive", "absolute"});
    if (!sender)
        return tl::unexpected {sender.error()};
    studio->sender_ = std::move(*sender);
    if (!studio->sender_->connectTo(studio->recorder_->inputName(inputOf(Peer::Naive)), kNaiveOutput)
        || !studio->sender_->connectTo(
            studio->recorder_->inputName(inputOf(Peer::Absolute)), kAbsoluteOutput))
        return fail("JACK does not connect the loops to the recorder.");
    return studio;
}

TakeResult TimingStudio::run(const TakePlan& plan, const std::atomic<bool>& stop)
{
    TakeResult result;
    const std::string song = plan.folder + "/timing.clave";
    const auto saved = saveSong(timingSong(plan.bpm), song);
    std::optional<BusyCores> load;
    if (plan.busy)
        load.emplace();
    (void)recorder_->take();
    (void)recorder_->takeXruns();
    const std::uint64_t lostBefore = recorder_->lost();
    const std::uint64_t missedBefore = recorder_->missed();

    std::vector<std::unique_ptr<Performer>> performers;
    for (const Peer peer : plan.peers) {
        const std::string port = recorder_->inputName(inputOf(peer));
        switch (peer) {
        case Peer::Native:
            performers.push_back(std::make_unique<ClavePerformer>(plan, song, "jack", port));
            break;
        case Peer::RtMidi:
            performers.push_back(std::make_unique<ClavePerformer>(plan, song, "jack-rtmidi", port));
            break;
        case Peer::Naive:
            performers.push_back(
                std::make_unique<LoopPerformer>(plan, *sender_, kNaiveOutput, Sleep::Relative));
            break;
        case Peer::Absolute:
            performers.push_back(
                std::make_unique<LoopPerformer>(plan, *sender_, kAbsoluteOutput, Sleep::Absolute));
            break;
        }
    }
    std::vector<CapturedMessage> all;
    const auto listen = [&] {
        const auto fresh = recorder_->take();
        all.insert(all.end(), fresh.begin(), fresh.end());
    };
    const std::chrono::duration<double> music {
        static_cast<double>(plan.bars) * kBarQuarters * 60.0 / plan.bpm};
    const auto latest =
        steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(music * 1.5) + kStartUp;
    const auto allDone = [&performers] {
        return std::ranges::all_of(performers, [](auto& performer) { return performer->done(); });
    };
    while (!allDone() && !stop && !recorder_->serverGone() && steady_clock::now() < latest) {
        std::this_thread::sleep_for(kTick);
        listen();
    }
    std::vector<std::string> troubles;
    for (const auto& performer : performers)
        troubles.push_back(performer->trouble());
    performers.clear();
    std::this_thread::sleep_for(kEcho);
    listen();

    const auto xruns = recorder_->takeXruns();
    result.xruns = xruns.size();
    result.lost = recorder_->lost() - lostBefore;
    result.missed = recorder_->missed() - missedBefore;
    for (std::size_t i = 0; i < plan.peers.size(); ++i) {
        result.peers.push_back(judge(plan.peers[i], plan, all, xruns, recorder_->rate() * 60.0 / plan.bpm));
        result.peers.back().trouble = !saved ? saved.error().message
            : isOver()                       ? "The JACK server let the recorder go."
                                             : troubles[i];
    }
    return result;
}

}  // namespace clave::bench
