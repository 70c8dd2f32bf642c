// Clave and other senders side by side on JACK servers of its own, as one table: clave_timing_bench --help
#include "core/rt/memory_lock.hpp"

#include "tests/bench/jack/timing_song.hpp"
#include "tests/bench/jack/timing_take.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <thread>
#include <tuple>
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

std::string ms(double frames)
{
    return fmt::format("{:.3f}", frames * 1000.0 / BenchJackServer::kRate);
}

/// What is worst over all takes of one peer under one load.
struct Worst {
    double p50 = 0.0;
    double p99 = 0.0;
    double worst = 0.0;
    double spread = 0.0;
    std::size_t faults = 0;
    std::size_t takes = 0;
};

class Report {
public:
    void add(std::uint32_t period, const TakePlan& plan, const TakeResult& take)
    {
        const std::string load = plan.busy ? "busy" : "idle";
        for (const auto& peer : take.peers) {
            std::vector<std::string> row {
                std::string {nameOf(peer.peer)}, std::to_string(period), fmt::format("{}", plan.bpm), load};
            if (!peer.trouble.empty())
                troubles_.insert(fmt::format("{}: {}", nameOf(peer.peer), peer.trouble));
            if (peer.fit.onsets > 0) {
                addFigures(row, peer, take.xruns);
                if (peer.trouble.empty())
                    note(worst_[{plan.busy, take.xruns > 0, peer.peer}], peer);
            }
            table_.add(std::move(row));
        }
        lost_ += take.lost;
        isEmpty_ = false;
    }

    void print()
    {
        if (isEmpty_)
            return;
        table_.note("max samples: with the grid laid as well as can be; 0.50 is rounding to whole samples.");
        table_.note("drift: a free line, +- its standard error. shift: lasting, at an xrun, where JACK "
                    "itself may lose messages.");
        if (lost_ > 0)
            table_.note(
                fmt::format("{} messages were lost on the way: the figures are not to be trusted.", lost_));
        for (const auto& trouble : troubles_)
            table_.note(trouble);
        table_.print();
        Table summary {"The worst of all these takes",
            {"", "load", "p50 ms", "p99 ms", "max ms", "max samples", "stuck, orphan, doubled, missing",
                "takes"}};
        for (const auto& [key, worst] : worst_) {
            const auto& [busy, xruns, peer] = key;
            summary.add({std::string {nameOf(peer)},
                fmt::format("{}{}", busy ? "busy" : "idle", xruns ? ", xruns" : ""), ms(worst.p50),
                ms(worst.p99), ms(worst.worst), fmt::format("{:.2f}", worst.spread),
                std::to_string(worst.faults), std::to_string(worst.takes)});
        }
        summary.print();
    }

private:
    static void addFigures(std::vector<std::string>& row, const PeerResult& peer, std::size_t xruns)
    {
        const auto& fit = peer.fit;
        row.insert(row.end(),
            {ms(fit.p50), ms(fit.p99), ms(fit.worst), fmt::format("{:.2f}", fit.spread),
                fmt::format("{:+.1f} +-{:.1f}", fit.driftPpm, fit.driftError),
                fmt::format("{}/{}", peer.notes, peer.written),
                fmt::format("{}/{}/{}", peer.stuck, peer.orphans, peer.doubled), std::to_string(xruns),
                xruns > 0 ? ms(peer.shift) : "-"});
    }
    static void note(Worst& worst, const PeerResult& peer)
    {
        worst.p50 = std::max(worst.p50, peer.fit.p50);
        worst.p99 = std::max(worst.p99, peer.fit.p99);
        worst.worst = std::max(worst.worst, peer.fit.worst);
        worst.spread = std::max(worst.spread, peer.fit.spread);
        const std::size_t missing = peer.written > peer.notes ? peer.written - peer.notes : 0;
        worst.faults += peer.stuck + peer.orphans + peer.doubled + missing;
        ++worst.takes;
    }

    Table table_ {"Onsets against the ideal grid: swing 62 %, ratchets of 3, 5 and 7, plain sixteenths",
        {"", "period", "bpm", "load", "p50 ms", "p99 ms", "max ms", "max samples", "drift ppm", "notes",
            "stuck/orphan/doubled", "xruns", "shift ms"}};
    std::map<std::tuple<bool, bool, Peer>, Worst> worst_;  ///< by load, whether there were xruns, and peer
    std::set<std::string> troubles_;
    std::uint64_t lost_ = 0;
    bool isEmpty_ = true;
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

void measure(const Options& options, std::uint32_t period, const std::string& folder, Report& report)
{
    auto studio = TimingStudio::open(period);
    if (!studio) {
        fmt::print("Timing was not measured at {} frames: {}\n", period, studio.error().message);
        return;
    }
    if (!(*studio)->realtime())
        fmt::print("jackd may not be real-time here: at {} frames expect xruns.\n", period);
    for (const double bpm : options.tempi) {
        for (const auto& load : options.loads) {
            TakePlan plan {options.program, folder, options.peers, bpm, 2, load == "busy"};
            const double bars = std::ceil(options.seconds * bpm / 60.0 / kBarQuarters - 1e-9);
            plan.bars = std::max<std::size_t>(2, static_cast<std::size_t>(bars));
            for (const auto& take : takesOf(plan, options.alone)) {
                if (studio && (*studio)->isOver()) {
                    studio->reset();
                    studio = TimingStudio::open(period);
                }
                if (stop || !studio)
                    return;
                report.add(period, take, (*studio)->run(take, stop));
            }
        }
    }
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
    Report report;
    for (const auto period : options.periods)
        if (!stop)
            measure(options, period, folder.path(), report);
    report.print();
    return stop ? 130 : 0;
}
