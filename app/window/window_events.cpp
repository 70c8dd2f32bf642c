#include "app/window/window_events.hpp"

#include "app/window/key_translation.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <bitset>
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
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned letter) { of(w).letter(letter); });
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
    if (token >= 0 && static_cast<std::size_t>(token) < kTokens && action != GLFW_REPEAT)
        typed_.push_back({0, static_cast<std::size_t>(token), action == GLFW_PRESS});
    const char* const printed = glfwGetKeyName(token, scancode);
    input_.keys.push_back(translateKey(token, printed != nullptr ? printed : "", action, mods, clock_.now()));
}

void WindowEvents::letter(unsigned letter)
{
    ++input_.changes;
    typed_.push_back({letter});
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

void WindowEvents::feed(ImGuiIO& io)
{
    feedPointer(io);
    feedKeys(io);
}

#if IMGUI_VERSION_NUM < 18700
namespace {
/// Dear ImGui obeys one of these a frame, after all the letters.
bool isEditing(std::size_t token)
{
    return token == GLFW_KEY_KP_ENTER || (token >= GLFW_KEY_ESCAPE && token <= GLFW_KEY_END);
}
}  // namespace

void WindowEvents::takeOver()
{
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int token, int scancode, int action, int mods) {
        of(w).key(token, scancode, action, mods);
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned letter) { of(w).letter(letter); });
}

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

void WindowEvents::feedKeys(ImGuiIO& io)
{
    std::bitset<kTokens> changed;
    bool hasEdited = false;
    for (; !typed_.empty(); typed_.pop_front()) {
        const Typed next = typed_.front();
        const bool edits = next.letter == 0 && next.down && isEditing(next.token);
        if (hasEdited && (next.letter != 0 || edits))
            break;
        if (next.letter != 0) {
            io.AddInputCharacter(next.letter);
            continue;
        }
        if (changed.test(next.token))
            break;
        changed.set(next.token);
        down_[next.token] = next.down;
        hasEdited = hasEdited || edits;
    }
    std::ranges::copy(down_, io.KeysDown);
    const auto isDown = [this](int left, int right) {
        return down_[static_cast<std::size_t>(left)] || down_[static_cast<std::size_t>(right)];
    };
    io.KeyCtrl = isDown(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL);
    io.KeyShift = isDown(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT);
    io.KeyAlt = isDown(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT);
    io.KeySuper = isDown(GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER);
}
#else
void WindowEvents::takeOver() {}

void WindowEvents::feedPointer(ImGuiIO&)
{
    pointer_.clear();
}

void WindowEvents::feedKeys(ImGuiIO&)
{
    typed_.clear();
}
#endif

}  // namespace clave
