#include "core/ports/recording_output.hpp"

#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace clave {
namespace {
std::string line(const RecordedMessage& recorded)
{
    const double ms = static_cast<double>(recorded.time.time_since_epoch().count()) / 1e6;
    if (recorded.message.isSystem())
        return fmt::format("{:.3f} ms  {}", ms, inWords(recorded.message));
    return fmt::format(
        "{:.3f} ms  ch {}  {}", ms, recorded.message.channel().as1to16(), inWords(recorded.message));
}
}  // namespace

bool RecordingOutput::tryPost(const TimedMessage& message) noexcept
{
    return stage_.tryPost(message);
}

OutputReport RecordingOutput::report() const
{
    OutputReport report = stage_.report();
    report.open = true;
    return report;
}

void RecordingOutput::runUntil(TimePoint now)
{
    const auto write = [this](const Message& message, TimePoint due) {
        recorded_.push_back({due, message});
        return true;
    };
    if (period_ == Nanoseconds {0}) {
        stage_.run(now, write);
        return;
    }
    if (filledTo_ == TimePoint {})
        filledTo_ = now;
    for (; filledTo_ <= now; filledTo_ += period_) {
        // What is late goes out at the beginning of the period, as a port cannot write to the past.
        stage_.runUntil(filledTo_ + period_ - Nanoseconds {1}, filledTo_,
            [&](const Message& message, TimePoint due) { return write(message, std::max(due, filledTo_)); });
    }
}

void RecordingOutput::close(TimePoint now)
{
    stage_.endEverything(now, [this](const Message& message, TimePoint time) {
        recorded_.push_back({time, message});
        return true;
    });
}

std::vector<RecordedMessage> RecordingOutput::take()
{
    return std::exchange(recorded_, {});
}

std::string RecordingOutput::asMusic() const
{
    std::string text;
    for (const RecordedMessage& recorded : recorded_)
        text += line(recorded) + "\n";
    return text;
}

std::optional<std::string> findUnpairedNote(const std::vector<RecordedMessage>& recorded)
{
    std::array<const RecordedMessage*, 16 * 128> sounding {};
    for (const RecordedMessage& now : recorded) {
        const Message& message = now.message;
        const auto index =
            static_cast<std::size_t>(message.channel().as0to15() * 128 + (message.note() & 0x7F));
        if (message.isNoteOn()) {
            if (sounding[index] != nullptr)
                return "a note begins that sounds already: " + line(now);
            sounding[index] = &now;
        } else if (message.isNoteOff()) {
            if (sounding[index] == nullptr)
                return "a note ends that does not sound: " + line(now);
            sounding[index] = nullptr;
        }
    }
    for (const RecordedMessage* left : sounding)
        if (left != nullptr)
            return "a note never ends: " + line(*left);
    return std::nullopt;
}

}  // namespace clave
