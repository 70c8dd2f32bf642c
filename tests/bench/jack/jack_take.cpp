// Records what MIDI senders on a JACK server play, and prints it as JSON, for tests that are no C++:
// clave_jack_take --help
#include "tests/bench/jack/jack_recorder.hpp"
#include "tests/support/grid_fit.hpp"
#include "tests/support/note_pairs.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <jack/jack.h>
#include <nlohmann/json.hpp>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>

using namespace clave;
using namespace clave::bench;
using Json = nlohmann::ordered_json;
using std::chrono::steady_clock;

namespace {

std::atomic<bool> stop {false};
constexpr auto kLook = std::chrono::milliseconds {20};  ///< between looks for new messages and new ports

struct Options {
    std::string client = "take";
    std::vector<std::string> sources;
    std::size_t freeInputs = 0;
    double wait = 0.0;
    double seconds = 0.0;
    double quiet = 0.0;
    std::optional<double> bpm;
    std::vector<double> grid {0.0};
    double cycle = 0.25;
    int channel = 0;
    std::string match;
};

struct Take {
    std::vector<CapturedMessage> messages;
    std::vector<std::uint64_t> xruns;
};

/// Listens until the time is over, it has been quiet for long enough, or a signal or the server ends it.
Take listen(JackRecorder& recorder, const Options& options)
{
    Take take;
    const auto started = steady_clock::now();
    auto lastHeard = started;
    const auto over = [](steady_clock::time_point since, double seconds) {
        return seconds > 0.0 && steady_clock::now() - since >= std::chrono::duration<double>(seconds);
    };
    bool ready = false;
    while (!stop && !recorder.serverGone() && !over(started, options.seconds)) {
        for (std::size_t i = 0; i < options.sources.size(); ++i)
            (void)recorder.connectFrom(options.sources[i], i);
        if (!std::exchange(ready, true))
            fmt::print(stderr, "ready\n");
        std::this_thread::sleep_for(kLook);
        const auto fresh = recorder.take();
        take.messages.insert(take.messages.end(), fresh.begin(), fresh.end());
        if (!fresh.empty())
            lastHeard = steady_clock::now();
        else if (!take.messages.empty() && over(lastHeard, options.quiet))
            break;
    }
    take.xruns = recorder.takeXruns();
    return take;
}

/// The recorder, as soon as there is a server.
Result<std::unique_ptr<JackRecorder>> openRecorder(const Options& options)
{
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < options.sources.size() + options.freeInputs; ++i)
        inputs.push_back(fmt::format("in-{}", i + 1));
    const auto end = steady_clock::now() + std::chrono::duration<double>(options.wait);
    auto recorder = JackRecorder::open(options.client, inputs);
    while (!recorder && !stop && steady_clock::now() < end) {
        std::this_thread::sleep_for(kLook);
        recorder = JackRecorder::open(options.client, inputs);
    }
    return recorder;
}

std::string hex(const CapturedMessage& message)
{
    return fmt::format("{:02x}", fmt::join(message.stored(), ""));
}

bool isOnset(const CapturedMessage& captured, const Options& options)
{
    if (!options.match.empty())
        return hex(captured).starts_with(options.match);
    const Message message = captured.message();
    return message.isNoteOn() && (options.channel == 0 || message.channel().as1to16() == options.channel);
}

/// By order alone: the first onset is the first of the grid.
Json fitOf(const Take& take, std::size_t input, const Options& options, const JackRecorder& recorder)
{
    test::GridCycle cycle {{}, options.cycle};
    for (const double quarters : options.grid)
        cycle.notes.push_back({0, quarters});
    std::vector<test::HeardNote> heard;
    for (const auto& captured : take.messages)
        if (captured.input == input && isOnset(captured, options))
            heard.push_back({captured.frame, 0});
    const auto onsets = test::numberOnsets(heard, cycle).onsets;
    const double framesPerQuarter = recorder.rate() * 60.0 / *options.bpm;
    const auto fit = test::fitGrid(onsets, framesPerQuarter);
    Json shifts = Json::array();
    for (const auto xrun : take.xruns)
        shifts.push_back(test::shiftAt(onsets, framesPerQuarter, xrun));
    return {{"onsets", fit.onsets}, {"p50", fit.p50}, {"p99", fit.p99}, {"worst", fit.worst},
        {"spread", fit.spread}, {"drift_ppm", fit.driftPpm}, {"drift_error_ppm", fit.driftError},
        {"accumulated", fit.accumulated}, {"shifts", std::move(shifts)}};
}

