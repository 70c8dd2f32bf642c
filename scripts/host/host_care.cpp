// What becomes of processes.
#include "scripts/host/host_state.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <utility>

namespace clave {
namespace {
constexpr int kMostStillborn = 3;
constexpr std::chrono::milliseconds kTimeToRecover {200};
constexpr std::int64_t kSilenceNs =
    600'000'000;  ///< longer than the watchdog takes to say that a call is stuck
constexpr std::int64_t kQuietNs = 10'000'000'000;  ///< the same between calls, where modules are imported
}  // namespace

std::optional<EndCause> ScriptHost::State::trouble(const Place& place) const
{
    if (place.isBroken)
        return EndCause::Broken;
    const CallGuard& guard = place.process->guard();
    const std::uint64_t call = guard.call.load(std::memory_order_acquire);
    if (call != 0 && guard.stuck.load(std::memory_order_acquire) == call)
        return EndCause::Stuck;
    const std::int64_t since = guard.progress.load(std::memory_order_relaxed);
    if (since == 0)
        return std::nullopt;
    const bool isKeptOut = guard.isKeptOut.load(std::memory_order_relaxed);
    const std::int64_t allowed = call == 0 ? (isKeptOut ? kSilenceNs : kQuietNs)
                                           : guard.budgetNs.load(std::memory_order_relaxed)
            + guard.graceNs.load(std::memory_order_relaxed) + kSilenceNs;
    const std::int64_t now = clock_.now().time_since_epoch().count();
    return now - since > allowed ? std::optional {EndCause::Silent} : std::nullopt;
}

void ScriptHost::State::lookAfterWorker(ScriptSink& sink)
{
    if (worker_.process == nullptr)
        return;
    auto cause = trouble(worker_);
    const auto end = worker_.hasEnded ? worker_.process->tryReap() : std::nullopt;
    if (end) {
        // What it said before it died counts.
        if (!worker_.isBroken)
            hearWorker(sink);
        cause = cause.value_or(EndCause::Ended);
    }
    if (!cause)
        return;
    worker_.process->kill();
    const bool wasReady = worker_.isReady;
    const std::uint64_t ask = worker_.process->guard().ask.load(std::memory_order_relaxed);
    const Ending ending = explain(*cause, end, *worker_.process, memory_);
    tellOutput(*worker_.process, sink);
    endedAt_ = clock_.now();
    bury(worker_);
    if (!report_.problem.empty())
        return;
    if (!wasReady && ++stillborn_ >= kMostStillborn) {
        report_.problem =
            fmt::format("Python ends before it is ready ({}); scripts are off", ending.sentence);
        return;
    }
    ++report_.restarts;
    report_.lastStuck = ending.sentence;
    mustOrder_ = true;
    blame(ending, sink);
    giveUpOn(ask, ending, sink);
    promote();
}

void ScriptHost::State::lookAfterSpare()
{
    // A new one waits until the worker is at work: starting takes a core for some milliseconds.
    if (mustOrder_
        && (worker_.process == nullptr || !endedAt_ || clock_.now() - *endedAt_ > kTimeToRecover)) {
        mustOrder_ = false;
        nursery_.order();
    }
    if (spare_.process == nullptr)
        return;
    if (!spare_.hasEnded && !trouble(spare_))
        return;
    const bool wasReady = spare_.isReady;
    bury(spare_);
    if (wasReady || ++stillborn_ < kMostStillborn)
        nursery_.order();
}

void ScriptHost::State::blame(const Ending& ending, ScriptSink& sink)
{
    const auto verdict = memory_.strike(ending.script, ending.hook == "load" || ending.hook == "import");
    Ending told = ending;
    if (verdict == HostMemory::Verdict::WentBack)
        told.sentence += "; the version before plays on";
    sink.onText("error", errorText(told));
    if (verdict != HostMemory::Verdict::Benched)
        return;
    const nlohmann::json benched {{"script", ending.script}, {"hook", ending.hook},
        {"reason", fmt::format("{}; it is not run again until its file changes", ending.sentence)}};
    sink.onText("benched", benched.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void ScriptHost::State::giveUpOn(std::uint64_t ask, const Ending& ending, ScriptSink& sink)
{
    if (const auto step = ask != 0 ? unanswered_.take(ask) : std::nullopt;
        step && step->what == ScriptAsk::What::Step) {
        ScriptAnswer answer;
        answer.track = step->track;
        answer.key = step->key;
        answer.mark = step->mark;
        answer.at = step->at;
        answer.off = step->at;
        sink.onAnswer(answer);
    }
    for (const nlohmann::json& id : std::exchange(questions_, {})) {
        const nlohmann::json reply {{"id", id}, {"ok", false}, {"text", ending.sentence}, {"value", nullptr}};
        sink.onText("reply", reply.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
}

void ScriptHost::State::bury(Place& place)
{
    unwatch(place.process->bellFile());
    unwatch(place.process->outputFile());
    place.process->kill();
    dying_.push_back(std::move(place.process));
    place = {};
}

void ScriptHost::State::reap()
{
    std::erase_if(dying_, [&](const std::unique_ptr<HostProcess>& process) {
        if (!process->hasEnded())
            return false;
        unwatch(process->endFile());
        return true;
    });
}

}  // namespace clave
