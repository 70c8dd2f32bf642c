#include "app/window/ui/titles.hpp"

#include "app/window/ui/view.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace clave {
namespace {
constexpr std::size_t kSlotsALetter = 16;
}  // namespace

std::string slotName(std::size_t slot)
{
    return fmt::format(
        "{}{}", static_cast<char>('A' + static_cast<int>(slot / kSlotsALetter)), slot % kSlotsALetter + 1);
}

std::string trackTitle(const Song& song, std::size_t track)
{
    const bool isNamed = track < song.tracks.size() && !song.tracks[track]->name.empty();
    return isNamed ? song.tracks[track]->name : fmt::format("Track {}", track + 1);
}

std::string sceneTitle(const Song& song, int scene)
{
    if (scene < 0 || static_cast<std::size_t>(scene) >= song.scenes.size())
        return "no scene";
    const auto& name = song.scenes[static_cast<std::size_t>(scene)].name;
    return name.empty() ? fmt::format("Scene {}", scene + 1) : name;
}

std::string patternTitle(const Track& track, std::size_t slot)
{
    const Pattern* const pattern = track.pattern(static_cast<std::int32_t>(slot));
    return pattern == nullptr || pattern->name.empty() ? slotName(slot)
                                                       : slotName(slot) + " " + pattern->name;
}

std::string counted(std::int64_t count, const std::string& one, const std::string& many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string lengthInTime(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole >= 3600)
        return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string inWords(LaunchAt at)
{
    constexpr std::array kWords {"now", "next step", "next beat", "next bar", "pattern end", "scene end"};
    return kWords[static_cast<std::size_t>(at)];
}

Color patternColor(const Context& ui, std::size_t track, std::size_t slot)
{
    const Pattern* const pattern = ui.song().tracks[track]->pattern(static_cast<std::int32_t>(slot));
    return pattern != nullptr && pattern->color != 0 ? ui.theme.track(pattern->color - std::size_t {1})
                                                     : trackColor(ui, track);
}

}  // namespace clave
