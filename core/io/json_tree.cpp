#include "core/io/json_tree.hpp"

#include "core/io/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace clave {
namespace {
constexpr std::size_t kMostShown = 40;  ///< bytes of a foreign text in a sentence

std::string_view cut(std::string_view text)
{
    if (text.size() <= kMostShown)
        return text;
    std::size_t end = kMostShown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

/// Takes the next part off a path: a key up to '.' or '[', or the number within brackets.
std::string_view takePart(std::string_view& path, bool& isIndex)
{
    if (path.starts_with('.'))
        path.remove_prefix(1);
    isIndex = path.starts_with('[');
    if (isIndex)
        path.remove_prefix(1);
    const std::size_t end = std::min(path.size(), isIndex ? path.find(']') : path.find_first_of(".["));
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(path.size(), end + (isIndex ? 1 : 0)));
    return part;
}
}  // namespace

std::string shownText(std::string_view text)
{
    const std::string_view start = cut(text);
    std::string shown = jsonQuoted(start);
    if (start.size() < text.size())
        shown.insert(shown.size() - 1, "…");
    return shown;
}

const JsonNode* JsonTree::child(const JsonNode& object, std::string_view key) const noexcept
{
    for (const JsonNode* node = firstChild(object); node != nullptr; node = next(*node)) {
        if (object.kind == JsonKind::Object && node->key == key)
            return node;
    }
    return nullptr;
}

std::string JsonTree::path(const JsonNode& node) const
{
    const JsonNode* const parent = at(node.parent);
    if (parent == nullptr)
        return {};
    std::string path = JsonTree::path(*parent);
    if (parent->kind == JsonKind::List)
        return path + fmt::format("[{}]", node.index);
    if (!path.empty())
        path += '.';
    const std::string shown = shownText(node.key);
    return path + shown.substr(1, shown.size() - 2);
}

const JsonNode& JsonTree::nearest(std::string_view path) const noexcept
{
    const JsonNode* node = &root();
    while (!path.empty()) {
        bool isIndex = false;
        const std::string_view part = takePart(path, isIndex);
        const JsonNode* found = nullptr;
        if (isIndex && node->kind == JsonKind::List) {
            std::uint32_t index = 0;
            std::from_chars(part.data(), part.data() + part.size(), index);
            for (found = firstChild(*node); found != nullptr && found->index != index;)
                found = next(*found);
        } else if (!isIndex) {
            found = child(*node, part);
        }
        if (found == nullptr)
            break;
        node = found;
    }
    return *node;
}

}  // namespace clave
