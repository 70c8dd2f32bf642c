#include "app/window/window_host.hpp"

#include "app/window/draw_hash.hpp"
#include "app/window/picture.hpp"
#include "app/window/window_place.hpp"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace clave {
namespace {
std::string whatGlfwSays()
{
    const char* text = nullptr;
    glfwGetError(&text);
    return text != nullptr ? text : "no reason is known";
}

bool isSet(const char* variable)
{
    const char* const value = std::getenv(variable);
    return value != nullptr && value[0] != '\0';
}

void setHints()
{
    // The least that Dear ImGui draws with; every driver of the last ten years has it.
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "clave");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "clave");
#ifdef GLFW_WAYLAND_APP_ID
    glfwWindowHintString(GLFW_WAYLAND_APP_ID, "clave");
#endif
}

// Each frame takes blocks of some hundred kilobytes and gives them back; from and to the system that would be
// an eighth of the work of drawing in software.
void keepLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int kBlocks = 32 << 20;  // the most that is allowed
    mallopt(M_MMAP_THRESHOLD, kBlocks);
    mallopt(M_TRIM_THRESHOLD, 2 * kBlocks);
#endif
}

// Each glyph is drawn as large as it was made, and on whole dots: one texel a dot is all of it. Mixing four
// is a third of all drawing without a graphics card.
void sharpenFonts()
{
    GLint before = 0;
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &before);
    const auto texture = reinterpret_cast<std::uintptr_t>(ImGui::GetIO().Fonts->TexID);
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(before));
}

// Wayland tells when a window is to be drawn by letting the swap wait, and of one that is covered it tells
// nothing for as long as it is: signals and keys would wait with it. There the pace is ours alone.
int swapInterval()
{
#ifdef GLFW_PLATFORM
    if (glfwGetPlatform() == GLFW_PLATFORM_WAYLAND)
        return 0;
#endif
    return 1;
}
}  // namespace

Result<std::unique_ptr<WindowHost>> WindowHost::open(const Options& options, const Clock& clock)
{
    if (!isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY"))
        return fail("there is no window, because there is no display");
    keepLargeBlocks();
    glfwSetErrorCallback(nullptr);
#ifdef GLFW_PLATFORM
    // Asked for Wayland where there is none, its library complains on the terminal.
    if (!isSet("WAYLAND_DISPLAY"))
        glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
    if (glfwInit() == GLFW_FALSE)
        return fail(
            fmt::format("there is no window, because the display does not answer ({})", whatGlfwSays()));
    setHints();
    const auto size = firstSize(options.place, options.scale);
    GLFWwindow* const window =
        glfwCreateWindow(size.width, size.height, options.title.c_str(), nullptr, nullptr);
    if (window == nullptr) {
        const auto why = whatGlfwSays();
        glfwTerminate();
        return fail(fmt::format("there is no window, because OpenGL 3 cannot be had here ({})", why));
    }
    std::unique_ptr<WindowHost> host {new WindowHost(window, clock)};
    host->title_ = options.title;
    if (options.place && isOnSomeScreen(*options.place))
        glfwSetWindowPos(window, options.place->x, options.place->y);
    if (!host->startDrawing())
        return fail("there is no window, because OpenGL 3 cannot be had here");
    return host;
}

WindowHost::WindowHost(GLFWwindow* window, const Clock& clock)
    : window_(window)
    , events_(std::make_unique<WindowEvents>(window, clock))
{
}

bool WindowHost::startDrawing()
{
    glfwMakeContextCurrent(window_);
    if (glfwGetCurrentContext() != window_ || glGetString(GL_VERSION) == nullptr)
        return false;
    glfwSwapInterval(swapInterval());
    const auto least = leastSize();
    glfwSetWindowSizeLimits(window_, least.width, least.height, GLFW_DONT_CARE, GLFW_DONT_CARE);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;  // how it is arranged is no file of its own
    hasPlatform_ = ImGui_ImplGlfw_InitForOpenGL(window_, true);
    events_->takeOver();
    canvas_.emplace();
    hasRenderer_ = hasPlatform_ && ImGui_ImplOpenGL3_Init("#version 130");
    return hasRenderer_;
}

WindowHost::~WindowHost()
{
    canvas_.reset();
    if (hasRenderer_)
        ImGui_ImplOpenGL3_Shutdown();
    if (hasPlatform_)
        ImGui_ImplGlfw_Shutdown();
    if (ImGui::GetCurrentContext() != nullptr)
        ImGui::DestroyContext();
    events_.reset();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void WindowHost::wait(Nanoseconds most)
{
    if (most > Nanoseconds {0})
        glfwWaitEventsTimeout(std::chrono::duration<double> {most}.count());
    else
        glfwPollEvents();
}

void WindowHost::wake()
{
    glfwPostEmptyEvent();
}

bool WindowHost::isClosing() const
{
    return glfwWindowShouldClose(window_) != 0;
}

bool WindowHost::isVisible() const
{
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    return width > 0 && height > 0 && glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == 0;
}

float WindowHost::screenScale() const
{
    float x = 1.0F;
    float y = 1.0F;
    glfwGetWindowContentScale(window_, &x, &y);
    // Where the frame has more dots than the window has units, everything is larger already.
    int units = 0;
    int dots = 0;
    glfwGetWindowSize(window_, &units, nullptr);
    glfwGetFramebufferSize(window_, &dots, nullptr);
    const float done = units > 0 && dots > 0 ? static_cast<float>(dots) / static_cast<float>(units) : 1.0F;
    return std::clamp(x / done, Settings::kLeastScale, Settings::kMostScale);
}

void WindowHost::takeFonts()
{
    if (!hasBegun_)
        return;  // the first begin() does it
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    sharpenFonts();
    changes_.forget();
}

void WindowHost::begin()
{
    ImGui_ImplOpenGL3_NewFrame();
    if (!std::exchange(hasBegun_, true))
        sharpenFonts();
    ImGui_ImplGlfw_NewFrame();
    events_->feed(ImGui::GetIO());
    ImGui::NewFrame();
}

std::uint64_t WindowHost::finish()
{
    ImGui::Render();
    return drawHash(*ImGui::GetDrawData());
}

Result<void> WindowHost::paint(const Color& background, const std::string& picture)
{
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    constexpr float kFull = 255.0F;
    const float color[] = {static_cast<float>(background.r) / kFull, static_cast<float>(background.g) / kFull,
        static_cast<float>(background.b) / kFull};
    ImDrawData& data = *ImGui::GetDrawData();
    if (!canvas_->begin(width, height) || std::exchange(background_, background) != background) {
        changes_.forget();
        canvas_->clear({0, 0, width, height}, color);
    }
    const auto rects = changes_.look(data);
    for (const DotRect& rect : rects)
        canvas_->clear(rect, color);
    {
        const DrawChanges::Narrowed narrowed(changes_, data, rects);
        ImGui_ImplOpenGL3_RenderDrawData(&data);
    }
    canvas_->end();
    const auto written = picture.empty() ? Result<void> {} : writePicture(picture, width, height);
    if (!isShown_)
        glfwShowWindow(window_);
    isShown_ = true;
    glfwSwapBuffers(window_);
    return written;
}

void WindowHost::setTitle(const std::string& title)
{
    if (title_ == title)
        return;
    title_ = title;
    glfwSetWindowTitle(window_, title.c_str());
}

WindowPlace WindowHost::place() const
{
    WindowPlace place;
    glfwGetWindowPos(window_, &place.x, &place.y);
    glfwGetWindowSize(window_, &place.width, &place.height);
    return place;
}

}  // namespace clave
