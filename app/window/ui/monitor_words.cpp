#include "app/window/ui/monitor_words.hpp"

#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iterator>

namespace clave {

bool isWanted(const MonitorState& state, const MonitorLine& line)
{
    if (!state.clock && line.message.bytes[0] == Message::kClock)
        return false;
    return line.out ? state.out : state.in;
}

std::vector<MonitorLine> wantedLines(const MonitorState& state, std::span<const MonitorLine> lines)
{
    std::vector<MonitorLine> wanted;
    for (const MonitorLine& line : lines) {
        if (isWanted(state, line))
            wanted.push_back(line);
    }
    return wanted;
}

std::string inWordsAndHex(const Message& message)
{
    const std::string channel = message.isSystem() ? "" : fmt::format("ch {}  ", message.channel().as1to16());
    return fmt::format("{}{}  ({})", channel, inWords(message), inHex(message));
}

std::string timeInWords(TimePoint time)
{
    return fmt::format("{:.4f}", std::chrono::duration<double> {time.time_since_epoch()}.count());
}

std::string sinceInWords(TimePoint time, std::optional<TimePoint> before)
{
    return before ? fmt::format("{:+.4f}", std::chrono::duration<double> {time - *before}.count()) : "";
}

std::string durationInWords(Nanoseconds time)
{
    const double ms = std::chrono::duration<double, std::milli> {time}.count();
    if (ms >= 1000.0)
        return fmt::format("{:.3g} s", ms / 1000.0);
    return ms >= 10.0 ? fmt::format("{:.0f} ms", ms) : fmt::format("{:.3f} ms", ms);
}

std::string latenessInWords(const LatenessCounts& counts)
{
    if (counts.total() == 0)
        return "nothing counted yet";
    return fmt::format("half under {}, 99 of 100 under {}, worst {} ({} counted)",
        durationInWords(counts.quantile(0.5)), durationInWords(counts.quantile(0.99)),
        durationInWords(counts.worst), counts.total());
}

std::string monitorReport(const UiFrame& frame, std::span<const MonitorLine> lines)
{
    const ClockStatus& status = frame.status;
    std::string text;
    const auto to = std::back_inserter(text);
    fmt::format_to(to, "Clock: {}; {} wake-ups, {} skips, {} refused\n", latenessInWords(status.lateness),
        status.wakeUps, status.skips, status.refused);
    fmt::format_to(to, "Real time: {}\n", frame.realtime.empty() ? "yes" : frame.realtime);
    for (const OutputView& output : frame.outputs) {
        const OutputReport& report = output.report;
        fmt::format_to(to, "Output {}: {}; {} sent, {} late, {} dropped, {} sounding; {}\n", output.name,
            report.open ? "open" : report.trouble, report.sent, report.late, report.dropped, report.sounding,
            latenessInWords(report.lateness));
    }
    for (const InputView& input : frame.inputs) {
        fmt::format_to(to, "Input {}: {}; {} received, {} dropped\n", input.name,
            input.report.open ? "open" : input.report.trouble, input.report.received, input.report.dropped);
    }
    for (const MonitorLine& line : lines) {
        fmt::format_to(to, "{}  {} {}  {}\n", timeInWords(line.time), line.out ? "out" : "in ", line.port,
            inWordsAndHex(line.message));
    }
    return text;
}

}  // namespace clave
