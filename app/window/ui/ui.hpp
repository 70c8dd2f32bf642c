#pragma once

#include "app/window/ui/asks.hpp"
#include "app/window/ui/fonts.hpp"
#include "app/window/ui/key_event.hpp"
#include "app/window/ui/rects.hpp"
#include "app/window/ui/theme.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "app/window/ui/ui_state.hpp"

#include <deque>
#include <string>
#include <vector>

namespace clave {

/// Everything in the window between its edges: draws a frame from what is, and collects what a person asks.
///
/// Knows Dear ImGui, but no window system and no engine, so that tests run it with a back end that draws
/// nothing. Thread-safe: no. Realtime-safe: no.
class Ui {
public:
    explicit Ui(Theme theme) : theme_(std::move(theme)) {}

    /// After the first start and after each change of scale.
    void setFonts(const Fonts& fonts) noexcept { fonts_ = fonts; }
    void setTheme(Theme theme) { theme_ = std::move(theme); }

    /// A key of the computer; takes effect with the next obeyKeys().
    void press(const KeyEvent& key) { keys_.push_back(key); }
    /// What keys that were pressed mean, one after the other. Stops after each that changes something, until
    /// `frame` shows the change or a moment has passed: so fast fingers count on, and never wait for it.
    /// \returns true while keys are left: call it again soon.
    bool obeyKeys(const UiFrame& frame);

    /// Builds one frame between ImGui::NewFrame() and ImGui::Render().
    void draw(const UiFrame& frame);

    /// True when drawing again would show something else, though nothing came in: a page that scrolls, a
    /// field that blinks.
    [[nodiscard]] bool isMoving() const noexcept { return isMoving_; }

    [[nodiscard]] Asks& asks() noexcept { return asks_; }
    [[nodiscard]] Rects& rects() noexcept { return rects_; }
    [[nodiscard]] UiState& state() noexcept { return state_; }
    [[nodiscard]] const Theme& theme() const noexcept { return theme_; }

private:
    Theme theme_;
    Fonts fonts_;
    UiState state_;
    Asks asks_;
    Rects rects_;
    std::deque<KeyEvent> keys_;
    std::uint64_t serialBefore_ = 0;
    TimePoint askedAt_ {};
    bool isAwaiting_ = false;
    bool isMoving_ = false;
};

}  // namespace clave
