#include "scripts/host/script_host.hpp"

#include "scripts/host/host_state.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <chrono>
#include <utility>

namespace clave {
namespace {
constexpr std::chrono::seconds kPatience {5};
constexpr int kLookAgainMs = 50;

void sleepOn(int file)
{
    pollfd wake {file, POLLIN, 0};
    ::poll(&wake, 1, kLookAgainMs);
}
}  // namespace

ScriptHost::ScriptHost(ScriptHostOptions options, const Clock& clock)
    : clock_(clock)
    , state_(std::make_unique<State>(std::move(options), clock))
{
}

ScriptHost::~ScriptHost() = default;

bool ScriptHost::trySend(const ScriptAsk& ask)
{
    return state_->trySend(ask);
}

void ScriptHost::send(std::string_view kind, std::string json)
{
    state_->send(kind, json);
}

void ScriptHost::poll(ScriptSink& sink)
{
    state_->poll(sink);
}

int ScriptHost::waitable() const noexcept
{
    return state_->waitable();
}

ScriptHostReport ScriptHost::report() const
{
    return state_->report();
}

Result<void> ScriptHost::runSlice(std::span<const ScriptAsk> asks, ScriptSink& sink)
{
    if (auto isReady = waitFor(true, sink); !isReady)
        return isReady;
    for (const ScriptAsk& ask : asks) {
        if (state_->trySend(ask))
            continue;
        if (auto hasRoom = waitFor(false, sink); !hasRoom)
            return hasRoom;
        if (!state_->trySend(ask))
            return fail("scripts have no room for a step; this is a fault in Clave, please report it");
    }
    return waitFor(false, sink);
}

Result<void> ScriptHost::settle(ScriptSink& sink)
{
    return waitFor(true, sink);
}

Result<void> ScriptHost::waitFor(bool withTexts, ScriptSink& sink)
{
    state_->setAwaited(true);
    auto result = pollUntilDone(withTexts, sink);
    state_->setAwaited(false);
    return result;
}

Result<void> ScriptHost::pollUntilDone(bool withTexts, ScriptSink& sink)
{
    const std::uint32_t restarts = state_->report().restarts;
    std::uint64_t progress = state_->progress();
    TimePoint moved = clock_.now();
    for (;;) {
        state_->poll(sink);
        const ScriptHostReport report = state_->report();
        if (!report.problem.empty())
            return fail(report.problem);
        if (report.restarts != restarts)
            return fail(report.lastStuck);
        if (state_->isDone(withTexts))
            return {};
        if (std::exchange(progress, state_->progress()) != progress)
            moved = clock_.now();
        if (clock_.now() - moved >= kPatience)
            return fail(
                fmt::format("scripts have not answered for {} seconds: look for a loop that never ends",
                    kPatience.count()));
        sleepOn(state_->waitable());
    }
}

}  // namespace clave
