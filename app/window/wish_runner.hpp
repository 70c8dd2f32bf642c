#pragma once

#include "app/scripts/script_face.hpp"
#include "app/song_keeper.hpp"
#include "app/surfaces/device_desk.hpp"
#include "app/window/draft_keeper.hpp"
#include "app/window/frame_source.hpp"
#include "app/window/heard_printer.hpp"
#include "app/window/port_desk.hpp"
#include "app/window/ui/ui.hpp"
#include "app/window/window_host.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <string>
#include <utility>
#include <vector>

namespace clave {

/// Does what is asked for in the window, or hands it to whoever does. Never waits for anyone.
/// Thread-safe: no. Realtime-safe: no.
class WishRunner {
public:
    struct Setup {
        Engine& engine;
        CommandSender& commands;
        KeySender& keys;
        SongKeeper& keeper;
        PortDesk& desk;
        FrameSource& source;
        Ui& ui;
        WindowHost& host;
        const HeardPrinter& heard;
        DraftKeeper& drafts;
        const Clock& clock;
        std::vector<std::string> fontFolders;
        std::string demoSong;  ///< its file
        DeviceDesk* devices = nullptr;  ///< null: no controllers
        ScriptFace* scripts = nullptr;  ///< null: no scripts
    };

    explicit WishRunner(Setup setup) : setup_(std::move(setup)) {}

    /// Everything that was asked for since the last call. Between two frames.
    /// \return true when a command was sent: an answer will come.
    bool run();
    /// Everything as large as that, from now on.
    void scale(float scale);
    void open(const std::string& path) { setup_.keeper.open(path); }

    [[nodiscard]] bool isOver() const noexcept { return isOver_; }
    /// Since the last call the window was given another look, so that no frame from before may be shown.
    [[nodiscard]] bool takeRestyled() noexcept { return std::exchange(isRestyled_, false); }

private:
    void obey(const wish::Save&);
    void obey(const wish::SaveAs& wanted);
    void obey(const wish::Open& wanted);
    void obey(const wish::NewSong&);
    void obey(const wish::OpenDemo&);
    void obey(const wish::Quit&);
    void obey(const wish::Key& key);
    void obey(const wish::TestNote& wanted);
    void obey(const wish::UseOutput& wanted);
    void obey(const wish::UseInputs& wanted);
    void obey(const wish::UseSync& wanted);
    void obey(const wish::UseTheme& wanted);
    void obey(const wish::UseScale& wanted);
    void obey(const wish::PrintHeard& wanted);
    void obey(const wish::LookForPorts&);
    void obey(const wish::DropRecovery&);
    void obey(const wish::TakeRecovery&);
    void obey(const wish::CopyText& wanted);
    void obey(const wish::TouchControl& wanted);
    void obey(const wish::UseDevice& wanted);
    void obey(const wish::UseMap& wanted);
    void obey(const wish::Learn& wanted);
    void obey(const wish::ForScripts& wanted);

    Setup setup_;
    bool isOver_ = false;
    bool isRestyled_ = false;
};

}  // namespace clave
