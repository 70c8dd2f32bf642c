#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/patterns_parts.hpp"
#include "app/window/ui/scene_edits.hpp"
#include "app/window/ui/titles.hpp"
#include "app/window/ui/widgets.hpp"
#include "core/engine/launches.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
constexpr float kRow = 34.0F;
constexpr float kSlot = 44.0F;

std::string slotWord(std::int16_t slot)
{
    return slot == Scene::kStop ? "-"
        : slot == Scene::kKeep  ? "keep"
                                : slotName(static_cast<std::size_t>(slot));
}

std::string lengthWord(const Song& song, const Scene& scene)
{
    const Metre metre = sceneMetre(song, scene);
    const auto bars = floorDiv(sceneLength(song, scene), metre.bar());
    std::string words = counted(bars, "bar", "bars");
    if (scene.metre)
        words += fmt::format(" {}/{}", scene.metre->beats, scene.metre->unit);
    if (scene.tempo)
        words += fmt::format(", {:.4g} bpm", scene.tempo->bpm());
    return words;
}

/// Which pattern a track plays in a scene: a click goes on to the next one there is.
void drawSlots(Context& ui, Rect area, std::size_t index)
{
    const Song& song = ui.song();
    const Scene& scene = song.scenes[index];
    for (std::size_t track = 0; track < song.tracks.size(); ++track) {
        Rect at = cutLeft(area, ui.px(kSlot));
        at.most.x -= ui.px(3);
        if (at.size().x < ui.px(kSlot) * 0.6F)
            break;
        const std::int16_t slot = scene.slot(track);
        const std::string name = fmt::format("scene.{}.slot.{}", index, track);
        const bool clicked = button(ui, name, at, slotWord(slot), Face::Plain,
            trackTitle(song, track) + ": which pattern it plays; right click: none");
        const bool isCleared = ImGui::IsItemClicked(ImGuiMouseButton_Right);
        if (clicked || isCleared)
            ui.asks.command(SetScene {index,
                withSlot(scene, track, isCleared ? Scene::kStop : nextSlot(*song.tracks[track], slot))});
    }
}

void drawScene(Context& ui, Rect row, std::size_t index)
{
    const Scene& scene = ui.song().scenes[index];
    const ClockStatus& status = ui.frame.status;
    PatternsState& state = ui.state.screens.patterns;
    const bool isPlaying = status.playing && status.scene == static_cast<int>(index);
    const bool isQueued = status.queuedScene == static_cast<int>(index);
    if (state.scene == index)
        box(ui, row, mixed(ui.theme.panel, ui.theme.text, 0.06), ui.theme.focus);
    row = inset(row, ui.px(3));
    if (scene.color != 0)
        box(ui, cutLeft(row, ui.px(5)), ui.theme.track(scene.color - std::size_t {1}), std::nullopt, 1.0F);
    row.least.x += ui.px(4);
    const Face face = isPlaying ? Face::Good : isQueued ? Face::On : Face::Plain;
    if (button(ui, fmt::format("scene.{}.launch", index), cutLeft(row, ui.px(84)),
            isQueued        ? "queued"
                : isPlaying ? "playing"
                            : "Launch",
            face)) {
        state.scene = index;
        ui.asks.command(LaunchScene {index, state.launchAt, state.keepPlace});
    }
    row.least.x += ui.px(6);
    if (button(ui, fmt::format("scene.{}", index), cutLeft(row, std::min(ui.px(200), row.size().x * 0.26F)),
            fmt::format("{}  {}", index + 1, sceneTitle(ui.song(), static_cast<int>(index))), Face::Plain,
            "Choose it, to change it below"))
        state.scene = index;
    row.least.x += ui.px(8);
    label(ui, cutLeft(row, ui.px(150)), lengthWord(ui.song(), scene), ui.theme.textQuiet, ui.fonts.small);
    drawSlots(ui, row, index);
}

