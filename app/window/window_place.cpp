#include "app/window/window_place.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <span>

namespace clave {
namespace {
constexpr WindowSize kUsual {1280, 800};
constexpr WindowSize kLeast {960, 600};
constexpr int kGrip = 100;  // of the title bar, to take hold of

struct Area {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

Area workArea(GLFWmonitor* screen)
{
    Area area;
    glfwGetMonitorWorkarea(screen, &area.x, &area.y, &area.width, &area.height);
    return area;
}

// Without a screen nobody sees the window; then its size is what was asked for.
WindowSize withinScreen(WindowSize size)
{
    GLFWmonitor* const screen = glfwGetPrimaryMonitor();
    if (screen == nullptr)
        return size;
    const auto area = workArea(screen);
    return {area.width > 0 ? std::min(size.width, area.width) : size.width,
        area.height > 0 ? std::min(size.height, area.height) : size.height};
}

float primaryScale()
{
    float scale = 1.0F;
    if (GLFWmonitor* const screen = glfwGetPrimaryMonitor(); screen != nullptr)
        glfwGetMonitorContentScale(screen, &scale, nullptr);
    return scale;
}
}  // namespace

WindowSize firstSize(const std::optional<WindowPlace>& last, float scale)
{
    if (last && last->width > 0 && last->height > 0)
        return withinScreen({last->width, last->height});
    const float by = scale > 0.0F ? scale : primaryScale();
    const auto scaled = [&](int length) { return static_cast<int>(static_cast<float>(length) * by); };
    return withinScreen({scaled(kUsual.width), scaled(kUsual.height)});
}

WindowSize leastSize()
{
    return withinScreen(kLeast);
}

bool isOnSomeScreen(const WindowPlace& place)
{
    int count = 0;
    GLFWmonitor** const screens = glfwGetMonitors(&count);
    return std::ranges::any_of(
        std::span {screens, static_cast<std::size_t>(count)}, [&](GLFWmonitor* screen) {
            const auto area = workArea(screen);
            const int left = std::max(place.x, area.x);
            const int right = std::min(place.x + place.width, area.x + area.width);
            return right - left >= kGrip && place.y >= area.y && place.y <= area.y + area.height - kGrip;
        });
}

}  // namespace clave
