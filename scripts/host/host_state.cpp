#include "scripts/host/host_state.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace clave {
namespace {
constexpr std::array<std::string_view, 8> kSongTexts {
    "settings", "devices", "song", "tracks", "track", "pattern", "performance", "modules"};

constexpr std::size_t kMostEarly = 1000;
/// Waking the child takes more than a slice without steps: those are sent every so often, well within the
/// horizon.
constexpr std::chrono::milliseconds kHoldSlices {8};

/// Two slices of which the later one says all.
bool isSameMusic(const ScriptAsk& a, const ScriptAsk& b)
{
    return a.scene == b.scene && a.run == b.run && a.barOrigin == b.barOrigin && a.barsBefore == b.barsBefore
        && a.metre == b.metre && a.tempo == b.tempo;
}

/// The budgets of a text `settings`, in milliseconds; what it does not say stays.
void setBudgets(CallGuard& guard, const std::string& settings)
{
    const auto json = nlohmann::json::parse(settings, nullptr, false);
    const auto set = [&](std::atomic<std::int64_t>& budget, const char* key) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        if (found != json.end() && found->is_number())
            budget = static_cast<std::int64_t>(std::clamp(found->get<double>(), 1.0, 600'000.0) * 1e6);
    };
    set(guard.hookBudgetNs, "budgetMs");
    set(guard.textBudgetNs, "loadBudgetMs");
    set(guard.bodyBudgetNs, "bodyBudgetMs");
    set(guard.graceNs, "graceMs");
}
}  // namespace

ScriptHost::State::State(ScriptHostOptions options, const Clock& clock)
    : hasSpare_(options.hasSpare)
    , clock_(clock)
    , events_(::epoll_create1(EPOLL_CLOEXEC))
    , nursery_(std::move(options))
{
    watch(nursery_.bellFile());
    nursery_.order();
    if (hasSpare_)
        nursery_.order();
}

ScriptHost::State::~State()
{
    // All at once, so that the waits for each are short.
    for (Place* const place : {&worker_, &spare_}) {
        if (place->process != nullptr)
            place->process->kill();
    }
}

bool ScriptHost::State::trySend(const ScriptAsk& ask)
{
    memory_.noteAsk(ask);
    if (slice_ && !(ask.what == ScriptAsk::What::Slice && isSameMusic(*slice_, ask)))
        sendSlice();
    if (ask.what != ScriptAsk::What::Slice || isStepAsked_ || isAwaited_
        || clock_.now() - sliceAt_ > kHoldSlices)
        return push(ask);
    slice_ = ask;
    return true;
}

void ScriptHost::State::sendSlice()
{
    if (slice_)
        static_cast<void>(push(*std::exchange(slice_, {})));
}

void ScriptHost::State::setAwaited(bool isAwaited)
{
    isAwaited_ = isAwaited;
    if (isAwaited)
        sendSlice();
    if (worker_.process != nullptr)
        worker_.process->guard().isAwaited = isAwaited;
}

bool ScriptHost::State::push(const ScriptAsk& ask)
{
    isStepAsked_ = ask.what == ScriptAsk::What::Step || (isStepAsked_ && ask.what == ScriptAsk::What::Missed);
    if (ask.what == ScriptAsk::What::Slice) {
        slice_.reset();
        sliceAt_ = clock_.now();
    }
    if (worker_.process == nullptr || !report_.problem.empty() || !worker_.process->tryPush(ask)) {
        ++report_.refused;
        return false;
    }
    unanswered_.add(ask, worker_.process->asksSent());
    return true;
}

void ScriptHost::State::send(std::string_view kind, const std::string& json)
{
    const bool isWanted = memory_.noteSent(kind, json);
    const bool isSong = std::ranges::find(kSongTexts, kind) != kSongTexts.end();
    if (worker_.process != nullptr && isWanted)
        worker_.process->push(kind, json);
    if (worker_.process == nullptr && !HostMemory::keeps(kind) && early_.size() < kMostEarly)
        early_.push_back({std::string {kind}, json});
    if (spare_.process != nullptr && isSong)
        spare_.process->push(kind, json);
    if (kind == "eval" || kind == "complete") {
        const auto question = nlohmann::json::parse(json, nullptr, false);
        if (question.is_object() && question.contains("id"))
            questions_.push_back(question["id"]);
    }
    if (kind != "settings")
        return;
    for (Place* const place : {&worker_, &spare_}) {
        if (place->process != nullptr)
            setBudgets(place->process->guard(), json);
    }
}

void ScriptHost::State::poll(ScriptSink& sink)
{
    if (slice_ && clock_.now() - sliceAt_ > kHoldSlices)
        sendSlice();
    lookAtEvents();
    if (worker_.process != nullptr) {
        worker_.process->flush();
        worker_.process->wake();
        hearWorker(sink);
    }
    if (spare_.process != nullptr) {
        spare_.process->flush();
        hearSpare();
    }
    lookAfterWorker(sink);
    lookAfterSpare();
    reap();
}

void ScriptHost::State::watch(int file) noexcept
{
    epoll_event event {.events = EPOLLIN, .data = {.fd = file}};
    ::epoll_ctl(events_.get(), EPOLL_CTL_ADD, file, &event);
}

void ScriptHost::State::unwatch(int file) noexcept
{
    ::epoll_ctl(events_.get(), EPOLL_CTL_DEL, file, nullptr);
}

void ScriptHost::State::lookAtEvents()
{
    std::array<epoll_event, 16> events {};
    const int count = ::epoll_wait(events_.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const int file = events[static_cast<std::size_t>(i)].data.fd;
        if (file == nursery_.bellFile())
            takeNewborn();
        for (Place* const place : {&worker_, &spare_}) {
            if (place->process == nullptr)
                continue;
            if (file == place->process->bellFile())
                place->process->silenceBell();
            if (file == place->process->outputFile())
                place->process->readOutput();
            place->hasEnded = place->hasEnded || file == place->process->endFile();
        }
    }
}

void ScriptHost::State::takeNewborn()
{
    while (auto born = nursery_.take()) {
        if (*born)
            employ(std::move(**born));
        else
            report_.problem = fmt::format("{}; scripts are off", born->error().message);
    }
}

void ScriptHost::State::employ(std::unique_ptr<HostProcess> process)
{
    watch(process->bellFile());
    watch(process->outputFile());
    watch(process->endFile());
    tellSong(*process);
    if (spare_.process != nullptr)
        bury(spare_);
    spare_ = {.process = std::move(process)};
    if (worker_.process == nullptr)
        promote();
}

void ScriptHost::State::tellSong(HostProcess& process) const
{
    for (const WireText& text : memory_.song()) {
        if (text.kind == "settings")
            setBudgets(process.guard(), text.json);
        process.push(text.kind, text.json);
    }
}

void ScriptHost::State::promote()
{
    if (spare_.process == nullptr)
        return;
    worker_ = std::exchange(spare_, {});
    done_ = {};
    for (const WireText& text : memory_.scripts())
        worker_.process->push(text.kind, text.json);
    for (const WireText& text : std::exchange(early_, {}))
        worker_.process->push(text.kind, text.json);
    if (const auto start = memory_.start())
        static_cast<void>(worker_.process->tryPush(*start));
    for (const ScriptAsk& ask : unanswered_.takeFrom(clock_.now()))
        static_cast<void>(push(ask));
    setAwaited(isAwaited_);
    worker_.process->wake();
}

ScriptHostReport ScriptHost::State::report() const
{
    ScriptHostReport report = report_;
    report.isRunning = worker_.process != nullptr && worker_.isReady;
    report.hasSpare = spare_.process != nullptr && spare_.isReady;
    report.process = worker_.process != nullptr ? worker_.process->id() : 0;
    return report;
}

bool ScriptHost::State::isDone(bool withTexts) const noexcept
{
    return worker_.process != nullptr && worker_.isReady && done_.asks >= worker_.process->asksSent()
        && (!withTexts || done_.records >= worker_.process->recordsSent());
}

}  // namespace clave
