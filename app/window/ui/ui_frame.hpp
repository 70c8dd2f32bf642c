#pragma once

#include "app/scripts/ghosts_view.hpp"
#include "app/scripts/scripts_view.hpp"
#include "app/surfaces/device_view.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"
#include "core/ports/midi_input.hpp"
#include "core/time/time_point.hpp"

#include <bitset>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// A line at the top that stays until what it says is over.
struct Notice {
    enum class Kind : std::uint8_t { Info, Warning, Error };
    Kind kind = Kind::Info;
    std::string text;
    std::string button;  ///< what can be done about it; empty: nothing
    std::string action;  ///< id of the action that the button runs
    std::string topic {};  ///< what it is about: who closes it is not told of the same again while it lasts
    std::string otherButton {};  ///< what can be done instead; empty: nothing
    std::string otherAction {};

    friend bool operator==(const Notice&, const Notice&) = default;
};

/// A port as the window shows it.
struct OutputView {
    std::string name;
    OutputReport report;
};
struct InputView {
    std::string name;
    InputReport report;
};

/// One message for the monitor.
struct MonitorLine {
    TimePoint time {};
    bool out = false;
    std::string port;
    Message message;
};

/// What became of saving, for the dialog that asked for it.
struct SaveAnswer {
    std::uint64_t number = 0;  ///< grows with each
    bool done = true;
    std::string sentence;  ///< why not
};

/// What a script's file holds.
struct ScriptText {
    std::uint64_t number = 0;  ///< ScriptView::textNumber when it was read
    std::string text;
    std::string trouble;  ///< why it cannot be read, as one sentence
};
using ScriptTexts = std::map<std::string, ScriptText>;  ///< by ScriptView::name
/// Texts from earlier runs that were never saved, by the files that they were typed into.
using LeftDrafts = std::map<std::string, std::string>;

/// All that a frame shows: everything is somebody else's, and nothing changes while it is drawn.
struct UiFrame {
    const Snapshot& snapshot;
    const ClockStatus& status;
    TimePoint now {};
    Engine::Edits edits;
    std::string songPath;  ///< empty: never saved
    bool isDemo = false;
    std::vector<OutputView> outputs;  ///< 0 is the main one, 1 + n that of the song's n-th port
    std::vector<InputView> inputs;
    std::bitset<128> keysHeld;
    std::vector<Notice> notices;
    std::vector<std::string> recentSongs;
    std::vector<std::string> outputChoices;  ///< names that can be played on
    std::vector<std::string> inputChoices;
    std::vector<MonitorLine> monitor;  ///< oldest first; only while the monitor is shown
    std::string realtime;  ///< why the clock has no real-time priority; empty when it has
    std::string message;  ///< for the status bar, for some seconds
    SaveAnswer saved;
    /// Null: controllers are switched off. Only while they are shown.
    std::shared_ptr<const std::vector<DeviceView>> devices {};
    ScriptsViewPtr scripts {};  ///< null: there are no scripts in this run
    std::shared_ptr<const ScriptTexts> scriptTexts {};  ///< only while they are shown
    LeftDrafts leftDrafts {};
    GhostsViewPtr ghosts {};  ///< what scripts made of steps; null: there are no scripts in this run
    std::string osc {};  ///< whether OSC is on, and where, as one sentence
    std::string clockInput {};  ///< whose MIDI clock is followed; empty: what comes into our own port
};

}  // namespace clave
