#include "app/window/window_events.hpp"

#include "app/window/key_translation.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
WindowEvents& of(GLFWwindow* window)
{
    return *static_cast<WindowEvents*>(glfwGetWindowUserPointer(window));
}
}  // namespace

WindowEvents::WindowEvents(GLFWwindow* window, const Clock& clock) : window_(window), clock_(clock)
{
    glfwSetWindowUserPointer(window, this);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int token, int scancode, int action, int mods) {
        of(w).key(token, scancode, action, mods);
    });
    glfwSetMouseButtonCallback(
        window, [](GLFWwindow* w, int number, int action, int) { of(w).button(number, action); });
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
        auto& input = of(w).input_;
        input.dropped.insert(input.dropped.end(), paths, paths + count);
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { ++of(w).input_.changes; });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { ++of(w).input_.changes; });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) { of(w).move(x, y); });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { ++of(w).input_.changes; });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { ++of(w).input_.changes; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).input_.isDamaged = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).input_.isDamaged = true; });
    glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { of(w).input_.isDamaged = true; });
    glfwSetWindowContentScaleCallback(
        window, [](GLFWwindow* w, float, float) { of(w).input_.isRescaled = true; });
}

WindowEvents::~WindowEvents()
{
    glfwSetWindowUserPointer(window_, nullptr);
}

WindowInput WindowEvents::take()
{
    return std::exchange(input_, {});
}

void WindowEvents::key(int token, int scancode, int action, int mods)
{
    ++input_.changes;
    const char* const printed = glfwGetKeyName(token, scancode);
    input_.keys.push_back(translateKey(token, printed != nullptr ? printed : "", action, mods, clock_.now()));
}

void WindowEvents::move(double x, double y)
{
    at_ = {static_cast<float>(x), static_cast<float>(y)};
    input_.changes = std::max(input_.changes, 1);  // of many moves only the last one is looked at
}

void WindowEvents::button(int number, int action)
{
    input_.changes += 2;
    if (number < 0 || number >= static_cast<int>(kButtons))
        return;
    // First there, then the button: a drag ends where it was let go.
    pointer_.push_back({at_});
    pointer_.push_back({at_, static_cast<std::size_t>(number), action == GLFW_PRESS});
}

#if IMGUI_VERSION_NUM < 18700
void WindowEvents::feedPointer(ImGuiIO& io)
{
    if (!pointer_.empty()) {
        const auto change = pointer_.front();
        pointer_.pop_front();
        io.MousePos = change.at;
        if (change.button != kNoButton)
            held_[change.button] = change.down;
    }
    for (std::size_t i = 0; i < kButtons; ++i)
        io.MouseDown[i] = held_[i];
}
#else
void WindowEvents::feedPointer(ImGuiIO&)
{
    pointer_.clear();
}
#endif

}  // namespace clave
