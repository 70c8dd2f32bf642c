#include "app/stopping.hpp"

#include "app/signals.hpp"

#include <poll.h>

namespace clave {
namespace {
constexpr int kLookMs = 10;
constexpr int kPatienceMs = 1000;
constexpr int kArrivalMs = 100;  // JACK carries a message over in its next cycle, 85 ms at the very most

bool isSounding(const Engine& engine)
{
    for (const auto& report : engine.outputReports()) {
        if (report.sounding > 0)
            return true;
    }
    return false;
}
}  // namespace

void stopAndWait(Engine& engine, CommandSender& sender)
{
    sender.trySend(Stop {});
    for (int waited = 0; waited < kPatienceMs && (engine.status().playing || isSounding(engine));
        waited += kLookMs)
        poll(nullptr, 0, kLookMs);
}

void stopAndLetArrive(Engine& engine, CommandSender& sender)
{
    stopAndWait(engine, sender);
    poll(nullptr, 0, kArrivalMs);
}

void pauseAndSuspend(Engine& engine, CommandSender& sender)
{
    const bool wasPlaying = engine.status().playing;
    stopAndLetArrive(engine, sender);
    suspendProcess();
    if (wasPlaying)
        sender.trySend(Continue {});
}

}  // namespace clave