Json report(const Take& take, const Options& options, const JackRecorder& recorder)
{
    Json inputs = Json::array();
    for (std::size_t input = 0; input < options.sources.size() + options.freeInputs; ++input) {
        test::NotePairs pairs;
        for (const auto& captured : take.messages)
            if (captured.input == input)
                pairs.take(0, captured.message());
        Json one {{"name", recorder.inputName(input)}, {"notes", pairs.notes()},
            {"sounding", pairs.sounding()}, {"orphans", pairs.orphans()}, {"doubled", pairs.doubled()}};
        if (options.bpm)
            one["fit"] = fitOf(take, input, options, recorder);
        inputs.push_back(std::move(one));
    }
    Json messages = Json::array();
    for (const auto& captured : take.messages)
        messages.push_back(Json::array({captured.input, captured.frame, hex(captured)}));
    return {{"rate", recorder.rate()}, {"period", recorder.period()}, {"realtime", recorder.realtime()},
        {"lost", recorder.lost()}, {"missed", recorder.missed()}, {"xruns", take.xruns},
        {"inputs", std::move(inputs)}, {"messages", std::move(messages)}};
}

void describe(CLI::App& app, Options& options)
{
    app.add_option("--port", options.sources,
           "An input, connected from every source whose client:port has this pattern, now or later; "
           "repeatable")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option(
           "--inputs", options.freeInputs, "So many more inputs that others connect to, CLIENT:in-1 on")
        ->check(CLI::Range(0, 64));
    app.add_option("--client", options.client, "JACK name of this client");
    app.add_option("--wait", options.wait, "How many seconds to wait for a server")
        ->check(CLI::Range(0.0, 1e6));
    app.add_option("--seconds", options.seconds, "End after so long; SIGINT and SIGTERM end it too, in order")
        ->check(CLI::Range(0.0, 1e6));
    app.add_option(
           "--quiet", options.quiet, "End when so many seconds passed without a message after the first")
        ->check(CLI::Range(0.0, 1e6));
    app.add_option("--bpm", options.bpm, "Fit the onsets to the grid at this tempo")
        ->check(CLI::Range(1.0, 1000.0));
    app.add_option("--grid", options.grid, "Where onsets belong in a cycle, in quarters: 0,0.31 (default 0)")
        ->delimiter(',');
    app.add_option("--cycle", options.cycle, "How long a cycle is, in quarters (default 0.25)")
        ->check(CLI::Range(1e-6, 1e6));
    app.add_option("--channel", options.channel, "Only this channel's note-ons are onsets")
        ->check(CLI::Range(1, 16));
    app.add_option("--match", options.match, "Messages that begin with these bytes are the onsets: f8");
    app.footer("Prints \"ready\" to standard error once it listens, and the take to standard output at its "
               "end. Times "
               "are frames.");
}

}  // namespace

int main(int count, char** words)
{
    Options options;
    CLI::App app {
        "Records MIDI from a JACK server, frame by frame, and prints it as JSON.", "clave_jack_take"};
    describe(app, options);
    CLI11_PARSE(app, count, words);

    struct sigaction action {};
    action.sa_handler = [](int) { stop = true; };
    for (const int number : {SIGINT, SIGTERM})
        sigaction(number, &action, nullptr);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});

    const auto recorder = openRecorder(options);
    if (!recorder) {
        fmt::print(stderr, "clave_jack_take: {}\n", recorder.error().message);
        return 1;
    }
    const Take take = listen(**recorder, options);
    fmt::print("{}\n", report(take, options, **recorder).dump());
    return 0;
}
