#include "app/window/ui/settings_parts.hpp"
#include "app/window/ui/titles.hpp"
#include "core/ports/cable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {

PortSetup setupOf(const Song& song, std::size_t output)
{
    if (output > 0)
        return output <= song.ports.size() ? song.ports[output - 1] : PortSetup {};
    const auto main = std::ranges::find(song.ports, std::string {}, &PortSetup::name);
    return main != song.ports.end() ? *main : PortSetup {};
}

std::vector<PortSetup> withSetup(const Song& song, std::size_t output, const PortSetup& setup)
{
    auto ports = song.ports;
    const auto at = output > 0
        ? ports.begin() + static_cast<std::ptrdiff_t>(std::min(output - 1, ports.size()))
        : std::ranges::find(ports, std::string {}, &PortSetup::name);
    if (at != ports.end())
        *at = setup;
    else if (output == 0)
        ports.push_back(setup);
    return ports;
}

std::string freePortName(const Song& song)
{
    for (std::size_t number = song.ports.size() + 1;; ++number) {
        auto name = fmt::format("Port {}", number);
        if (std::ranges::find(song.ports, name, &PortSetup::name) == song.ports.end())
            return name;
    }
}

bool isPortUsed(const Song& song, const std::string& name)
{
    return song.metronome.destination.port == name
        || std::ranges::any_of(
            song.tracks, [&](const TrackPtr& track) { return track->destination.port == name; });
}

void removePort(Context& ui, std::size_t port)
{
    const Song& song = ui.song();
    auto ports = song.ports;
    const std::string name = ports[port].name;
    ports.erase(ports.begin() + static_cast<std::ptrdiff_t>(port));
    const auto gesture = ui.asks.newGesture();
    for (std::size_t i = 0; i < song.tracks.size(); ++i) {
        if (song.tracks[i]->destination.port != name)
            continue;
        Track track = *song.tracks[i];
        track.slots.clear();
        track.destination.port.clear();
        ui.asks.command(SetTrack {i, std::move(track)}, gesture);
    }
    if (song.metronome.destination.port == name) {
        Metronome metronome = song.metronome;
        metronome.destination.port.clear();
        ui.asks.command(SetMetronome {metronome}, gesture);
    }
    ui.asks.command(SetPorts {std::move(ports)}, gesture);
}

std::string statusInWords(const OutputReport& report)
{
    if (!report.open)
        return report.trouble.empty() ? "not open" : report.trouble;
    std::string words = fmt::format("open, {} sounding", counted(report.sounding, "note", "notes"));
    if (report.late > 0)
        words += fmt::format(", {} late", report.late);
    if (report.dropped > 0)
        words += fmt::format(", {} dropped", report.dropped);
    const auto load = report.load ? sentence(*report.load) : std::string {};
    return load.empty() ? words : words + ". " + load;
}

std::string statusInWords(const InputReport& report)
{
    if (!report.open)
        return report.trouble.empty() ? "not open" : report.trouble;
    std::string words =
        "open, " + counted(static_cast<std::int64_t>(report.received), "message", "messages") + " so far";
    return report.dropped > 0 ? words + fmt::format(", {} dropped", report.dropped) : words;
}

}  // namespace clave
