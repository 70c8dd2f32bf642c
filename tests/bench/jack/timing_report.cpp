#include "tests/bench/jack/timing_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave::bench {
namespace {

std::string ms(double frames)
{
    return fmt::format("{:.3f}", frames * 1000.0 / BenchJackServer::kRate);
}

void addFigures(std::vector<std::string>& row, const PeerResult& peer, const TakeResult& take)
{
    const auto& fit = peer.fit;
    row.insert(row.end(),
        {ms(fit.p50), ms(fit.p99), ms(fit.worst), fmt::format("{:.2f}", fit.spread),
            fmt::format("{:+.1f} +-{:.1f}", fit.driftPpm, fit.driftError),
            fmt::format("{}/{}", peer.notes, peer.written),
            fmt::format("{}/{}/{}", peer.stuck, peer.orphans, peer.doubled), std::to_string(take.xruns),
            ms(static_cast<double>(take.missed)), take.xruns > 0 ? ms(peer.shift) : "-"});
}

}  // namespace

void TimingReport::Worst::add(const PeerResult& peer)
{
    p50 = std::max(p50, peer.fit.p50);
    p99 = std::max(p99, peer.fit.p99);
    worst = std::max(worst, peer.fit.worst);
    spread = std::max(spread, peer.fit.spread);
    const std::size_t missing = peer.written > peer.notes ? peer.written - peer.notes : 0;
    faults += peer.stuck + peer.orphans + peer.doubled + missing;
    ++takes;
}

void TimingReport::add(std::uint32_t period, const TakePlan& plan, const TakeResult& take)
{
    for (const auto& peer : take.peers) {
        std::vector<std::string> row {std::string {nameOf(peer.peer)}, std::to_string(period),
            fmt::format("{}", plan.bpm), plan.busy ? "busy" : "idle"};
        if (!peer.trouble.empty())
            troubles_.insert(fmt::format("{}: {}", nameOf(peer.peer), peer.trouble));
        if (peer.fit.onsets > 0)
            addFigures(row, peer, take);
        if (peer.fit.onsets > 0 && peer.trouble.empty())
            worst_[{plan.busy, take.xruns > 0, peer.peer}].add(peer);
        table_.add(std::move(row));
    }
    lost_ += take.lost;
    isEmpty_ = false;
}

void TimingReport::addNotes()
{
    table_.note("max samples: with the grid laid as well as can be; 0.50 is rounding to whole samples.");
    table_.note("drift: a free line, +- its standard error. unheard: JACK went on without the recorder. "
                "shift: lasting, at an xrun.");
    if (spoilt_ > 0)
        table_.note(
            fmt::format("{} takes were played again, because JACK had left the recorder out.", spoilt_));
    if (lost_ > 0)
        table_.note(fmt::format("{} messages did not fit: the figures are not to be trusted.", lost_));
    for (const auto& trouble : troubles_)
        table_.note(trouble);
}

void TimingReport::printWorst() const
{
    Table table {"The worst of all these takes",
        {"", "load", "p50 ms", "p99 ms", "max ms", "max samples", "stuck, orphan, doubled, missing",
            "takes"}};
    for (const auto& [group, worst] : worst_) {
        const auto& [busy, xruns, peer] = group;
        table.add(
            {std::string {nameOf(peer)}, fmt::format("{}{}", busy ? "busy" : "idle", xruns ? ", xruns" : ""),
                ms(worst.p50), ms(worst.p99), ms(worst.worst), fmt::format("{:.2f}", worst.spread),
                std::to_string(worst.faults), std::to_string(worst.takes)});
    }
    table.print();
}

void TimingReport::print()
{
    if (isEmpty_)
        return;
    addNotes();
    table_.print();
    printWorst();
}

}  // namespace clave::bench
