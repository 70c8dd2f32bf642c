#include "app/cli/commands.hpp"
#include "app/realtime/rtkit.hpp"
#include "app/signals.hpp"
#include "app/timing/loop_report.hpp"
#include "core/rt/memory_lock.hpp"
#include "core/time/reference_time.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <optional>

namespace clave {
namespace {
constexpr std::size_t kNotes = 200;
constexpr int kLookMs = 5;

/// Waits a little for a signal that ends the test; the terminal's size is none.
bool mayGoOn(Signals& signals, std::optional<int>& endedBy)
{
    if (const auto signal = signals.wait(kLookMs); signal && *signal != SIGWINCH && *signal != SIGTSTP)
        endedBy = signal;
    return !endedBy;
}

Result<int> say(const Loop& loop, const LoopRun& run, bool json)
{
    const auto& figures = run.figures;
    if (json || figures.arrived() > 0)
        fmt::print("{}", json ? loopJson(loop, run) : loopText(loop, run));
    if (figures.arrived() == 0)
        return fail(fmt::format(
            "Nothing came back from \"{}\" to \"{}\"; is there a cable between them?", loop.out, loop.in));
    return figures.lost + figures.doubled > 0 ? kFailed : kDone;
}
}  // namespace

Result<int> runCommand(const TimingCommand& command)
{
    Signals signals;  // before any thread, so that all inherit its mask
    std::optional<int> endedBy;
    std::optional<Result<int>> said;
    {
        RealtimeKit realtimeKit;
        auto loop = openLoop(command.loop, &realtimeKit);
        if (!loop)
            return tl::unexpected {loop.error()};
        [[maybe_unused]] const auto locked = lockMemory();  // as when playing, and as silently
        const auto run = runLoop(*loop->output, *loop->input, referenceTime(), kNotes, &realtimeKit,
            [&] { return mayGoOn(signals, endedBy); });
        if (!endedBy)
            said = say(*loop, run, command.json);
    }
    return endedBy ? endBySignal(*endedBy) : *said;
}

}  // namespace clave
