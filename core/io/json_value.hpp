#pragma once

#include "core/io/json_text.hpp"
#include "core/io/json_tree.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clave {

// JSON whose meaning is somebody else's: kept as a text on one line, and written into files as what it is.
// Thread-safe: yes, all. Realtime-safe: no.

/// A value with all that it holds, as it is; numbers digit for digit.
[[nodiscard]] JsonOut jsonOut(const JsonTree& tree, const JsonNode& node);

/// The one way to write a value on one line, without a line end.
[[nodiscard]] std::string jsonLine(const JsonOut& value);
[[nodiscard]] inline std::string jsonLine(const JsonTree& tree, const JsonNode& node)
{
    return jsonLine(jsonOut(tree, node));
}

/// How deeply objects and lists may lie in each other in a text that is kept: the file around it has a depth
/// of its own.
inline constexpr std::size_t kMaxKeptDepth = 32;

/// What a kept text is in a file: the object that it describes, where it is jsonLine() of one; else the text
/// itself, so that whatever is kept comes back as it was.
[[nodiscard]] JsonOut keptOut(std::string_view text);
/// The other way round; nothing when the value is neither an object nor a text.
[[nodiscard]] std::optional<std::string> keptText(const JsonTree& tree, const JsonNode& node);

}  // namespace clave
