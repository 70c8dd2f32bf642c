#include "app/stopping.hpp"

#include "app/signals.hpp"

#include <poll.h>

namespace clave {
namespace {
    constexpr int kLookMs = 10;
    constexpr int kPatienceMs = 1000;

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
    for (int waited = 0; waited < kPatienceMs && (engine.status().playing || isSounding(engine)); waited += kLookMs)
        poll(nullptr, 0, kLookMs);
}

void pauseAndSuspend(Engine& engine, CommandSender& sender)
{
    const bool wasPlaying = engine.status().playing;
    stopAndWait(engine, sender);
    suspendProcess();
    if (wasPlaying)
        sender.trySend(Continue {});
}

}  // namespace clave
