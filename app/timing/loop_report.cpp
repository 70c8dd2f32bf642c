#include "app/timing/loop_report.hpp"

#include "app/timing/lateness_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>

namespace clave {
namespace {
std::string inMilliseconds(Nanoseconds time)
{
    const auto micros = std::chrono::round<std::chrono::microseconds>(time);  // -0.000 is 0.000
    return fmt::format("{:.3f} ms", static_cast<double>(micros.count()) / 1000.0);
}

std::string priorityText(const RealtimeResult& realtime)
{
    if (realtime.grant == Grant::None)
        return "no real-time priority";
    return fmt::format("real-time priority {} by {}", realtime.priority,
        realtime.grant == Grant::Fifo ? "the kernel" : "RealtimeKit");
}

std::string offsetText(const OffsetProposal& proposal)
{
    return proposal.offsetMs
        ? fmt::format("\"offset\": {:.1f} in the song's port: {}", *proposal.offsetMs, proposal.reason)
        : "none: " + proposal.reason;
}
}  // namespace

std::string loopText(const Loop& loop, const LoopRun& run)
{
    const auto& figures = run.figures;
    std::string text =
        fmt::format("{} notes from {} to {} ({})\n", figures.sent, loop.out, loop.in, nameOf(loop.api));
    text += fmt::format("round trip  p50 {}, p99 {}, worst {}\n", inMilliseconds(figures.p50),
        inMilliseconds(figures.p99), inMilliseconds(figures.worst));
    text += fmt::format("jitter      {} (99 of 100 are that near to p50)\n", inMilliseconds(figures.jitter));
    text += fmt::format("notes       {} lost, {} doubled; messages: {} late, {} dropped\n", figures.lost,
        figures.doubled, run.output.late, run.output.dropped);
    text += fmt::format("wake-ups    p50 {}, p99 {}, worst {}, with {}\n",
        inMilliseconds(run.wakeUps.quantile(0.5)), inMilliseconds(run.wakeUps.quantile(0.99)),
        inMilliseconds(run.wakeUps.worst), priorityText(run.realtime));
    text += fmt::format("offset      {}\n", offsetText(proposeOffset(figures, loop.overCable)));
    return text;
}

std::string loopJson(const Loop& loop, const LoopRun& run)
{
    using Json = nlohmann::ordered_json;
    const auto& figures = run.figures;
    const auto proposal = proposeOffset(figures, loop.overCable);
    Json json {{"timing", 1}, {"unit", "microseconds"}, {"out", loop.out}, {"in", loop.in},
        {"api", nameOf(loop.api)}, {"sent", figures.sent}, {"lost", figures.lost},
        {"doubled", figures.doubled}, {"late", run.output.late}, {"dropped", run.output.dropped},
        {"roundTrip",
            {{"p50", microseconds(figures.p50)}, {"p99", microseconds(figures.p99)},
                {"max", microseconds(figures.worst)}, {"jitter", microseconds(figures.jitter)}}},
        {"clock",
            {{"realtime", nameOf(run.realtime.grant)}, {"priority", run.realtime.priority},
                {"lateness", latenessJson(run.wakeUps)}}},
        {"offset", nullptr}, {"offsetReason", proposal.reason}};
    if (proposal.offsetMs)
        json["offset"] = *proposal.offsetMs;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace clave
