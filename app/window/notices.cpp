#include "app/window/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
std::uint64_t audiblyLate(const OutputReport& report)
{
    std::uint64_t count = 0;
    for (auto i = LatenessCounts::classOf(LateWatch::kAudible); i < LatenessCounts::kClasses; ++i)
        count += report.lateness.classes[i];
    return count;
}

/// Why nothing plays, where somebody else keeps time; empty when that is not so.
std::string waitingFor(const PlayingFacts& facts)
{
    const bool isWaiting = facts.sync.state == SyncReading::State::Waiting;
    if (facts.sync.kind == SyncKind::MidiClock && isWaiting)
        return facts.clockInput.empty()
            ? "Waiting for a MIDI clock: connect the other machine to Clave's input \"in\" and start it, "
              "choose "
              "its port in Settings, or let Clave keep time."
            : fmt::format("Waiting for the MIDI clock of {}: plug it in and start it, choose another port in "
                          "Settings, or let "
                          "Clave keep time.",
                  facts.clockInput);
    if (facts.sync.kind == SyncKind::MidiClock && facts.sync.state == SyncReading::State::Ready)
        return "Waiting for the other machine's start: its MIDI clock is there; or let Clave keep time.";
    if (facts.sync.kind == SyncKind::JackTransport && isWaiting)
        return "Waiting for JACK: start its server, or let Clave keep time.";
    return {};
}
}  // namespace

void LateWatch::look(
    const std::vector<OutputReport>& reports, std::uint64_t skips, TimePoint now, bool isStarting)
{
    std::uint64_t late = 0;
    Nanoseconds worst {0};
    for (const auto& report : reports) {
        late += audiblyLate(report);
        worst = std::max(worst, report.lateness.worst);
    }
    // Another output begins to count anew, so less than before is no news.
    const auto moreLate = late > late_ ? late - late_ : 0;
    const auto moreSkips = skips > skips_ ? skips - skips_ : 0;
    if (hasLooked_ && !isStarting && moreLate + moreSkips > 0) {
        if (now >= until_)
            lateLately_ = skipsLately_ = 0;
        lateLately_ += moreLate;
        skipsLately_ += moreSkips;
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
    const auto stood = skipsLately_ == 1 ? std::string {"stood still once"}
                                         : fmt::format("stood still {} times", skipsLately_);
    if (lateLately_ == 0)
        return "The machine " + stood;
    const auto late = fmt::format("{} {} came late, up to {:.1f} ms", lateLately_,
        lateLately_ == 1 ? "note" : "notes", std::chrono::duration<double, std::milli> {worst_}.count());
    return skipsLately_ == 0 ? late : fmt::format("{}, and the machine {}", late, stood);
}

std::vector<Notice> playingNotices(const PlayingFacts& facts)
{
    using Kind = Notice::Kind;
    std::vector<Notice> notices;
    if (facts.isSilent)
        notices.push_back({Kind::Warning, "Plays silently: plug in a synth, or choose an output in Settings.",
            "Settings", "screen.settings", "silent"});
    for (const auto& trouble : facts.troubles)
        notices.push_back({Kind::Error, trouble, "Settings", "screen.settings"});
    for (const auto& trouble : facts.inputTroubles)
        notices.push_back({Kind::Warning, trouble, "Settings", "screen.settings", "input " + trouble});
    if (auto waiting = waitingFor(facts); !waiting.empty())
        notices.push_back({Kind::Warning, std::move(waiting), "Internal clock", "sync.internal", "waiting",
            "Settings", "screen.settings"});
    if (!facts.late.empty())
        notices.push_back({Kind::Warning,
            facts.realtime.empty() ? facts.late + ": close what keeps the machine busy."
                                   : fmt::format("{}. {}", facts.late, facts.realtime),
            "Monitor", "screen.monitor", "late"});
    if (facts.isFirstRun)
        notices.push_back(
            {Kind::Info, "This is a demo song, to play with. A beat of your own begins with an empty grid.",
                "New beat", "new", "first run"});
    return notices;
}

}  // namespace clave
