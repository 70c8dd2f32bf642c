#pragma once

#include "app/window/ui/key_event.hpp"
#include "core/time/clock.hpp"

#include <imgui.h>

#include <array>
#include <deque>
#include <string>
#include <vector>

struct GLFWwindow;

namespace clave {

/// What came from the window system since it was last asked.
struct WindowInput {
    std::vector<KeyEvent> keys;
    std::vector<std::string> dropped;  ///< paths of files that were let fall on the window
    int changes = 0;  ///< things that Dear ImGui has to see one frame each, and more for what follows
    bool isDamaged = false;  ///< what is on the screen is gone, or of another size
    bool isRescaled = false;  ///< it is on another screen now, or that has other dots

    [[nodiscard]] bool isEmpty() const noexcept
    {
        return keys.empty() && dropped.empty() && changes == 0 && !isDamaged && !isRescaled;
    }
};

/// Collects what GLFW tells. Its callbacks come first, so that Dear ImGui's, installed after them, call them.
///
/// When the window loses the keyboard GLFW lets go of every key that is held, so no note of the computer's
/// keys stays. Thread-safe: no, the main thread only. Realtime-safe: no.
class WindowEvents {
public:
    WindowEvents(GLFWwindow* window, const Clock& clock);
    WindowEvents(const WindowEvents&) = delete;
    WindowEvents& operator=(const WindowEvents&) = delete;
    WindowEvents(WindowEvents&&) = delete;
    WindowEvents& operator=(WindowEvents&&) = delete;
    ~WindowEvents();

    [[nodiscard]] WindowInput take();

    /// After Dear ImGui has installed its callbacks: what is typed goes to it by feed() alone, where it would
    /// lose some of it.
    void takeOver();
    /// Gives the next frame what happened since the last one, as far as it can be told in one: the mouse as
    /// it was when its buttons changed, one change a frame; keys and letters in their order. Dear ImGui does
    /// so itself from 1.87 on; before, a quick hand clicks where the mouse is a frame later, and a key that
    /// goes down and up within a frame was never pressed.
    void feed(ImGuiIO& io);

private:
    static constexpr std::size_t kButtons = 3;
    static constexpr std::size_t kNoButton = kButtons;
    static constexpr std::size_t kTokens = 512;  // as in ImGuiIO
    struct PointerChange {
        ImVec2 at;
        std::size_t button = kNoButton;
        bool down = false;
    };

    /// Something that was typed: a letter, or a key that went down or up.
    struct Typed {
        unsigned letter = 0;  ///< 0: a key
        std::size_t token = 0;
        bool down = false;
    };

    void feedPointer(ImGuiIO& io);
    void feedKeys(ImGuiIO& io);
    void letter(unsigned letter);
    void key(int token, int scancode, int action, int mods);
    void button(int number, int action);
    void move(double x, double y);

    GLFWwindow* window_;
    const Clock& clock_;
    WindowInput input_;
    ImVec2 at_;
    std::deque<PointerChange> pointer_;
    std::array<bool, kButtons> held_ {};
    std::deque<Typed> typed_;
    std::array<bool, kTokens> down_ {};
};

}  // namespace clave
