#pragma once

#include "core/io/json_tree.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace clave {

/// A look at a value of what scripts or a console have sent, without fuss: what is missing, or of another
/// kind, is as if it were empty. Points into the tree. Thread-safe: as a const value, yes. Realtime-safe: no.
class JsonView {
public:
    JsonView() = default;
    JsonView(const JsonTree& tree, const JsonNode* node) : tree_(&tree), node_(node) {}
    explicit JsonView(const JsonTree& tree) : JsonView(tree, isRead(tree) ? &tree.root() : nullptr) {}

    [[nodiscard]] bool isThere() const noexcept { return node_ != nullptr && node_->kind != JsonKind::Null; }
    [[nodiscard]] bool isText() const noexcept { return isThere() && node_->kind == JsonKind::Text; }
    [[nodiscard]] bool isNumber() const noexcept
    {
        return isThere() && (node_->kind == JsonKind::Whole || node_->kind == JsonKind::Real);
    }
    /// The value of a key.
    [[nodiscard]] JsonView operator[](std::string_view key) const;
    /// The key of a value in an object.
    [[nodiscard]] std::string key() const { return std::string(node_->key); }

    [[nodiscard]] std::string text(std::string_view otherwise = {}) const;
    [[nodiscard]] double real(double otherwise = 0.0) const;
    [[nodiscard]] std::int64_t whole(std::int64_t otherwise = 0) const;
    [[nodiscard]] bool flag(bool otherwise = false) const;
    /// The whole value on one line; "null" when it is missing.
    [[nodiscard]] std::string line() const;

    /// Calls `each` with every value of a list or an object.
    template <typename Each>
    void forEach(Each each) const
    {
        if (!isThere())
            return;
        for (const JsonNode* item = tree_->firstChild(*node_); item != nullptr; item = tree_->next(*item))
            each(JsonView {*tree_, item});
    }

private:
    static bool isRead(const JsonTree& tree) { return tree.isWhole() && tree.problems().empty(); }

    const JsonTree* tree_ = nullptr;
    const JsonNode* node_ = nullptr;
};

}  // namespace clave
