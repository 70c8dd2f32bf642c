#include "app/cli/play_start.hpp"

#include "app/cli/demo_song.hpp"
#include "app/cli/midi_listening.hpp"
#include "app/settings.hpp"
#include "core/io/song_file.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
// Tracks that were moved to a synth last time go there again, unless the person says where to play.
void moveRememberedTracks(Song& song, const TrackMover::Place& place, const PlayCommand& command)
{
    const auto settings = loadSettings(place.settings);
    const auto moved = settings.movedTracks.find(place.song);
    if (moved == settings.movedTracks.end() || !command.out.empty() || !command.portOuts.empty())
        return;
    const auto list = listPorts(command.api);
    const auto* const synth = synthToOffer(list.outputs, settings.synth, {});
    if (synth != nullptr && synth->name == settings.synth)
        song = withTracksOn(std::move(song), settings.synth, moved->second);
}

// What was chosen in the window the last time holds there again, where it can be had and nothing else is
// said.
void recall(Start& start, const PlayCommand& command)
{
    const auto settings = loadSettings(start.place.settings);
    if (start.inputs.empty() && settings.inputs)
        start.inputs = *settings.inputs;
    if (settings.outputs.empty())
        return;
    const auto list = listPorts(command.api);
    const auto canBeHad = [&](const std::string& name) {
        return chooseOutput({name, {}}, list, true).has_value();
    };
    for (const auto& [port, name] : settings.outputs) {
        const bool isKnown = port.empty()
            || std::ranges::find(start.plan.song.ports, port, &PortSetup::name)
                != start.plan.song.ports.end();
        if (!isKnown || !canBeHad(name))
            continue;
        if (!port.empty())
            start.wishes.ports.try_emplace(port, name);
        else if (start.wishes.main.empty())
            start.wishes.main = name;
    }
}
}  // namespace

Result<Start> prepareStart(const PlayCommand& command, Face face, bool recalls, const OutputOptions& options)
{
    const auto path = command.song.empty() ? demoSongPath() : command.song;
    auto song = loadSong(path);
    if (!song)
        return tl::unexpected {song.error()};
    Start start;
    start.songPath = command.song;
    start.songFile = path;
    start.place = {rememberedName(path), settingsPath()};
    moveRememberedTracks(*song, start.place, command);
    auto plan = planPlay(command, std::move(*song), face, command.song.empty());
    if (!plan)
        return tl::unexpected {plan.error()};
    start.plan = std::move(*plan);
    start.wishes = {command.out, command.portOuts};
    start.inputs = command.ins;
    if (recalls)
        recall(start, command);
    auto outputs = openSongOutputs(start.plan.song, start.wishes, options);
    if (!outputs)
        return tl::unexpected {outputs.error()};
    start.outputs = std::move(*outputs);
    return start;
}

Result<Controllers> findControllers(const PlayCommand& command)
{
    Controllers controllers {command.controllers, nullptr};
    controllers.wish.api = command.api;
    if (controllers.wish.wantsNone())
        return controllers;
    controllers.files = std::make_unique<ControllerFiles>(controllerFolders());
    if (const auto map = namedMap(*controllers.files, nullptr, controllers.wish.map); !map)
        return tl::unexpected {map.error()};
    return controllers;
}

}  // namespace clave