void drawSceneValues(Context& ui, Rect row, std::size_t index)
{
    const Scene& scene = ui.song().scenes[index];
    const auto set = [&](std::uint64_t gesture, const auto& change) {
        Scene changed = scene;
        change(changed);
        ui.asks.command(SetScene {index, std::move(changed)}, gesture);
    };
    const bool isWide = row.size().x >= ui.px(1000);
    const Rect colors = cutRight(row, ui.px(isWide ? 250 : 200));
    row.most.x -= ui.px(6);
    if (const auto name = nameField(ui, "scene.name", column(ui, row, 0, 4), scene.name, "Name of the scene"))
        set(0, [&](Scene& to) { to.name = *name; });
    if (const auto bars = valueField(ui, column(ui, row, 1, 4),
            {.name = "scene.bars",
                .words = "Bars",
                .value = static_cast<double>(scene.bars.value_or(0)),
                .least = 0.0,
                .most = 64.0,
                .normal = 0.0,
                .shown = scene.bars ? fmt::format("{}", *scene.bars) : "auto"})) {
        set(bars->gesture, [&](Scene& to) {
            to.bars =
                bars->value < 1.0 ? std::nullopt : std::optional {static_cast<std::uint16_t>(bars->value)};
        });
    }
    // Below the slowest tempo stands "as it was".
    const double none = Tempo::kSlowest - 1.0;
    if (const auto tempo = valueField(ui, column(ui, row, 2, 4),
            {.name = "scene.tempo",
                .words = "Tempo",
                .value = scene.tempo ? scene.tempo->bpm() : none,
                .least = none,
                .most = Tempo::kFastest,
                .step = 0.5,
                .fine = 0.01,
                .normal = none,
                .shown = scene.tempo ? fmt::format("{:.4g}", scene.tempo->bpm()) : "as it was"})) {
        set(tempo->gesture, [&](Scene& to) {
            to.tempo = tempo->value < Tempo::kSlowest ? std::nullopt
                                                      : std::optional {Tempo::clampedBpm(tempo->value)};
        });
    }
    std::vector<std::string> places;
    for (int at = 0; at <= static_cast<int>(LaunchAt::SceneEnd); ++at)
        places.push_back(inWords(static_cast<LaunchAt>(at)));
    if (const auto at = chooser(ui, "scene.at", column(ui, row, 3, 4), "Starts", places,
            static_cast<std::size_t>(scene.launchAt)))
        set(0, [&](Scene& to) { to.launchAt = static_cast<LaunchAt>(*at); });
    if (const auto color = colorField(ui, "scene.color", colors, scene.color))
        set(0, [&](Scene& to) { to.color = *color; });
}

void drawSceneButtons(Context& ui, const Rect& row)
{
    const Song& song = ui.song();
    std::size_t& chosen = ui.state.screens.patterns.scene;
    std::size_t at = 0;
    const auto pressed = [&](const char* name, const char* words, const char* tipText) {
        return button(
            ui, std::string("scenes.") + name, column(ui, row, at++, 5), words, Face::Plain, tipText);
    };
    const bool isThere = chosen < song.scenes.size();
    const std::size_t behind = isThere ? chosen + 1 : song.scenes.size();
    const auto insert = [&](const Scene& scene, std::string_view name) {
        ui.asks.command(InsertScene {behind, scene, name});
        chosen = behind;
    };
    if (pressed("insert", "Insert", "A new scene in which every track stops"))
        insert(Scene {}, "new scene");
    if (pressed("take", "Take what plays", "A new scene of the patterns that play now"))
        insert(sceneOfWhatPlays(song, ui.frame.status), "take what plays");
    if (pressed("duplicate", "Duplicate", "The same scene once more") && isThere)
        insert(song.scenes[chosen], "duplicate scene");
    if (pressed("copy", "Duplicate with patterns", "With patterns of its own, to be changed alone")
        && isThere) {
        duplicateWithPatterns(ui, chosen);
        chosen = behind;
    }
    if (pressed("delete", "Delete", "The scene goes, its patterns stay") && isThere) {
        ui.asks.command(DeleteScene {chosen});
        chosen = chosen > 0 ? chosen - 1 : 0;
    }
}
}  // namespace

void drawScenes(Context& ui, Rect area)
{
    heading(ui, area, "Scenes");
    const Rect buttons = cutBottom(area, ui.px(28));
    area.most.y -= ui.px(6);
    drawSceneButtons(ui, buttons);
    const std::size_t count = ui.song().scenes.size();
    if (count == 0) {
        label(ui, nextRow(ui, area),
            "No scenes yet: Take what plays makes one of the patterns that play now.", ui.theme.textQuiet);
        return;
    }
    const std::size_t chosen = ui.state.screens.patterns.scene;
    if (chosen < count) {
        const Rect values = cutBottom(area, ui.px(28));
        area.most.y -= ui.px(6);
        drawSceneValues(ui, values, chosen);
    }
    scrolled(ui, "scenes", area, ui.px(kRow) * static_cast<float>(count), [&](Rect whole) {
        for (std::size_t i = 0; i < count; ++i) {
            const Rect row = cutTop(whole, ui.px(kRow));
            if (ImGui::IsRectVisible(row.least, row.most))
                drawScene(ui, row, i);
        }
    });
}

}  // namespace clave
