#include "app/window/window_player.hpp"

#include "app/stopping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

namespace clave {
namespace {
using namespace std::chrono_literals;
// Looking costs little; nobody sees a playhead that is 12 ms late.
constexpr Nanoseconds kLook = 12ms;
// Stopped and left alone, only a key of somebody's keyboard or a cable can change anything.
constexpr Nanoseconds kLookAtRest = 40ms;
constexpr Nanoseconds kRestAfter = 1s;
constexpr Nanoseconds kKeysLook = 1ms;
// Hands want to see what they do at once; what merely plays may be drawn half as often.
constexpr Nanoseconds kPaceOfHands = 16ms;
constexpr Nanoseconds kPaceOfPlaying = 33ms;
constexpr Nanoseconds kHandsRest = 200ms;
// The session answers within some hundred microseconds; then what was asked for is in the very next picture.
constexpr Nanoseconds kAnswer = 5ms;
constexpr Nanoseconds kAnswerLook = 250us;
constexpr Nanoseconds kPortsLook = 2s;
constexpr int kMostFrames = 24;  // of one look, however much came in
constexpr int kFramesAfter = 2;  // popups take their size from the frame before (ocornut/imgui, issue 1206)

std::string titleOf(const FrameSource& source)
{
    const auto& name = source.snapshot()->song->name;
    return fmt::format("{}{} – Clave", name.empty() ? "untitled" : name, source.edits().modified ? " *" : "");
}
}  // namespace

WindowPlayer::WindowPlayer(Setup setup) : setup_(std::move(setup)), report_(setup_.report)
{
    setup_.ui.rects().keep(report_.isOn());
    ports_ = setup_.engine.song()->ports;
}

std::optional<int> WindowPlayer::run()
{
    const auto signal = playOn();
    if (!setup_.picture.empty()) {
        think();
        if (const auto made = setup_.host.paint(setup_.ui.theme().background, setup_.picture); !made)
            fmt::print(stderr, "clave: {}.\n", made.error().message);
    }
    setup_.desk.remember(
        [place = setup_.host.place(), ghosts = setup_.ui.state().showsGhosts](Settings& settings) {
            settings.window = place;
            settings.showsGhosts = ghosts;
        });
    if (!signal)
        stopAndWait(setup_.engine, setup_.commands);
    return signal;
}

std::optional<int> WindowPlayer::playOn()
{
    for (;;) {
        setup_.host.wait(patience());
        if (const auto signal = obeySignals())
            return signal;
        takeInput();
        if (setup_.source.look(setup_.ui.state().screen) || setup_.ui.isMoving())
            framesOwed_ = std::max(framesOwed_, 1);
        if (setup_.source.snapshot() == nullptr)
            continue;
        setup_.heard.look(setup_.source.snapshot()->document);
        setup_.drafts.look(setup_.ui.state().screens.scripts.editor, setup_.clock.now());
        obeyKeys();
        while (framesOwed_ > 0) {
            --framesOwed_;
            think();
        }
        paintIfDifferent();
        lookAtPorts();
        const bool isOver = setup_.quitsAtEnd && setup_.source.status().ended;
        if (setup_.wishes.isOver() || setup_.host.isClosing() || isOver)
            return std::nullopt;
    }
}

std::optional<int> WindowPlayer::obeySignals()
{
    while (const auto signal = setup_.signals.next()) {
        if (*signal == SIGTSTP)
            pauseAndSuspend(setup_.engine, setup_.commands);
        else if (*signal != SIGWINCH)
            return signal;
    }
    return std::nullopt;
}

Nanoseconds WindowPlayer::patience() const
{
    if (framesOwed_ > 0)
        return Nanoseconds {0};
    const bool isResting =
        !setup_.source.status().playing && setup_.clock.now() - std::max(lastInput_, lastPaint_) > kRestAfter;
    return hasKeys_ ? kKeysLook : isResting ? kLookAtRest : kLook;
}

void WindowPlayer::takeInput()
{
    const auto input = setup_.host.takeInput();
    if (input.isEmpty())
        return;
    lastInput_ = setup_.clock.now();
    for (const auto& key : input.keys)
        setup_.ui.press(key);
    hasKeys_ = hasKeys_ || !input.keys.empty();
    if (!input.dropped.empty())
        setup_.wishes.open(input.dropped.front());
    if (input.isRescaled && setup_.followsScreen)
        setup_.wishes.scale(setup_.host.screenScale());
    isDamaged_ = isDamaged_ || input.isDamaged;
    framesOwed_ = std::min(std::max(framesOwed_, input.changes + kFramesAfter), kMostFrames);
}

void WindowPlayer::obeyKeys()
{
    for (int i = 0; hasKeys_ && i < kMostFrames; ++i) {
        hasKeys_ = setup_.ui.obeyKeys(setup_.source.frame());
        if (setup_.wishes.run())
            awaitAnswer();
        framesOwed_ = std::max(framesOwed_, 1);
    }
}

void WindowPlayer::think()
{
    setup_.host.begin();
    setup_.ui.draw(setup_.source.frame());
    built_ = setup_.host.finish();
    isReportOwed_ = true;  // it also tells what no pixel shows
    if (setup_.wishes.run()) {
        awaitAnswer();
        framesOwed_ = std::max(framesOwed_, 1);
    }
    if (setup_.wishes.takeRestyled()) {
        isDamaged_ = true;
        framesOwed_ = std::max(framesOwed_, kFramesAfter);
    }
}

void WindowPlayer::awaitAnswer()
{
    const auto until = setup_.clock.now() + kAnswer;
    while (!setup_.source.hasNewSnapshot() && setup_.clock.now() < until)
        setup_.clock.sleepUntil(setup_.clock.now() + kAnswerLook);
    (void)setup_.source.look(setup_.ui.state().screen);
}

void WindowPlayer::paintIfDifferent()
{
    const auto now = setup_.clock.now();
    if (built_ != shown_ || isDamaged_) {
        const auto pace = now - lastInput_ < kHandsRest ? kPaceOfHands : kPaceOfPlaying;
        if (now - lastPaint_ >= pace && setup_.host.isVisible()) {
            (void)setup_.host.paint(setup_.ui.theme().background);
            setup_.host.setTitle(titleOf(setup_.source));
            shown_ = built_;
            isDamaged_ = false;
            lastPaint_ = now;
            ++frames_;
            isReportOwed_ = true;
        }
    }
    if (isReportOwed_)
        isReportOwed_ = !report_.tell(setup_.source, setup_.ui, frames_, now);
}

// Ports come with another song, with undo, or one by one; and devices come and go.
void WindowPlayer::lookAtPorts()
{
    const auto& ports = setup_.source.snapshot()->song->ports;
    if (ports != ports_) {
        ports_ = ports;
        setup_.desk.follow(ports_);
    }
    const auto now = setup_.clock.now();
    const bool isWorthIt = setup_.ui.state().screen == Screen::Settings || setup_.source.isInTrouble();
    if (isWorthIt && now >= nextPorts_ && !setup_.desk.isBusy()) {
        nextPorts_ = now + kPortsLook;
        setup_.desk.look();
    }
}

}  // namespace clave
