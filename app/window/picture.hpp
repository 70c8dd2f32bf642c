#pragma once

#include "core/base/result.hpp"

#include <string>

namespace clave {

/// Writes what is drawn and not yet shown to a PNG file. \param width, height of the frame, in pixels.
/// Thread-safe: no, where OpenGL is. Realtime-safe: no.
[[nodiscard]] Result<void> writePicture(const std::string& path, int width, int height);

}  // namespace clave
