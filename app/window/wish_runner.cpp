#include "app/window/wish_runner.hpp"

#include "app/window/script_wish_runner.hpp"
#include "core/io/song_file.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace clave {
namespace {
constexpr std::uint8_t kTestPitch = 60;
constexpr std::uint8_t kTestVelocity = 100;
constexpr Nanoseconds kTestLength = std::chrono::milliseconds {400};

// On the channel that something on that output listens to, as far as the song knows.
Channel channelOn(const Snapshot& snapshot, std::size_t output)
{
    const auto& tracks = snapshot.song->tracks;
    for (std::size_t i = 0; i < tracks.size() && i < snapshot.routes.size(); ++i) {
        if (snapshot.routes[i].port == output)
            return tracks[i]->destination.channel;
    }
    return {};
}
}  // namespace

bool WishRunner::run()
{
    bool hasSent = false;
    for (auto& asked : setup_.ui.asks().takeCommands()) {
        hasSent = true;
        if (!setup_.commands.trySend(std::move(asked.what), asked.gesture))
            setup_.source.say("Clave is far behind; do it again.");
    }
    for (const auto& wanted : setup_.ui.asks().takeWishes())
        std::visit([this](const auto& what) { obey(what); }, wanted);
    return hasSent;
}

void WishRunner::scale(float scale)
{
    const float within = std::clamp(scale, Settings::kLeastScale, Settings::kMostScale);
    setup_.ui.setFonts(buildFonts(setup_.fontFolders, within));
    setup_.ui.state().scale = within;
    setup_.host.takeFonts();
    isRestyled_ = true;
}

void WishRunner::obey(const wish::Save&)
{
    setup_.keeper.save();
}

void WishRunner::obey(const wish::SaveAs& wanted)
{
    setup_.keeper.saveAs(wanted.path);
}

void WishRunner::obey(const wish::Open& wanted)
{
    open(wanted.path);
}

void WishRunner::obey(const wish::NewSong&)
{
    setup_.keeper.newSong(newBeat());
}

// As a song without a file, so that nobody saves into what came with Clave.
void WishRunner::obey(const wish::OpenDemo&)
{
    auto song = loadSong(setup_.demoSong);
    if (!song) {
        setup_.source.say(song.error().message);
        return;
    }
    setup_.source.expectDemo();
    setup_.keeper.newSong(std::move(*song));
}

void WishRunner::obey(const wish::Quit&)
{
    isOver_ = true;
}

void WishRunner::obey(const wish::Key& key)
{
    KeyPress press;
    press.pitch = key.pitch;
    press.velocity = key.velocity;
    press.down = key.down;
    press.soundsOnly = key.soundsOnly;
    press.time = key.time;
    if (!setup_.keys.trySend(press))
        setup_.source.say("Clave is far behind; play it again.");
}

void WishRunner::obey(const wish::TestNote& wanted)
{
    const Snapshot* const snapshot = setup_.source.snapshot();
    const auto channel = snapshot != nullptr ? channelOn(*snapshot, wanted.output) : Channel {};
    setup_.keys.tryTest(
        static_cast<std::uint8_t>(wanted.output), channel, kTestPitch, kTestVelocity, kTestLength);
}

void WishRunner::obey(const wish::UseOutput& wanted)
{
    setup_.desk.useOutput(wanted.output, wanted.port);
}

void WishRunner::obey(const wish::UseInputs& wanted)
{
    setup_.desk.useInputs(wanted.ports);
}

void WishRunner::obey(const wish::UseSync& wanted)
{
    constexpr std::array<std::pair<std::string_view, SyncKind>, 4> kSources {{
        {"internal", SyncKind::Internal},
        {"midi", SyncKind::MidiClock},
        {"jack", SyncKind::JackTransport},
        {"link", SyncKind::Link},
    }};
    for (const auto& [name, kind] : kSources) {
        if (name == wanted.source)
            setup_.desk.useSync(kind, wanted.input);
    }
}

void WishRunner::obey(const wish::UseTheme& wanted)
{
    auto theme = loadTheme(wanted.name);
    if (!theme) {
        setup_.source.say(theme.error().message);
        return;
    }
    setup_.ui.setTheme(std::move(*theme));
    isRestyled_ = true;
    setup_.desk.remember([name = wanted.name](Settings& settings) { settings.theme = name; });
}

void WishRunner::obey(const wish::UseScale& wanted)
{
    scale(wanted.scale);
    setup_.desk.remember([chosen = setup_.ui.state().scale](Settings& settings) { settings.scale = chosen; });
}

void WishRunner::obey(const wish::PrintHeard& wanted)
{
    if (setup_.source.snapshot() == nullptr)
        return;
    auto printed = setup_.heard.print(
        *setup_.source.snapshot()->song, setup_.source.status(), wanted.track, wanted.bars);
    if (printed.command)
        setup_.commands.trySend(std::move(*printed.command), 0);
    setup_.source.say(std::move(printed.sentence));
}

void WishRunner::obey(const wish::LookForPorts&)
{
    setup_.desk.look();
}

void WishRunner::obey(const wish::DropRecovery&)
{
    if (const Recovery* const recovery = setup_.source.files().recovery(); recovery != nullptr) {
        setup_.keeper.discard(*recovery);
        setup_.source.files().answerRecovery();
    }
}

void WishRunner::obey(const wish::TakeRecovery&)
{
    if (const Recovery* const recovery = setup_.source.files().recovery(); recovery != nullptr) {
        setup_.keeper.recover(*recovery);
        setup_.source.files().answerRecovery();
    }
}

void WishRunner::obey(const wish::CopyText& wanted)
{
    ImGui::SetClipboardText(wanted.text.c_str());
}

void WishRunner::obey(const wish::TouchControl& wanted)
{
    if (setup_.devices != nullptr)
        setup_.devices->touch(wanted.device, wanted.input);
}

void WishRunner::obey(const wish::UseDevice& wanted)
{
    if (setup_.devices != nullptr)
        setup_.devices->enable(wanted.device, wanted.on);
}

void WishRunner::obey(const wish::UseMap& wanted)
{
    if (setup_.devices != nullptr)
        setup_.devices->useMap(wanted.device, wanted.map);
}

void WishRunner::obey(const wish::Learn& wanted)
{
    if (setup_.devices != nullptr)
        setup_.devices->learn(wanted.device, wanted.ask);
}

void WishRunner::obey(const wish::ForScripts& wanted)
{
    if (setup_.scripts == nullptr)
        return;
    if (const auto* const draft = std::get_if<wish::AnswerDraft>(&wanted)) {
        setup_.source.answerDraft(draft->file);
        if (draft->isTaken)
            setup_.drafts.adopt(draft->file);
    }
    if (auto trouble = obeyForScripts(*setup_.scripts, wanted); !trouble.empty())
        setup_.source.say(std::move(trouble));
}

}  // namespace clave
