#pragma once

namespace clave::icon {

// Glyphs of Fork Awesome, in UTF-8.
inline constexpr const char* kPlay = "\xEF\x81\x8B";
inline constexpr const char* kStop = "\xEF\x81\x8D";
inline constexpr const char* kRecord = "\xEF\x84\x91";
inline constexpr const char* kStepIn = "\xEF\x80\x81";  // a note
inline constexpr const char* kUndo = "\xEF\x83\xA2";
inline constexpr const char* kRedo = "\xEF\x80\x9E";
inline constexpr const char* kWarning = "\xEF\x81\xB1";

}  // namespace clave::icon
