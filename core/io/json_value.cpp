#include "core/io/json_value.hpp"

#include <algorithm>

namespace clave {
namespace {
std::size_t depthOf(const JsonTree& tree, const JsonNode& node)
{
    std::size_t deepest = 0;
    for (const JsonNode* child = tree.firstChild(node); child != nullptr; child = tree.next(*child))
        deepest = std::max(deepest, depthOf(tree, *child));
    return deepest + 1;
}
}  // namespace

JsonOut jsonOut(const JsonTree& tree, const JsonNode& node)
{
    switch (node.kind) {
    case JsonKind::Null:
        return JsonOut::null();
    case JsonKind::Boolean:
        return JsonOut::flag(node.text == "true");
    case JsonKind::Whole:
    case JsonKind::Real:
        return JsonOut::number(node.text);
    case JsonKind::Text:
        return JsonOut::text(node.text);
    case JsonKind::List:
    case JsonKind::Object:
        break;
    }
    const bool isList = node.kind == JsonKind::List;
    JsonOut out = isList ? JsonOut::list() : JsonOut::object();
    for (const JsonNode* child = tree.firstChild(node); child != nullptr; child = tree.next(*child)) {
        if (isList)
            out.add(jsonOut(tree, *child));
        else
            out.add(child->key, jsonOut(tree, *child));
    }
    return out;
}

std::string jsonLine(const JsonOut& value)
{
    std::string line = value.onOneLine().pretty();
    line.pop_back();
    return line;
}

JsonOut keptOut(std::string_view text)
{
    if (text.starts_with('{')) {
        const JsonTree tree = JsonTree::parse(text);
        if (tree.isWhole() && tree.problems().empty() && depthOf(tree, tree.root()) <= kMaxKeptDepth) {
            JsonOut out = jsonOut(tree, tree.root());
            if (jsonLine(out) == text)
                return out;
        }
    }
    return JsonOut::text(text);
}

std::optional<std::string> keptText(const JsonTree& tree, const JsonNode& node)
{
    if (node.kind == JsonKind::Text)
        return std::string(node.text);
    if (node.kind == JsonKind::Object)
        return jsonLine(tree, node);
    return std::nullopt;
}

}  // namespace clave
