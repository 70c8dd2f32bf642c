#pragma once

#include "app/settings.hpp"
#include "app/window/canvas.hpp"
#include "app/window/draw_changes.hpp"
#include "app/window/ui/color.hpp"
#include "app/window/window_events.hpp"
#include "core/base/result.hpp"
#include "core/time/clock.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

struct GLFWwindow;

namespace clave {

/// The window of the system, with OpenGL to draw into and Dear ImGui to draw with. One at a time.
/// Thread-safe: no, the main thread only, but for wake(). Realtime-safe: no.
class WindowHost {
public:
    struct Options {
        std::string title;
        std::optional<WindowPlace> place;  ///< of the last time; where no screen is now, it is left out
        float scale = 0.0F;  ///< how large the window is to begin with; 0: as the screen's dots ask for
    };

    /// Not shown before the first frame. Fails, with one sentence, where there is no display or no OpenGL 3.
    [[nodiscard]] static Result<std::unique_ptr<WindowHost>> open(const Options& options, const Clock& clock);
    ~WindowHost();
    WindowHost(const WindowHost&) = delete;
    WindowHost& operator=(const WindowHost&) = delete;
    WindowHost(WindowHost&&) = delete;
    WindowHost& operator=(WindowHost&&) = delete;

    /// Returns when something came in, when somebody called wake(), or when the time is over.
    void wait(Nanoseconds most);
    /// Thread-safe: yes.
    static void wake();
    [[nodiscard]] WindowInput takeInput() { return events_->take(); }
    /// A person wants it closed.
    [[nodiscard]] bool isClosing() const;
    /// Something of it may be seen.
    [[nodiscard]] bool isVisible() const;
    /// How much larger than usual the screen wants everything, [0.75, 3].
    [[nodiscard]] float screenScale() const;

    /// Takes ImGui's atlas over, after it was built anew.
    void takeFonts();
    /// Begins a frame of Dear ImGui; finish() ends it. Nothing is drawn by that.
    void begin();
    /// \returns what the frame would draw: the same number, the same picture.
    [[nodiscard]] std::uint64_t finish();
    /// Draws the frame that was finished last, and shows it. \param picture also written there; empty: not.
    Result<void> paint(const Color& background, const std::string& picture = {});

    void setTitle(const std::string& title);
    [[nodiscard]] WindowPlace place() const;

private:
    WindowHost(GLFWwindow* window, const Clock& clock);
    [[nodiscard]] bool startDrawing();

    GLFWwindow* window_;
    std::unique_ptr<WindowEvents> events_;
    std::string title_;
    bool hasPlatform_ = false;
    bool hasRenderer_ = false;
    bool hasBegun_ = false;
    bool isShown_ = false;
    std::optional<Color> background_;  ///< of what the canvas has
    DrawChanges changes_;  ///< since what the canvas has
    std::optional<Canvas> canvas_;  ///< while there is a context
};

}  // namespace clave
