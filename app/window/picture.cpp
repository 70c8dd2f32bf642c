#include "app/window/picture.hpp"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>

#include <cstddef>
#include <vector>

namespace clave {

Result<void> writePicture(const std::string& path, int width, int height)
{
    constexpr int kColors = 3;
    const auto row = static_cast<std::size_t>(width) * kColors;
    std::vector<unsigned char> pixels(row * static_cast<std::size_t>(height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    // OpenGL has its first line at the bottom, a picture at the top.
    const auto* const last = pixels.data() + row * static_cast<std::size_t>(height - 1);
    if (stbi_write_png(path.c_str(), width, height, kColors, last, -static_cast<int>(row)) == 0)
        return fail(fmt::format("{}: the picture cannot be written there", path));
    return {};
}

}  // namespace clave
