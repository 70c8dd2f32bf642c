#include "app/window/ui/actions.hpp"
#include "app/window/ui/edits.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/steps_parts.hpp"
#include "app/window/ui/view.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace clave {
namespace {
struct Switch {
    const char* word;
    const char* name;
    const char* tip;
    Face face;
    bool (*isOn)(const Context&, std::size_t);
    void (*set)(Context&, std::size_t, bool);
};

bool isMuted(const Context& ui, std::size_t track)
{
    const auto& live = ui.performance().tracks;
    const LiveMute mute = track < live.size() ? live[track].mute : LiveMute::AsSaved;
    return mute == LiveMute::AsSaved ? ui.song().tracks[track]->mute : mute == LiveMute::Muted;
}

const std::array kSwitches {
    Switch {"M", "mute", "Mute (M); drag across tracks", Face::Warning, isMuted,
        [](Context& ui, std::size_t track, bool on) {
            ui.asks.command(SetLiveMute {track, on ? LiveMute::Muted : LiveMute::Sounding});
        }},
    Switch {"S", "solo", "Solo (S); drag across tracks", Face::On,
        [](const Context& ui, std::size_t track) { return ui.song().tracks[track]->solo; },
        [](Context& ui, std::size_t track, bool on) {
            editTrack(ui, "solo", track, [on](Track& t) { t.solo = on; });
        }},
    Switch {"R", "arm", "Record into this track (A)", Face::Bad,
        [](const Context& ui, std::size_t track) {
            return track < ui.performance().tracks.size() && ui.performance().tracks[track].armed;
        },
        [](Context& ui, std::size_t track, bool on) { ui.asks.command(ArmTrack {track, on}); }},
};

// The first one is turned over, and the hand takes the others along.
void drawSwitch(Context& ui, const Rect& at, std::size_t track, std::size_t number)
{
    const Switch& which = kSwitches[number];
    Drag& drag = ui.state.drag;
    const bool on = which.isOn(ui, track);
    const auto name = fmt::format("{}.{}", which.name, track + 1);
    const Face face = on ? which.face : Face::Plain;
    button(ui, name, at, which.word, face, which.tip);
    if (ImGui::IsItemActivated()) {
        drag = {Drag::What::Switches, number, track, track, !on, 0.0, ui.asks.newGesture()};
        which.set(ui, track, drag.on);
    } else if (drag.what == Drag::What::Switches && drag.track == number && drag.last != track
        && at.has(ImGui::GetIO().MousePos)) {
        drag.last = track;
        if (on != drag.on)
            which.set(ui, track, drag.on);
    }
}

/// Something about a track, and how soon it gives way to others: 0 last.
struct Fact {
    int rank = 0;
    std::string words;
};

/// Those that fit whole into a line, in their order.
std::string fitting(const Context& ui, std::vector<Fact> facts, float width)
{
    const auto joined = [&facts] {
        std::string line;
        for (const Fact& fact : facts)
            line += (line.empty() ? "" : "  ") + fact.words;
        return line;
    };
    while (facts.size() > 1 && textWidth(ui, joined(), ui.fonts.small) > width)
        facts.erase(std::ranges::max_element(facts, {}, &Fact::rank));
    return joined();
}

void drawTrack(Context& ui, Rect area, std::size_t track)
{
    const Track& model = *ui.song().tracks[track];
    const bool isCursor = cursor(ui).pattern.track == track;
    area.most.x -= ui.px(8);
    area.least.y += ui.px(2);
    area.most.y -= ui.px(2);
    ui.rects.note(fmt::format("track.{}", track + 1), area);
    if (isCursor)
        box(ui, area, ui.theme.raised);
    Rect stripe = cutLeft(area, ui.px(isCursor ? 6.0F : 4.0F));
    box(ui, stripe, trackColor(ui, track), std::nullopt, 1.0F);
    const float side = std::min({ui.px(26), area.size().y - ui.px(6), area.size().x * 0.14F});
    Rect switches = cutRight(area, 3.0F * (side + ui.px(4)) + ui.px(4));
    const Rect line {{switches.least.x, switches.center().y - side / 2.0F},
        {switches.most.x, switches.center().y + side / 2.0F}};
    Rect rest = line;
    for (std::size_t i = 0; i < kSwitches.size(); ++i) {
        drawSwitch(ui, cutLeft(rest, side), track, i);
        cutLeft(rest, ui.px(4));
    }
    ImGui::SetCursorScreenPos(area.least);
    ImGui::PushID(static_cast<int>(track));
    if (ImGui::InvisibleButton("track", area.clickable()))
        moveCursor(ui, track, cursor(ui).step);
    ImGui::PopID();
    area.least.x += ui.px(8);
    Rect top = cutTop(area, area.size().y * 0.54F);
    top.least.y = std::max(top.least.y, top.most.y - ui.px(22));
    const bool isAudible =
        track >= ui.frame.snapshot.routes.size() || ui.frame.snapshot.routes[track].audible;
    const auto name = model.name.empty() ? fmt::format("Track {}", track + 1) : model.name;
    label(ui, top, name, isAudible ? ui.theme.text : ui.theme.textQuiet);
    area.most.y = std::min(area.most.y, area.least.y + ui.px(18));
    const Pattern* const pattern = shownPattern(ui, track);
    std::vector<Fact> facts;
    facts.push_back({4, fmt::format("ch {}", model.destination.channel.as1to16())});
    facts.push_back({1, fmt::format("A{}", shownSlot(ui, track) + 1)});
    if (pattern != nullptr && pattern->windowSize() != GridLayout::kColumns)
        facts.push_back({3, fmt::format("len {}", pattern->windowSize())});
    if (ui.state.pinned.contains(model.id))
        facts.push_back({2, "looked at"});
    if (track < ui.frame.status.trackCount && ui.frame.status.tracks[track].queuedSlot >= 0)
        facts.push_back({0, fmt::format("\xE2\x86\x92 A{}", ui.frame.status.tracks[track].queuedSlot + 1)});
    if (model.editLock)
        facts.push_back({2, "locked"});
    label(ui, area, fitting(ui, std::move(facts), area.size().x), ui.theme.textQuiet, ui.fonts.small);
}
}  // namespace

void drawTrackList(Context& ui, const Rect& area, const GridLayout& layout)
{
    for (std::size_t track = layout.firstTrack(); track < layout.endTrack(); ++track) {
        Rect row = layout.row(track);
        row.least.x = area.least.x + ui.px(8);
        row.most.x = area.most.x;
        drawTrack(ui, row, track);
    }
    if (ui.state.drag.what == Drag::What::Switches && !ImGui::IsMouseDown(0))
        ui.state.drag.what = Drag::What::None;
}

}  // namespace clave
