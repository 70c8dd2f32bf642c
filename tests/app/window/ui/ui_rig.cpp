#include "tests/app/window/ui/ui_rig.hpp"

#include <doctest/doctest.h>

namespace clave::test {
namespace {
using namespace std::chrono_literals;
constexpr LiveWork::SourceId kWindow = 2;

Theme anyTheme()
{
    auto theme = loadTheme("dark");
    REQUIRE(theme);
    return *theme;
}

void setMouse(ImVec2 at)
{
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
#else
    ImGui::GetIO().MousePos = at;
#endif
}

void setButton(int button, bool down)
{
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddMouseButtonEvent(button, down);
#else
    ImGui::GetIO().MouseDown[button] = down;
#endif
}

void setModifiers(Modifiers with)
{
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18900
    io.AddKeyEvent(ImGuiMod_Ctrl, with.ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, with.shift);
    io.AddKeyEvent(ImGuiMod_Alt, with.alt);
#else
    io.KeyCtrl = with.ctrl;
    io.KeyShift = with.shift;
    io.KeyAlt = with.alt;
#endif
}

void turnWheel(float notches)
{
#if IMGUI_VERSION_NUM >= 18700
    ImGui::GetIO().AddMouseWheelEvent(0.0F, notches);
#else
    ImGui::GetIO().MouseWheel = notches;
#endif
}
}  // namespace

UiRig::UiRig(Song song, ImVec2 size, float scale)
    : live(std::move(song))
    , ui(anyTheme())
    , context_(ImGui::CreateContext())
{
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = size;
    io.IniFilename = nullptr;
    ui.state().scale = scale;
    ui.setFonts(buildFonts(systemFontFolders(), scale));
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    ui.rects().keep(true);
    setMouse({-1.0F, -1.0F});
    frame(2);
}

UiRig::~UiRig()
{
    ImGui::DestroyContext(context_);
}

UiFrame UiRig::makeFrame()
{
    status_ = live.status();
    status_.sync.kind = syncKind;
    return {.snapshot = live.snapshot(),
        .status = status_,
        .now = live.clock.now(),
        .edits = {live.session.undoLabel(), live.session.redoLabel(), live.session.isModified()},
        .songPath = {},
        .outputs = {},
        .inputs = {},
        .keysHeld = {},
        .notices = notices,
        .recentSongs = {},
        .outputChoices = {},
        .inputChoices = inputChoices,
        .monitor = {},
        .realtime = {},
        .message = {},
        .saved = saved_,
        .devices = devices,
        .scripts = scripts,
        .scriptTexts = scriptTexts,
        .leftDrafts = leftDrafts,
        .ghosts = ghosts,
        .osc = osc,
        .clockInput = {}};
}

void UiRig::obey()
{
    for (auto& asked : ui.asks().takeCommands()) {
        if (const auto done = live.send(std::move(asked.what), asked.gesture); !done)
            refusals.push_back(done.error().message);
    }
    for (auto& wish : ui.asks().takeWishes()) {
        if (const auto* const key = std::get_if<wish::Key>(&wish)) {
            keys.push_back(*key);
            live.hands().press(kWindow, {key->pitch, key->velocity, key->down, {}, key->soundsOnly},
                key->time, live.snapshot(), live.commands());
        } else {
            if (std::holds_alternative<wish::SaveAs>(wish))
                saved_ = {saved_.number + 1, saveTrouble.empty(), saveTrouble};
            wishes.push_back(std::move(wish));
        }
    }
}

void UiRig::frame(int count)
{
    for (int i = 0; i < count; ++i) {
        ImGui::SetCurrentContext(context_);
        live.run(16ms);
        ImGui::GetIO().DeltaTime = 0.016F;
        setModifiers(held_);
        ImGui::NewFrame();
        ui.draw(makeFrame());
        ImGui::Render();
        obey();
        obeyKeys();
    }
}

void UiRig::press(KeyEvent event)
{
    event.time = live.clock.now();
    live.run(busy);
    ui.press(event);
    obeyKeys();
}

void UiRig::obeyKeys()
{
    while (ui.obeyKeys(makeFrame())) {
        obey();
        live.run(2ms);
    }
    obey();
}

void UiRig::key(Special special, Modifiers with)
{
    KeyEvent event;
    event.special = special;
    event.with = with;
    press(event);
    event.down = false;
    press(event);
    frame();
}

void UiRig::key(char letter, Modifiers with)
{
    KeyEvent event;
    event.letter = letter;
    event.with = with;
    press(event);
    event.down = false;
    press(event);
    frame();
}

void UiRig::pianoKey(int place, bool down)
{
    KeyEvent event;
    event.piano = static_cast<std::int8_t>(place);
    event.letter = 'Z';  // whatever is printed there
    event.down = down;
    press(event);
    frame();
}

void UiRig::type(const std::string& text)
{
    for (const char letter : text) {
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
        frame();
    }
    frame(2);
}

void UiRig::moveTo(ImVec2 at)
{
    setMouse(at);
    frame();
}

void UiRig::press(int button)
{
    setButton(button, true);
    frame();
}

void UiRig::release(int button)
{
    setButton(button, false);
    frame(2);
}

Rect UiRig::rect(const std::string& name)
{
    const auto& all = ui.rects().all();
    const auto found = all.find(name);
    REQUIRE_MESSAGE(found != all.end(), "there is no " << name);
    return found->second;
}

void UiRig::click(const std::string& name, int button)
{
    moveTo(rect(name).center());
    press(button);
    release(button);
    live.run(400ms);  // so that two clicks are no double click
    ImGui::GetIO().DeltaTime = 0.4F;
    frame();
}

void UiRig::doubleClick(const std::string& name)
{
    moveTo(rect(name).center());
    for (int i = 0; i < 2; ++i) {
        press();
        setButton(0, false);
        frame();
    }
    frame(2);
}

void UiRig::drag(const std::string& from, const std::string& to, int button)
{
    const ImVec2 end = rect(to).center();
    moveTo(rect(from).center());
    press(button);
    moveTo(end);
    release(button);
}

void UiRig::dragBy(const std::string& from, ImVec2 by)
{
    const ImVec2 begin = rect(from).center();
    moveTo(begin);
    press();
    moveTo({begin.x + by.x / 2.0F, begin.y + by.y / 2.0F});
    moveTo({begin.x + by.x, begin.y + by.y});
    release();
}

void UiRig::wheel(const std::string& name, float notches)
{
    moveTo(rect(name).center());
    turnWheel(notches);
    frame(2);
}

std::string UiRig::steps(std::size_t track, std::size_t slot) const
{
    std::string text;
    for (const Step& step : pattern(track, slot).steps)
        text += step.on ? 'x' : '.';
    return text;
}

}  // namespace clave::test
