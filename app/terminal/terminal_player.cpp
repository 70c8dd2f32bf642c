#include "app/terminal/terminal_player.hpp"

#include "app/scripts/script_face.hpp"
#include "app/stopping.hpp"
#include "app/surfaces/surface_desk.hpp"
#include "app/terminal/make_model.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <chrono>
#include <utility>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr Nanoseconds kFrame = 34ms;  // at most 30 a second
constexpr Nanoseconds kIdleFrame = 100ms;  // stopped: only counts and messages change
constexpr Nanoseconds kMessageTime = 5s;
}  // namespace

TerminalPlayer::TerminalPlayer(Setup setup)
    : setup_(std::move(setup))
    , reader_(setup_.engine.snapshots())
    , screen_(terminalWantsColors())
    , unicode_(terminalHasUnicode())
{
    if (!setup_.message.empty())
        say(setup_.message);
}

std::optional<int> TerminalPlayer::run()
{
    for (;;) {
        const auto drawn = setup_.clock.now();
        draw();
        waitForSomething(drawn + (setup_.engine.status().playing ? kFrame : kIdleFrame));
        if (const auto signal = obeySignals())
            return signal;
        setup_.terminal.flush();
        const auto typed = obeyKeys();
        const bool isOver = setup_.quitsAtEnd && setup_.engine.status().ended;
        if (typed == Going::Over || isOver) {
            stopAndWait(setup_.engine, setup_.sender);
            return std::nullopt;
        }
        // A key is answered at once, but a key that repeats must not draw more often than a frame allows.
        const auto early = drawn + kFrame - setup_.clock.now();
        if (early > Nanoseconds {0})
            poll(nullptr, 0, static_cast<int>(early / 1ms));
    }
}

void TerminalPlayer::waitForSomething(TimePoint until)
{
    const auto left = until - setup_.clock.now();
    const int milliseconds = left > Nanoseconds {0} ? static_cast<int>(left / 1ms) + 1 : 0;
    const auto events = static_cast<short>(setup_.terminal.isBusy() ? POLLIN | POLLOUT : POLLIN);
    std::array<pollfd, 2> wanted {
        pollfd {setup_.signals.fd(), POLLIN, 0}, pollfd {setup_.terminal.fd(), events, 0}};
    if (poll(wanted.data(), wanted.size(), milliseconds) == 0 && keys_.isWaiting())
        keys_.timeout();
}

std::optional<int> TerminalPlayer::obeySignals()
{
    while (const auto signal = setup_.signals.next()) {
        if (*signal == SIGWINCH)
            forgetScreen();
        else if (*signal == SIGTSTP)
            suspend();
        else
            return signal;
    }
    return std::nullopt;
}

void TerminalPlayer::suspend()
{
    setup_.terminal.leave();
    pauseAndSuspend(setup_.engine, setup_.sender);
    setup_.terminal.enter();
    forgetScreen();
}

void TerminalPlayer::forgetScreen()
{
    screen_.forget();
    shown_.reset();
}

TerminalPlayer::Going TerminalPlayer::obeyKeys()
{
    const auto typed = setup_.terminal.read();
    if (!typed)
        return Going::Over;
    for (const auto key : keys_.feed(*typed)) {
        if (obeyKey(key) == Going::Over)
            return Going::Over;
    }
    return Going::On;
}

TerminalPlayer::Going TerminalPlayer::obeyKey(Key key)
{
    const Snapshot* const snapshot = reader_.latest();
    if (snapshot == nullptr)
        return Going::On;
    auto result = controls_.press(key, {setup_.clock.now(), *snapshot, setup_.engine.status()});
    for (auto& asked : result.commands) {
        if (!setup_.sender.trySend(std::move(asked.what), asked.gesture))
            say("Clave is far behind; press the key again.");
    }
    const SongPtr song = snapshot->song;
    switch (result.wish) {
    case Controls::Wish::Quit:
        return Going::Over;
    case Controls::Wish::Save:
        say(save());
        break;
    case Controls::Wish::MoveTrack:
        say(setup_.mover.toggle(*song, controls_.selected(*song)));
        break;
    case Controls::Wish::Nothing:
        break;
    }
    return Going::On;
}

std::string TerminalPlayer::save()
{
    if (setup_.songPath.empty())
        return "The demo song is not saved; clave new MY.clave makes a song of your own.";
    if (setup_.scripts != nullptr)
        setup_.scripts->keepInSong();
    if (!setup_.engine.edits().modified)
        return "There is nothing to save.";
    const auto song = setup_.engine.song();
    if (const auto saved = saveSong(*song, setup_.songPath); !saved)
        return saved.error().message;
    setup_.engine.markSaved(song);
    return fmt::format("Saved to {}.", setup_.songPath);
}

void TerminalPlayer::say(std::string message)
{
    message_ = std::move(message);
    messageUntil_ = setup_.clock.now() + kMessageTime;
}

TerminalModel TerminalPlayer::model()
{
    const Snapshot* const snapshot = reader_.latest();
    if (snapshot == nullptr)
        return {};
    for (auto& refusal : setup_.engine.takeRefusals())
        say(std::move(refusal));
    if (setup_.surfaces != nullptr) {
        for (auto& news : setup_.surfaces->takeNews())
            say(std::move(news));
    }
    if (setup_.scripts != nullptr) {
        for (auto& news : setup_.scripts->takeNews())
            say(std::move(news));
    }
    const auto edits = setup_.engine.edits();
    const auto reports = setup_.engine.outputReports();
    auto model = makeModel(*snapshot, setup_.engine.status(), setup_.outputNames, reports,
        {edits.undo, edits.redo, edits.modified});
    model.selected = controls_.selected(*snapshot->song);
    model.showsKeys = controls_.showsKeys();
    model.offer = setup_.offered;
    if (setup_.clock.now() < messageUntil_)
        model.message = message_;
    for (const auto& report : reports) {
        if (model.message.empty() && !report.trouble.empty())
            model.message = report.trouble;
    }
    return model;
}

void TerminalPlayer::draw()
{
    if (setup_.terminal.isBusy())
        return;
    auto now = model();
    const auto size = setup_.terminal.size();
    if (shown_ && *shown_ == now && size == shownSize_)
        return;
    auto bytes = screen_.show(terminalLines(now, size, unicode_));
    shown_ = std::move(now);
    shownSize_ = size;
    if (!bytes.empty())
        setup_.terminal.write(std::move(bytes));
}

}  // namespace clave
