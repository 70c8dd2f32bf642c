#include "app/track_mover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace clave {
namespace {
constexpr std::uint64_t kFirstGesture = std::uint64_t {1} << 62U;  // apart from those of the tempo keys

std::size_t portFor(const std::vector<PortSetup>& ports, const std::string& synth)
{
    const auto found = std::ranges::find_if(ports, [&](const PortSetup& port) {
        return !port.name.empty() && (port.match == synth || (port.match.empty() && port.name == synth));
    });
    return static_cast<std::size_t>(found - ports.begin());
}

std::string titleOf(const Song& song, std::size_t track)
{
    const auto& name = song.tracks[track]->name;
    return name.empty() ? fmt::format("Track {}", track + 1) : name;
}
}  // namespace

const PortInfo* synthToOffer(
    const std::vector<PortInfo>& outputs, const std::string& remembered, const std::string& mainOutput)
{
    const PortInfo* offer = nullptr;
    for (const auto& port : outputs) {
        if (port.kind != PortKind::Hardware || port.name == mainOutput)
            continue;
        if (port.name == remembered)
            return &port;
        if (offer == nullptr)
            offer = &port;
    }
    return offer;
}

Song withTracksOn(Song song, const std::string& synth, const std::vector<std::uint32_t>& trackIds)
{
    const auto isMoved = [&](const TrackPtr& track) {
        return std::ranges::find(trackIds, track->id) != trackIds.end();
    };
    const auto port = portFor(song.ports, synth);
    if (std::ranges::none_of(song.tracks, isMoved) || port >= kMaxPorts)
        return song;
    if (port == song.ports.size())
        song.ports.push_back({synth, synth});
    for (auto& track : song.tracks) {
        if (!isMoved(track))
            continue;
        Track moved = *track;
        moved.destination.port = song.ports[port].name;
        track = std::make_shared<const Track>(std::move(moved));
    }
    return song;
}

TrackMover::TrackMover(Engine& engine, CommandSender& sender, OutputOptions options, Place place,
    std::vector<std::string>& outputNames)
    : engine_(engine)
    , sender_(sender)
    , options_(options)
    , place_(std::move(place))
    , outputNames_(outputNames)
    , gesture_(kFirstGesture)
{
}

std::string TrackMover::toggle(const Song& song, std::size_t track)
{
    if (track >= song.tracks.size())
        return "There is no track to move.";
    if (!song.tracks[track]->destination.port.empty())
        return moveBack(song, track);
    const auto list = listPorts(options_.api);
    const auto* const synth = synthToOffer(
        list.outputs, loadSettings(place_.settings).synth, outputNames_.empty() ? "" : outputNames_[0]);
    if (synth == nullptr)
        return "No hardware synth was found: connect one, then press o again.";
    return moveTo(*synth, song, track);
}

std::string TrackMover::moveBack(const Song& song, std::size_t track)
{
    send(song, track, {});
    remember({}, song.tracks[track]->id, false);
    return fmt::format("{} plays on the main output.", titleOf(song, track));
}

std::string TrackMover::moveTo(const PortInfo& synth, const Song& song, std::size_t track)
{
    const auto port = portFor(song.ports, synth.name);
    if (port >= kMaxPorts)
        return fmt::format("The song has {} ports already, and more is not possible.", kMaxPorts);
    if (const auto opened = openPort(synth, port + 1); !opened)
        return opened.error().message;
    ++gesture_;
    auto name = synth.name;
    if (port < song.ports.size()) {
        name = song.ports[port].name;
    } else {
        auto ports = song.ports;
        ports.push_back({name, name});
        sender_.trySend(SetPorts {std::move(ports)}, gesture_);
    }
    send(song, track, name);
    remember(synth.name, song.tracks[track]->id, true);
    return fmt::format("{} plays on {}; o moves it back.", titleOf(song, track), synth.name);
}

Result<void> TrackMover::openPort(const PortInfo& synth, std::size_t number)
{
    if (number < outputNames_.size() && outputNames_[number] == synth.name)
        return {};
    PortChoice choice;
    choice.what = PortChoice::What::Port;
    choice.port = synth;
    auto opened = openOutput(choice, options_);
    if (!opened)
        return tl::unexpected {opened.error()};
    outputNames_.resize(std::max(outputNames_.size(), number + 1));
    outputNames_[number] = opened->output->name();
    engine_.replaceOutput(number, std::move(opened->output));
    return {};
}

void TrackMover::send(const Song& song, std::size_t track, const std::string& port)
{
    Track moved = *song.tracks[track];
    moved.destination.port = port;
    sender_.trySend(SetTrack {track, std::move(moved)}, port.empty() ? 0 : gesture_);
}

void TrackMover::remember(const std::string& synth, std::uint32_t trackId, bool isMoved)
{
    if (place_.settings.empty())
        return;
    const auto change = [&](Settings& settings) {
        if (!synth.empty())
            settings.synth = synth;
        auto& ids = settings.movedTracks[place_.song];
        std::erase(ids, trackId);
        if (isMoved)
            ids.push_back(trackId);
        if (ids.empty())
            settings.movedTracks.erase(place_.song);
        while (settings.movedTracks.size() > Settings::kMostSongs)
            settings.movedTracks.erase(settings.movedTracks.begin());
    };
    // It plays either way; what cannot be remembered is chosen anew next time.
    (void)changeSettings(place_.settings, change);
}

}  // namespace clave
