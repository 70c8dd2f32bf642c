#include "app/window/play_in_window.hpp"

#include "app/recovery.hpp"
#include "app/scripts/script_desk.hpp"
#include "app/song_keeper.hpp"
#include "app/window/draft_keeper.hpp"
#include "app/window/frame_source.hpp"
#include "app/window/heard_printer.hpp"
#include "app/window/port_desk.hpp"
#include "app/window/ui/ui.hpp"
#include "app/window/window_player.hpp"
#include "app/window/wish_runner.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <utility>

namespace clave {
namespace {
constexpr const char* kUsualTheme = "dark";
constexpr float kPercent = 100.0F;

Result<Theme> chooseTheme(const std::string& wanted, const std::string& remembered)
{
    if (!wanted.empty()) {
        auto theme = loadTheme(wanted);
        if (!theme)
            return fail(fmt::format("there is no theme \"{}\" ({}); there is: {}", wanted,
                theme.error().message, fmt::join(themeNames(), ", ")));
        return theme;
    }
    if (!remembered.empty()) {
        if (auto theme = loadTheme(remembered))
            return theme;
    }
    return loadTheme(kUsualTheme);
}

std::string valueOf(const char* variable)
{
    const char* const value = std::getenv(variable);
    return value != nullptr ? value : "";
}

/// Scripts are found from the song's file, which the keeper knows, as long as it lives.
class ScriptPaths {
public:
    ScriptPaths(ScriptDesk* scripts, const SongKeeper& keeper) : scripts_(scripts)
    {
        if (scripts_ != nullptr)
            scripts_->useSongPaths([&keeper](DocumentId document) { return keeper.path(document); });
    }
    ~ScriptPaths()
    {
        if (scripts_ != nullptr)
            scripts_->useSongPaths({});
    }
    ScriptPaths(const ScriptPaths&) = delete;
    ScriptPaths& operator=(const ScriptPaths&) = delete;
    ScriptPaths(ScriptPaths&&) = delete;
    ScriptPaths& operator=(ScriptPaths&&) = delete;

private:
    ScriptDesk* scripts_;
};
}  // namespace

Result<OpenedWindow> openWindow(const WindowWish& wish, const std::string& settings, const Clock& clock)
{
    const auto remembered = loadSettings(settings);
    auto theme = chooseTheme(wish.theme, remembered.theme);
    if (!theme)
        return tl::unexpected {theme.error()};
    const auto chosen = wish.scalePercent ? static_cast<float>(*wish.scalePercent) / kPercent
                                          : remembered.scale.value_or(0.0F);
    auto host = WindowHost::open({"Clave", remembered.window, chosen}, clock);
    if (!host)
        return tl::unexpected {host.error()};
    OpenedWindow window;
    window.host = std::move(*host);
    window.theme = std::move(*theme);
    window.followsScreen = chosen <= 0.0F;
    window.scale = window.followsScreen ? window.host->screenScale() : chosen;
    window.showsGhosts = remembered.showsGhosts;
    window.fontFolders =
        wish.fontFolder.empty() ? systemFontFolders() : std::vector<std::string> {wish.fontFolder};
    window.picture = wish.picture;
    return window;
}

std::optional<int> playInWindow(OpenedWindow window, WindowPlay play)
{
    const auto keys = play.engine.makeKeySender("window");
    SongKeeper keeper {play.engine,
        {play.songPath, {recoveryFolder(), play.settings}, &WindowHost::wake, [scripts = play.scripts] {
             if (scripts != nullptr)
                 scripts->keepInSong();
         }}};
    const ScriptPaths paths {play.scripts, keeper};
    PortDesk desk {play.engine, play.clock,
        {play.options, std::move(play.opened), std::move(play.ports), std::move(play.wishes),
            std::move(play.listening), play.settings, &WindowHost::wake}};
    FrameSource source {play.engine, keeper, desk, play.clock, play.songPath.empty()};
    if (play.devices != nullptr)
        source.watch(*play.devices);
    if (play.scripts != nullptr)
        source.watch(*play.scripts);
    source.showOsc(play.osc);
    Ui ui {std::move(window.theme)};
    ui.state().showsGhosts = window.showsGhosts;
    HeardPrinter heard {play.engine.scripts()};
    DraftKeeper drafts {play.scripts};
    WishRunner wishes {{play.engine, play.commands, *keys, keeper, desk, source, ui, *window.host, heard,
        drafts, play.clock, window.fontFolders, play.demoSong, play.devices, play.scripts}};
    wishes.scale(window.scale);
    WindowPlayer player {
        {play.engine, play.commands, play.signals, *window.host, ui, source, wishes, heard, drafts, desk,
            play.clock, play.quitsAtEnd, window.followsScreen, valueOf("CLAVE_UI_STATE"), window.picture}};
    const auto signal = player.run();
    for (const auto& sentence : drafts.finish(ui.state().screens.scripts.editor))
        fmt::print(stderr, "clave: {}\n", sentence);
    return signal;
}

}  // namespace clave
