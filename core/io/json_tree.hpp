#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

enum class JsonKind : std::uint8_t { Null, Boolean, Whole, Real, Text, List, Object };

/// One value of a JSON text and where it stands. Numbers are kept as written, so that nothing is rounded
/// unseen.
struct JsonNode {
    static constexpr std::uint32_t kNone = UINT32_MAX;

    std::string_view key;  ///< without quotes and escapes; only in an object
    std::string_view text;  ///< a text without quotes and escapes; a number, true or false as written
    std::uint32_t start = 0;  ///< byte where the value begins; for one with a key, where the key does
    std::uint32_t index = 0;  ///< place among its parent's values
    std::uint32_t parent = kNone;
    std::uint32_t firstChild = kNone;
    std::uint32_t next = kNone;  ///< of the same parent
    JsonKind kind = JsonKind::Null;
};

/// Something wrong with the text itself.
struct JsonProblem {
    std::size_t offset = 0;  ///< byte
    std::string path;  ///< of the value, or empty
    std::string what;
};

/// A JSON text as a tree that knows the place of each value. It points into the text, which must live as
/// long.
///
/// Strict JSON (RFC 8259): no comments, no trailing commas, no NaN; a key may be there only once. Nesting and
/// the number of values are limited, so that no file can use up the stack or the memory. Thread-safe: as a
/// const value, yes.
class JsonTree {
public:
    static constexpr std::size_t kMaxDepth = 64;
    static constexpr std::size_t kMaxValues =
        4'000'000;  ///< 290 MB; a large song of 100 tracks has some 200,000

    [[nodiscard]] static JsonTree parse(std::string_view text);

    /// What is wrong with the text, in order. Unless isWhole, reading stopped at the last of them.
    [[nodiscard]] const std::vector<JsonProblem>& problems() const noexcept { return problems_; }
    [[nodiscard]] bool isWhole() const noexcept { return isWhole_; }

    [[nodiscard]] const JsonNode& root() const noexcept { return nodes_.front(); }
    [[nodiscard]] const JsonNode* firstChild(const JsonNode& node) const noexcept
    {
        return at(node.firstChild);
    }
    [[nodiscard]] const JsonNode* next(const JsonNode& node) const noexcept { return at(node.next); }
    /// The value of a key, or null.
    [[nodiscard]] const JsonNode* child(const JsonNode& object, std::string_view key) const noexcept;

    /// "tracks[2].name"; empty for the root.
    [[nodiscard]] std::string path(const JsonNode& node) const;
    /// The value at a path, or the nearest one around it.
    [[nodiscard]] const JsonNode& nearest(std::string_view path) const noexcept;

private:
    friend class JsonTreeBuilder;

    [[nodiscard]] const JsonNode* at(std::uint32_t index) const noexcept
    {
        return index == JsonNode::kNone ? nullptr : &nodes_[index];
    }

    std::vector<JsonNode> nodes_;
    std::deque<std::string> unescaped_;  ///< texts that stand differently in the file
    std::vector<JsonProblem> problems_;
    bool isWhole_ = false;
};

/// A text as it can stand in a sentence: quoted, control characters escaped, not too long.
[[nodiscard]] std::string shownText(std::string_view text);

}  // namespace clave
