// Clave and other senders side by side on JACK servers of its own, as one table: clave_timing_bench --help
#include "core/rt/memory_lock.hpp"

#include "tests/bench/jack/timing_report.hpp"
#include "tests/bench/jack/timing_song.hpp"
#include "tests/bench/jack/timing_take.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

using namespace clave;
using namespace clave::bench;

namespace {

std::atomic<bool> stop {false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal sets it

struct Options {
    std::vector<std::uint32_t> periods {64, 256, 1024};
    std::vector<double> tempi {120.0, 133.37, 240.0};
    std::vector<std::string> loads {"idle", "busy"};
    std::vector<Peer> peers {Peer::Native, Peer::RtMidi, Peer::Naive, Peer::Absolute};
    double seconds = 8.0;
    bool alone = false;
    std::string program = CLAVE_PROGRAM;
};

/// A folder that is gone afterwards.
class TemporaryFolder {
public:
    TemporaryFolder() : path_(std::filesystem::temp_directory_path() / "clave-timing-XXXXXX")
    {
        std::string text = path_.string();
        path_ = mkdtemp(text.data()) != nullptr ? text : std::string {};
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        if (!path_.empty())
            std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

/// One take of all peers, or one of each.
std::vector<TakePlan> takesOf(const TakePlan& plan, bool alone)
{
    if (!alone)
        return {plan};
    std::vector<TakePlan> takes;
    for (const Peer peer : plan.peers) {
        takes.push_back(plan);
        takes.back().peers = {peer};
    }
    return takes;
}

using Studio = Result<std::unique_ptr<TimingStudio>>;

/// A take that JACK spoilt, by going on without the recorder for a hundredth of it or for good, is played
/// again; the third time it counts as it is.
TakeResult play(Studio& studio, std::uint32_t period, const TakePlan& plan, TimingReport& report)
{
    constexpr int kTries = 3;
    const double music = static_cast<double>(plan.bars) * kBarQuarters * 60.0 / plan.bpm;
    for (int i = 1;; ++i) {
        TakeResult result = (*studio)->run(plan, stop);
        const bool isOver = (*studio)->isOver();
        if (isOver) {
            studio->reset();  // its server ends before the next one begins
            studio = TimingStudio::open(period);
        }
        const bool spoilt =
            isOver || static_cast<double>(result.missed) > music * BenchJackServer::kRate / 100.0;
        if (!spoilt || i == kTries || !studio || stop)
            return result;
        report.addSpoilt();
    }
}

void measure(const Options& options, std::uint32_t period, const std::string& folder, TimingReport& report)
{
    Studio studio = TimingStudio::open(period);
    if (studio && !(*studio)->realtime())
        fmt::print("jackd may not be real-time here: at {} frames expect xruns.\n", period);
    for (const double bpm : options.tempi) {
        for (const auto& load : options.loads) {
            TakePlan plan {options.program, folder, options.peers, bpm, 2, load == "busy"};
            const double bars = std::ceil(options.seconds * bpm / 60.0 / kBarQuarters - 1e-9);
            plan.bars = std::max<std::size_t>(2, static_cast<std::size_t>(bars));
            for (const auto& take : takesOf(plan, options.alone))
                if (studio && !stop)
                    report.add(period, take, play(studio, period, take, report));
        }
    }
    if (!studio)
        fmt::print("Timing was not measured at {} frames: {}\n", period, studio.error().message);
}

int parse(Options& options, int count, char** words)
{
    CLI::App app {"Compares how exactly Clave and plain sleep loops play, on JACK servers of its own.",
        "clave_timing_bench"};
    static const std::map<std::string, Peer> peers {{"native", Peer::Native}, {"rtmidi", Peer::RtMidi},
        {"naive", Peer::Naive}, {"absolute", Peer::Absolute}};
    app.add_option("--periods", options.periods, "Frames a period, such as 64,256")->delimiter(',');
    app.add_option("--tempi", options.tempi, "Beats a minute, such as 120,133.37")
        ->delimiter(',')
        ->check(CLI::Range(20.0, 999.0));
    app.add_option("--loads", options.loads, "idle, busy (something to do on every core) or both")
        ->delimiter(',')
        ->check(CLI::IsMember({"idle", "busy"}));
    app.add_option("--peers", options.peers, "native, rtmidi, naive, absolute")
        ->delimiter(',')
        ->transform(CLI::CheckedTransformer(peers));
    app.add_option("--seconds", options.seconds, "How long a take is")->check(CLI::Range(1.0, 36000.0));
    app.add_flag("--alone", options.alone, "One take for each peer; else all play at the same time");
    app.add_option("--program", options.program, "The clave to measure");
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return -1;
}

}  // namespace

int main(int count, char** words)
{
    Options options;
    if (const int status = parse(options, count, words); status >= 0)
        return status;
    struct sigaction action {};
    action.sa_handler = [](int) { stop = true; };
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        sigaction(number, &action, nullptr);
    [[maybe_unused]] const auto locked = lockMemory();

    const TemporaryFolder folder;
    if (folder.path().empty()) {
        fmt::print("Timing was not measured: there is no room for a song in {}.\n",
            std::filesystem::temp_directory_path().string());
        return 1;
    }
    TimingReport report;
    for (const auto period : options.periods)
        if (!stop)
            measure(options, period, folder.path(), report);
    report.print();
    return stop ? 130 : 0;
}
