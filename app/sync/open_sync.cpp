#include "app/sync/open_sync.hpp"

#include "app/ports/open_input.hpp"
#include "app/sync/jack/jack_transport_source.hpp"
#include "app/sync/link/link_source.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <utility>

namespace clave {
namespace {
Result<std::unique_ptr<SyncSource>> openMidiClock(const SyncWish& wish, MidiApi api)
{
    auto input = openInput(wish.input, api);
    if (!input)
        return tl::unexpected {input.error()};
    return std::make_unique<MidiClockSource>(std::move(*input), wish.onLoss);
}

double milliseconds(Nanoseconds time) noexcept
{
    return std::chrono::duration<double, std::milli> {time}.count();
}
}  // namespace

Result<std::unique_ptr<SyncSource>> openSync(
    const SyncWish& wish, MidiApi api, Tempo tempo, const Clock& clock)
{
    switch (wish.kind) {
    case SyncKind::MidiClock:
        return openMidiClock(wish, api);
    case SyncKind::JackTransport: {
        auto source = JackTransportSource::open(tempo);
        if (!source)
            return tl::unexpected {source.error()};
        return std::move(*source);
    }
    case SyncKind::Link:
        return std::make_unique<LinkSource>(tempo, clock, LinkOptions {.startStopSync = wish.startStop});
    case SyncKind::Internal:
        break;
    }
    return std::unique_ptr<SyncSource> {};
}

std::optional<std::string> findMisplaced(const SyncWish& wish)
{
    if (wish.kind != SyncKind::MidiClock && !wish.input.empty())
        return "--sync-in is for --sync midi";
    if (wish.kind != SyncKind::MidiClock && wish.onLoss != OnLoss::Stop)
        return "--clock-loss is for --sync midi";
    if (wish.kind != SyncKind::Link && wish.startStop)
        return "--link-start-stop is for --sync link";
    return std::nullopt;
}

std::string inWords(const SyncReport& report)
{
    if (report.kind == SyncKind::Internal)
        return {};
    const std::string name = nameOf(report.kind);
    if (report.carriesOn)
        return fmt::format("{} is lost: carrying on at {:.1f} bpm", name, report.bpm);
    if (report.state == SyncReading::State::Waiting)
        return "waiting for " + name;
    std::string text = fmt::format("{} {:.1f} bpm", name, report.bpm);
    if (report.kind == SyncKind::MidiClock) {
        text += fmt::format(", jitter {:.1f} ms", milliseconds(report.jitter));
        if (report.lost + report.doubled > 0)
            text += fmt::format(", {} lost, {} doubled", report.lost, report.doubled);
    } else if (report.kind == SyncKind::Link) {
        text += fmt::format(", {} {}", report.peers, report.peers == 1 ? "peer" : "peers");
    }
    return text;
}

double shownBpm(Tempo tempo, SyncKind kind) noexcept
{
    if (kind == SyncKind::Internal)
        return tempo.bpm();
    const double steps = kind == SyncKind::MidiClock ? 10.0 : 100.0;
    return std::round(tempo.bpm() * steps) / steps;
}

}  // namespace clave
