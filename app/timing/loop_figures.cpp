#include "app/timing/loop_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

namespace clave {
namespace {
constexpr Nanoseconds kInterval = std::chrono::milliseconds {20};
constexpr Nanoseconds kLength = std::chrono::milliseconds {5};
constexpr Nanoseconds kSpread = std::chrono::milliseconds {10};
constexpr int kKeys = 128;
constexpr double kLeastOffsetMs = 0.2;  // below that nobody hears it, and a loop does not measure it

const Channel kChannel = Channel::from1to16(16);

/// The number of a probe by its message; kMostProbes for anything else.
std::size_t probeOf(const Message& message) noexcept
{
    if (!message.isNoteOn() || message.channel() != kChannel)
        return kMostProbes;
    const auto number = static_cast<std::size_t>((message.velocity() - 1) * kKeys + message.note());
    return std::min(number, kMostProbes);
}

/// The value that `share` of all are not above. There must be one.
Nanoseconds quantile(std::vector<Nanoseconds>& values, double share)
{
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

void addTimes(LoopFigures& figures, std::vector<Nanoseconds>& times)
{
    if (times.empty())
        return;
    figures.p50 = quantile(times, 0.5);
    figures.p99 = quantile(times, 0.99);
    figures.worst = *std::ranges::max_element(times);
    for (auto& time : times)
        time = time < figures.p50 ? figures.p50 - time : time - figures.p50;
    figures.jitter = quantile(times, 0.99);
}
}  // namespace

std::vector<TimedMessage> planProbes(std::size_t notes)
{
    std::vector<TimedMessage> plan;
    for (std::size_t i = 0; i < std::min(notes, kMostProbes); ++i) {
        const int key = static_cast<int>(i) % kKeys;
        const int velocity = 1 + static_cast<int>(i) / kKeys;
        // Multiples of the golden ratio spread evenly and never repeat.
        const double part = std::fmod(static_cast<double>(i) * 0.6180339887498949, 1.0);
        const auto uneven = Nanoseconds {std::llround(part * static_cast<double>(kSpread.count()))};
        const TimePoint due {static_cast<std::int64_t>(i) * kInterval + uneven};
        plan.push_back({due, i + 1, 0, TimedMessage::What::Send, Message::noteOn(kChannel, key, velocity)});
        plan.push_back({due + kLength, i + 1, 0, TimedMessage::What::Send, Message::noteOff(kChannel, key)});
    }
    return plan;
}

LoopFigures figuresOf(std::span<const TimedMessage> sent, std::span<const ReceivedMessage> received)
{
    LoopFigures figures;
    std::array<std::optional<TimePoint>, kMostProbes> due;
    for (const auto& probe : sent) {
        if (const auto number = probeOf(probe.message); number < kMostProbes) {
            due[number] = probe.due;
            ++figures.sent;
        }
    }
    std::array<bool, kMostProbes> came {};
    std::vector<Nanoseconds> times;
    for (const auto& one : received) {
        const auto number = probeOf(one.message);
        if (number == kMostProbes || !due[number])
            continue;
        if (std::exchange(came[number], true))
            ++figures.doubled;
        else
            times.push_back(one.time - *due[number]);
    }
    figures.lost = figures.sent - times.size();
    addTimes(figures, times);
    return figures;
}

OffsetProposal proposeOffset(const LoopFigures& figures, bool overCable)
{
    if (figures.arrived() == 0)
        return {std::nullopt, "nothing came back, so nothing can be said."};
    if (!overCable)
        return {std::nullopt,
            "this loop stays inside the machine; with a cable from an output to an input there is more to "
            "say."};
    if (figures.jitter > figures.p50)
        return {std::nullopt,
            "the way round jitters by more than it takes; what is not the same each time cannot be made up "
            "for."};
    const double milliseconds = std::chrono::duration<double, std::milli> {figures.p50}.count();
    const double half = std::round(milliseconds * 5.0) / 10.0;
    if (half < kLeastOffsetMs)
        return {std::nullopt, fmt::format("half of the way round is {:.1f} ms, which nobody hears.", half)};
    return {-half,
        fmt::format(
            "half of the way round, {:.1f} ms, taking the way out to be as long as the way in; what a "
            "synth needs for itself comes on top.",
            milliseconds)};
}

}  // namespace clave
