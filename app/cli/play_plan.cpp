#include "app/cli/play_plan.hpp"

#include "core/engine/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <memory>
#include <utility>

namespace clave {
namespace {
bool isSameIgnoringCase(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

// Scenes with a tempo of their own would take it on at their launch.
void setTempoEverywhere(Song& song, double bpm)
{
    song.tempo = Tempo::clampedBpm(bpm);
    for (auto& scene : song.scenes)
        scene.tempo.reset();
}

void sendClockEverywhere(Song& song)
{
    if (std::ranges::find(song.ports, std::string {}, &PortSetup::name) == song.ports.end())
        song.ports.emplace_back();
    for (auto& port : song.ports)
        port.sendsClock = true;
}
}  // namespace

Result<std::size_t> findScene(const Song& song, std::string_view wanted)
{
    std::size_t number = 0;
    const auto* const end = wanted.data() + wanted.size();
    const auto read = std::from_chars(wanted.data(), end, number);
    if (read.ec == std::errc {} && read.ptr == end && number >= 1 && number <= song.scenes.size())
        return number - 1;
    const auto found = std::ranges::find_if(
        song.scenes, [&](const Scene& scene) { return isSameIgnoringCase(scene.name, wanted); });
    if (found != song.scenes.end())
        return static_cast<std::size_t>(found - song.scenes.begin());
    std::string names;
    for (std::size_t i = 0; i < song.scenes.size(); ++i)
        names += fmt::format("{}{} {}", i == 0 ? "" : ", ", i + 1, song.scenes[i].name);
    return fail(
        fmt::format("there is no scene \"{}\"; the song has: {}", wanted, names.empty() ? "none" : names));
}

Result<PlayPlan> planPlay(const PlayCommand& command, Song song, Face face, bool isDemo)
{
    PlayPlan plan;
    if (song.scenes.empty())
        song = *withScene(std::make_shared<const Song>(std::move(song)));
    if (command.tempo)
        setTempoEverywhere(song, *command.tempo);
    if (command.sendClock)
        sendClockEverywhere(song);
    const bool endsByItself = command.bars > 0 || (face == Face::Plain && !command.loop);
    plan.quitsAtEnd = command.bars > 0 || face == Face::Plain;

    bool followsArrangement = !song.arrangement.empty();
    std::size_t firstScene = followsArrangement ? song.arrangement.front().scene : 0;
    if (!command.scene.empty()) {
        const auto scene = findScene(song, command.scene);
        if (!scene)
            return tl::unexpected {scene.error()};
        firstScene = *scene;
        // Going round is what a launched scene does by itself; once is an arrangement of one entry.
        followsArrangement = endsByItself && command.bars == 0;
        if (followsArrangement)
            song.arrangement = {{static_cast<std::uint16_t>(*scene), 1}};
        else
            plan.commands.emplace_back(LaunchScene {*scene, LaunchAt::Now, false});
    } else if (face == Face::Plain && !followsArrangement) {
        song = *onceThrough(std::make_shared<const Song>(std::move(song)));
        followsArrangement = true;
    }
    const bool goesOn =
        command.loop || command.bars > 0 || (isDemo && face == Face::Terminal) || !followsArrangement;
    plan.song = std::move(song);
    plan.firstTempo = plan.song.scenes[firstScene].tempo.value_or(plan.song.tempo);
    plan.commands.emplace_back(SetSongMode {followsArrangement});
    plan.commands.emplace_back(SetLoop {goesOn});
    if (command.bars > 0)
        plan.commands.emplace_back(SetStopAfterBars {command.bars});
    plan.commands.emplace_back(Play {});
    return plan;
}

}  // namespace clave
