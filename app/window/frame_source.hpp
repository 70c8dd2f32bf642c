#pragma once

#include "app/scripts/script_face.hpp"
#include "app/song_keeper.hpp"
#include "app/surfaces/device_desk.hpp"
#include "app/window/draft_keeper.hpp"
#include "app/window/file_state.hpp"
#include "app/window/notices.hpp"
#include "app/window/port_desk.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "app/window/ui/ui_state.hpp"
#include "app/window/visible_clock.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <bitset>
#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace clave {

/// What the window shows, gathered from everybody who knows a part of it. Looks often at what is cheap to
/// look at and changes often, seldom at the rest. Thread-safe: no. Realtime-safe: no.
class FrameSource {
public:
    static constexpr Nanoseconds kMessageTime = std::chrono::seconds {5};
    /// How often counts and ports are looked at: numbers that change faster cannot be read.
    static constexpr Nanoseconds kSlowly = std::chrono::milliseconds {500};
    static constexpr Nanoseconds kMonitorTime = std::chrono::milliseconds {100};

    /// \param isDemo  the song that plays first is the demo.
    FrameSource(Engine& engine, SongKeeper& keeper, PortDesk& desk, const Clock& clock, bool isDemo);

    /// From now on the controllers are shown too. They outlive it.
    void watch(DeviceDesk& devices)
    {
        devices_ = &devices;
        views_ = devices.views();
    }
    /// Likewise the scripts.
    void watch(ScriptFace& scripts)
    {
        scripts_ = &scripts;
        scriptsView_ = scripts.views();
        (void)left_.look(*scriptsView_);
    }
    /// Whether OSC is on, and where, as one sentence.
    void showOsc(std::string sentence) { osc_ = std::move(sentence); }
    /// Looks at everything it is time for. \param screen what is shown; what no other screen needs is looked
    /// at for it alone.
    /// \return true when the window may have to show something else. False at first until there is a song.
    bool look(Screen screen);
    /// As it was at the last look. Not before look() was true once.
    [[nodiscard]] UiFrame frame() const;
    [[nodiscard]] const Snapshot* snapshot() const noexcept { return snapshot_; }
    [[nodiscard]] const ClockStatus& status() const noexcept { return status_; }
    [[nodiscard]] const Engine::Edits& edits() const noexcept { return edits_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    [[nodiscard]] const std::vector<Notice>& notices() const noexcept { return notices_; }
    /// Null: there are none in this run.
    [[nodiscard]] const ScriptsViewPtr& scripts() const noexcept { return scriptsView_; }

    /// The snapshot has changed since the last look: what was asked for is done.
    [[nodiscard]] bool hasNewSnapshot();

    void say(std::string message);
    /// What an earlier run left of this file's text was taken, or dropped.
    void answerDraft(const std::string& file) { left_.answer(file); }
    /// The next song without a file is the demo.
    void expectDemo() noexcept { isDemoExpected_ = true; }
    [[nodiscard]] FileState& files() noexcept { return files_; }
    /// Some output is not as it should be: another look at the ports may help.
    [[nodiscard]] bool isInTrouble() const;

private:
    bool lookAtSong();
    bool lookAtNews();
    bool lookSlowly();
    bool lookAtDevices(bool areShown);
    bool lookAtScripts(Screen screen);
    bool readScriptTexts();
    void takeAnswer(const FileNews& news);
    [[nodiscard]] std::vector<Notice> allNotices() const;

    Engine& engine_;
    SongKeeper& keeper_;
    PortDesk& desk_;
    DeviceDesk* devices_ = nullptr;
    const Clock& clock_;
    Published<Snapshot>::Reader reader_;
    const Snapshot* snapshot_ = nullptr;
    std::uint64_t serial_ = 0;
    ClockStatus status_;
    VisibleClock visible_;
    TimePoint now_ {};
    TimePoint nextSlow_ {};
    TimePoint nextMonitor_ {};
    Engine::Edits edits_;
    std::bitset<128> keysHeld_;
    PortsView ports_;
    std::vector<OutputReport> reports_;
    std::vector<InputView> inputs_;
    std::vector<std::string> recentSongs_;
    std::vector<MonitorLine> monitor_;
    DeviceDesk::Views views_;
    ScriptFace* scripts_ = nullptr;
    ScriptsViewPtr scriptsView_;
    std::shared_ptr<const ScriptTexts> scriptTexts_;
    LeftDraftFinder left_;
    GhostsViewPtr ghosts_;
    std::string osc_;
    FileState files_;
    SaveAnswer saved_;
    LateWatch late_;
    TimePoint startedAt_ {};  ///< when another machine started us
    std::vector<Notice> notices_;
    std::string songPath_;
    std::string message_;
    TimePoint messageUntil_ {};
    std::set<DocumentId> demos_;
    bool isDemoExpected_ = false;
};

}  // namespace clave
