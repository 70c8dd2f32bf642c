#include "app/window/ui/actions.hpp"
#include "app/window/ui/view.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// Presses one soon after the other are one step of undo.
void setTempo(Context& ui, const TempoKeys::Change& change)
{
    UiState& state = ui.state;
    if (std::exchange(state.tempoGestureOf, change.gesture) != change.gesture)
        state.tempoGesture = ui.asks.newGesture();
    ui.asks.command(SetTempo {change.tempo}, state.tempoGesture);
}

void changeTempo(Context& ui, double delta)
{
    setTempo(ui, ui.state.tempoKeys.press(ui.frame.now, tempoNow(ui), delta));
}

// Counts on from what is queued, so that twice means the one after the next; around at the ends.
void launchNeighbour(Context& ui, int step)
{
    const auto count = static_cast<int>(ui.song().scenes.size());
    if (count == 0)
        return;
    const ClockStatus& status = ui.frame.status;
    const int from =
        status.queuedScene >= 0 && !ui.performance().songMode ? status.queuedScene : status.scene;
    const int wanted = from < 0 ? 0 : ((from + step) % count + count) % count;
    ui.asks.command(LaunchScene {static_cast<std::size_t>(wanted), std::nullopt, false});
}

constexpr auto kNotStepIn = Action::When::NotStepIn;
constexpr std::array kActions {
    Action {"play", "Playing", "Play, stop",
        [](Context& ui) {
            if (ui.frame.status.playing)
                ui.asks.command(Stop {});
            else
                ui.asks.command(Play {});
        },
        {keys::on(Special::Space)}},
    Action {"continue", "Playing", "Go on from where it stopped",
        [](Context& ui) { ui.asks.command(Continue {}); }, {keys::on(Special::Space, keys::kCtrl)}},
    Action {"record", "Playing", "Record what is played by hand",
        [](Context& ui) {
            Recording recording = ui.performance().recording;
            recording.on = !recording.on;
            ui.asks.command(SetRecording {recording});
        },
        {keys::on('R', keys::kCtrl)}},
    Action {"record.replace", "Playing", "Recording replaces, or adds to what is there",
        [](Context& ui) {
            Recording recording = ui.performance().recording;
            recording.mode = recording.mode == Recording::Mode::Replace ? Recording::Mode::Overdub
                                                                        : Recording::Mode::Replace;
            ui.asks.command(SetRecording {recording});
        }},
    Action {"tempo.up", "Playing", "1 bpm faster", [](Context& ui) { changeTempo(ui, 1.0); }, {keys::on('=')},
        kNotStepIn},
    Action {"tempo.down", "Playing", "1 bpm slower", [](Context& ui) { changeTempo(ui, -1.0); },
        {keys::on('-')}, kNotStepIn},
    Action {"tempo.upFine", "Playing", "0.1 bpm faster", [](Context& ui) { changeTempo(ui, 0.1); },
        {keys::on('=', keys::kShift)}, kNotStepIn},
    Action {"tempo.downFine", "Playing", "0.1 bpm slower", [](Context& ui) { changeTempo(ui, -0.1); },
        {keys::on('-', keys::kShift)}, kNotStepIn},
    Action {"tap", "Playing", "Tap the tempo",
        [](Context& ui) {
            if (const auto tempo = ui.state.tap.tap(ui.frame.now))
                setTempo(ui, ui.state.tempoKeys.set(ui.frame.now, *tempo));
        },
        {keys::on('T')}},
    Action {"metronome", "Playing", "Metronome on, off",
        [](Context& ui) {
            Metronome metronome = ui.song().metronome;
            metronome.on = !metronome.on;
            ui.asks.command(SetMetronome {metronome});
        },
        {keys::on('C')}},
    Action {"fill", "Playing", "Fill on, off",
        [](Context& ui) { ui.asks.command(SetFill {!ui.performance().fill}); }, {keys::on('F')}},
    Action {"fill.next", "Playing", "Fill for the next pass",
        [](Context& ui) { ui.asks.command(ArmFill {}); }, {keys::on('F', keys::kShift)}},
    Action {"scene.next", "Playing", "Next scene, at its boundary",
        [](Context& ui) { launchNeighbour(ui, 1); }, {keys::on('N')}},
    Action {"scene.previous", "Playing", "Previous scene, at its boundary",
        [](Context& ui) { launchNeighbour(ui, -1); }, {keys::on('P')}},
    Action {"scene.cancel", "Playing", "Forget what is queued",
        [](Context& ui) { ui.asks.command(CancelLaunches {}); }, {keys::on('Q')}},
    Action {"song.mode", "Playing", "Follow the arrangement, or stay in the scene",
        [](Context& ui) { ui.asks.command(SetSongMode {!ui.performance().songMode}); }, {keys::on('G')}},
    Action {"sync.internal", "Playing", "Clave keeps time itself",
        [](Context& ui) { ui.asks.wish(wish::UseSync {"internal"}); }},
    Action {"panic", "Playing", "Silence: end every note everywhere",
        [](Context& ui) { ui.asks.command(Panic {}); }, {keys::on(Special::F12)}},
};
}  // namespace

std::span<const Action> playingActions()
{
    return kActions;
}

}  // namespace clave
