#include "app/timing/play_timing.hpp"

#include "app/timing/lateness_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace clave {
namespace {
using Json = nlohmann::ordered_json;

Json loadJson(const PortLoad& load)
{
    return {{"wait", microseconds(load.wait)}, {"messages", load.messages}, {"bytes", load.bytes},
        {"sentence", sentence(load)}};
}

Json outputJson(const std::string& name, const OutputReport& report)
{
    Json json {{"name", name}, {"open", report.open}, {"trouble", report.trouble}, {"sent", report.sent},
        {"late", report.late}, {"dropped", report.dropped}, {"lateness", latenessJson(report.lateness)},
        {"load", nullptr}};
    if (report.load)
        json["load"] = loadJson(*report.load);
    return json;
}

Json clockJson(const ClockStatus& status, const RealtimeResult& realtime)
{
    return {{"wakeUps", status.wakeUps}, {"realtime", nameOf(realtime.grant)},
        {"priority", realtime.priority}, {"lateness", latenessJson(status.lateness)},
        {"stalls", status.skips}, {"refused", status.refused}};
}

Json syncJson(const SyncReport& report)
{
    constexpr std::array<std::string_view, 3> states {"waiting", "ready", "running"};
    return {{"source", nameOf(report.kind)}, {"state", states[static_cast<std::size_t>(report.state)]},
        {"bpm", report.bpm}, {"jitter", microseconds(report.jitter)},
        {"worstJitter", microseconds(report.worstJitter)}, {"lost", report.lost}, {"doubled", report.doubled},
        {"peers", report.peers}, {"carriesOn", report.carriesOn}};
}

// A port of the song that shares another's device counts nothing itself.
bool countsNothing(const OutputReport& report)
{
    return report.sent + report.late + report.dropped + report.lateness.total() == 0 && !report.load;
}
}  // namespace

std::string playTimingJson(const PlayTiming& timing, int indent)
{
    Json outputs = Json::array();
    const auto count = std::min(timing.names.size(), timing.outputs.size());
    for (std::size_t i = 0; i < count; ++i) {
        const bool isRepeated = std::find(timing.names.begin(),
                                    timing.names.begin() + static_cast<std::ptrdiff_t>(i), timing.names[i])
            != timing.names.begin() + static_cast<std::ptrdiff_t>(i);
        if (!isRepeated || !countsNothing(timing.outputs[i]))
            outputs.push_back(outputJson(timing.names[i], timing.outputs[i]));
    }
    Json json {{"timing", 1}, {"unit", "microseconds"}, {"clock", clockJson(timing.clock, timing.realtime)},
        {"sync", nullptr}, {"outputs", std::move(outputs)}};
    if (timing.clock.sync.kind != SyncKind::Internal)
        json["sync"] = syncJson(timing.clock.sync);
    return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace clave
