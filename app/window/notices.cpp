#include "app/window/notices.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
std::uint64_t audiblyLate(const OutputReport& report)
{
    std::uint64_t count = 0;
    for (auto i = LatenessCounts::classOf(LateWatch::kAudible); i < LatenessCounts::kClasses; ++i)
        count += report.lateness.classes[i];
    return count;
}

std::string waitingFor(SyncKind kind)
{
    switch (kind) {
    case SyncKind::MidiClock:
        return "Waiting for a MIDI clock: start the other machine, or go back to the internal clock in "
               "Settings.";
    case SyncKind::JackTransport:
        return "Waiting for JACK: start its server, or go back to the internal clock in Settings.";
    case SyncKind::Internal:
    case SyncKind::Link:
        break;
    }
    return {};
}
}  // namespace

void LateWatch::look(const std::vector<OutputReport>& reports, std::uint64_t skips, TimePoint now)
{
    std::uint64_t late = 0;
    Nanoseconds worst {0};
    for (const auto& report : reports) {
        late += audiblyLate(report);
        worst = std::max(worst, report.lateness.worst);
    }
    // Another output begins to count anew, so less than before is no news.
    const auto more = (late > late_ ? late - late_ : 0) + (skips > skips_ ? skips - skips_ : 0);
    if (hasLooked_ && more > 0) {
        lately_ = now < until_ ? lately_ + more : more;
        until_ = now + kShownFor;
    }
    late_ = late;
    skips_ = skips;
    worst_ = worst;
    hasLooked_ = true;
}

std::string LateWatch::words(TimePoint now) const
{
    if (now >= until_)
        return {};
    const auto milliseconds = std::chrono::duration<double, std::milli> {worst_}.count();
    return fmt::format(
        "{} {} came late, up to {:.1f} ms", lately_, lately_ == 1 ? "note" : "notes", milliseconds);
}

std::vector<Notice> playingNotices(const PlayingFacts& facts)
{
    using Kind = Notice::Kind;
    std::vector<Notice> notices;
    if (facts.isSilent)
        notices.push_back({Kind::Warning, "Plays silently: plug in a synth, or choose an output in Settings.",
            "Settings", "screen.settings"});
    for (const auto& trouble : facts.troubles)
        notices.push_back({Kind::Error, trouble, "Settings", "screen.settings"});
    if (facts.sync.state == SyncReading::State::Waiting && !waitingFor(facts.sync.kind).empty())
        notices.push_back({Kind::Warning, waitingFor(facts.sync.kind), "Settings", "screen.settings"});
    if (!facts.late.empty())
        notices.push_back({Kind::Warning,
            facts.realtime.empty() ? facts.late + ": close what keeps the machine busy."
                                   : fmt::format("{}. {}", facts.late, facts.realtime),
            "Monitor", "screen.monitor"});
    return notices;
}

}  // namespace clave
