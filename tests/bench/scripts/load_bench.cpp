#include "core/time/steady_clock.hpp"
#include "scripts/host/script_host.hpp"

#include "tests/bench/samples.hpp"
#include "tests/bench/scripts/scripts_benchmarks.hpp"
#include "tests/bench/scripts/standstills.hpp"
#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace clave::bench {
namespace {

constexpr std::uint32_t kTracks = 128;
constexpr std::chrono::milliseconds kStep {25};  ///< a 32nd at 300 bpm
constexpr std::chrono::milliseconds kWake {2};  ///< the clock's
constexpr std::chrono::milliseconds kHorizon {60};
constexpr std::uint32_t kLength = 16;
constexpr Tick kStepTicks {kPpqn / 8};

double cpuSeconds(clockid_t id)
{
    timespec time {};
    clock_gettime(id, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double processSeconds(int process)
{
    clockid_t id {};
    return ::clock_getcpuclockid(process, &id) == 0 ? cpuSeconds(id) : 0.0;
}

/// Plays by asking as the clock does, and takes the time of each answer.
class Player final : private ScriptSink {
public:
    explicit Player(ScriptHostOptions options) : host_(std::move(options), clock_) {}

    /// False: there are no scripts on this machine.
    bool prepare();
    void play(int seconds);

    Samples latencyMs;
    std::uint64_t asked = 0;
    std::uint64_t missed = 0;
    std::uint64_t missedRunning = 0;  ///< of them, those to which no standstill of the machine led
    std::uint64_t changed = 0;
    double child = 0.0;  ///< share of a core
    double parent = 0.0;
    std::string error;
    Standstills machine;

private:
    struct Miss {
        TimePoint asked;
        TimePoint answered;  ///< or the end
    };

    void onAnswer(const ScriptAnswer& answer) override;
    void onText(std::string_view kind, const std::string& json) override
    {
        isLoaded_ = isLoaded_ || kind == "loaded";
        if (kind == "error")
            error = json;
    }
    void send(std::string_view kind, const nlohmann::json& json) { host_.send(kind, json.dump()); }
    void askStep(std::int64_t number, TimePoint due);
    void askSlice(TimePoint start, TimePoint now);
    void waitUntil(TimePoint end);
    void judge();

    SteadyClock clock_;
    ScriptHost host_;
    bool isLoaded_ = false;
    std::unordered_map<VoiceId, TimePoint> open_;
    std::vector<Miss> misses_;
};

bool Player::prepare()
{
    std::ifstream in {CLAVE_BENCH_SCRIPTS "/busy.py"};
    std::stringstream text;
    text << in.rdbuf();
    nlohmann::json ids = nlohmann::json::array();
    nlohmann::json steps;
    for (std::uint32_t i = 1; i <= kLength; ++i)
        steps[std::to_string(i)] = {{"note", 48 + i}, {"velocity", 100}};
    for (std::uint32_t i = 1; i <= kTracks; ++i)
        ids.push_back(i);
    send("song", {{"clave", 1}, {"tempo", 300}, {"serial", 1}});
    send("tracks", {{"ids", ids}});
    for (std::uint32_t i = 1; i <= kTracks; ++i) {
        send("track", {{"id", i}, {"name", fmt::format("Track {}", i)}});
        send("pattern", {{"track", i}, {"slot", 0}, {"pattern", {{"rate", "2x"}, {"steps", steps}}}});
    }
    send("performance",
        {{"playing", true}, {"scene", 0}, {"fill", false}, {"muted", nlohmann::json::array()}});
    send("load",
        {{"script", "busy.py"}, {"path", CLAVE_BENCH_SCRIPTS "/busy.py"}, {"text", text.str()},
            {"knobs", nlohmann::json::object()}, {"state", nlohmann::json::object()}, {"track", nullptr},
            {"arguments", nlohmann::json::object()}});
    const auto settled = host_.settle(*this);
    if (!settled)
        error = settled.error().message;
    return settled && isLoaded_;
}

void Player::onAnswer(const ScriptAnswer& answer)
{
    const auto found = open_.find(answer.key);
    if (found == open_.end())
        return;
    const TimePoint now = clock_.now();
    latencyMs.add(std::chrono::duration<double, std::milli> {now - found->second}.count());
    if (now > found->second + kHorizon)
        misses_.push_back({found->second, now});
    if (answer.what == ScriptAnswer::What::Changed)
        ++changed;
    open_.erase(found);
}

void Player::askStep(std::int64_t number, TimePoint due)
{
    ScriptAsk ask;
    ask.what = ScriptAsk::What::Step;
    ask.index = static_cast<std::uint32_t>(number % kLength);
    ask.pass = static_cast<std::uint32_t>(number / kLength);
    ask.count = number;
    ask.at = Tick {kStepTicks.count * number};
    ask.stepLength = kStepTicks;
    ask.time = due;
    for (ask.track = 1; ask.track <= kTracks; ++ask.track) {
        ask.key = (static_cast<std::uint64_t>(number) << 8U) + ask.track;
        ++asked;
        const TimePoint now = clock_.now();
        if (host_.trySend(ask))
            open_.emplace(ask.key, now);
        else
            misses_.push_back({now, now + kHorizon + kWake});
    }
}

void Player::askSlice(TimePoint start, TimePoint now)
{
    ScriptAsk ask;
    ask.tempo = Tempo::clampedBpm(300.0);
    ask.at = Position::fromTicks(
        static_cast<double>((now - start).count()) / 1e9 * 5.0 * static_cast<double>(kPpqn));
    ask.time = now + kHorizon;
    static_cast<void>(host_.trySend(ask));
}

void Player::waitUntil(TimePoint end)
{
    for (;;) {
        host_.poll(*this);
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock_.now());
        if (left.count() <= 0)
            break;
        pollfd wake {host_.waitable(), POLLIN, 0};
        ::poll(&wake, 1, static_cast<int>(left.count()));
    }
    clock_.sleepUntil(end);
}

void Player::play(int seconds)
{
    const int process = host_.report().process;
    const TimePoint start = clock_.now();
    ScriptAsk begin;
    begin.what = ScriptAsk::What::Start;
    begin.run = 1;
    begin.scene = 0;
    begin.tempo = Tempo::clampedBpm(300.0);
    static_cast<void>(host_.trySend(begin));
    const double childBefore = processSeconds(process);
    const double parentBefore = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    std::int64_t step = 0;
    for (TimePoint now = start; now < start + std::chrono::seconds {seconds}; now += kWake) {
        for (; start + kStep * step <= now; ++step)
            askStep(step, start + kStep * step + kHorizon);
        askSlice(start, now);
        waitUntil(now + kWake);
    }
    waitUntil(clock_.now() + kHorizon);
    for (const auto& [key, since] : open_)
        misses_.push_back({since, clock_.now()});
    const double wall = std::chrono::duration<double> {clock_.now() - start}.count();
    child = (processSeconds(process) - childBefore) / wall;
    parent = (cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - parentBefore) / wall;
    judge();
}

void Player::judge()
{
    machine.stop();
    missed = misses_.size();
    missedRunning = static_cast<std::uint64_t>(std::ranges::count_if(misses_, [this](const Miss& miss) {
        return miss.answered - miss.asked - machine.within(miss.asked, miss.answered) > kHorizon;
    }));
}
}  // namespace

void fullLoad(int seconds)
{
    Table table {"128 tracks, 300 bpm in 32nds",
        {"", "scripts' process", "this side", "asked", "changed", "missed", "while it ran", "p50 ms", "p99",
            "worst"}};
    const auto run = [&](const char* what, ScriptHostOptions options, int howLong) {
        Player player {std::move(options)};
        if (player.prepare())
            player.play(howLong);
        constexpr double kNearlyAll = 0.99;
        const auto percent = [](double share) { return fmt::format("{:.1f} %", share * 100.0); };
        table.add({what, percent(player.child), percent(player.parent), std::to_string(player.asked),
            std::to_string(player.changed), std::to_string(player.missed),
            player.machine.canTell() ? std::to_string(player.missedRunning) : "?",
            figure(player.latencyMs.median()), figure(player.latencyMs.quantile(kNearlyAll)),
            figure(player.latencyMs.worst())});
        const auto ms = [](auto time) { return std::chrono::duration<double, std::milli> {time}.count(); };
        if (player.machine.longest().count() > 0)
            table.note(fmt::format("{}: the host took processors away for {} ms in all, {} ms at once", what,
                figure(ms(player.machine.total())), figure(ms(player.machine.longest()))));
        if (!player.error.empty())
            table.note(player.error);
    };
    run("four hooks each", {}, seconds);
    ScriptHostOptions nothing;
    nothing.package = CLAVE_BENCH_SCRIPTS;
    nothing.runtime = "crossing_runtime";
    constexpr int kLongEnough = 10;
    run("the way there and back alone", nothing, std::min(seconds, kLongEnough));
    table.note("shares are of one core; missed: no answer within 60 ms, and while it ran: not counting the "
               "time that the host took away");
    table.print();
}

}  // namespace clave::bench
