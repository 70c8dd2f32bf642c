#include "core/io/json_tree.hpp"
#include "core/model/validate.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace clave {

/// Takes nlohmann's calls and builds the tree. The library checks and unescapes; where each value stands it
/// does not tell, so a cursor of our own walks along: what lies between two tokens is only white space, ','
/// and ':'.
class JsonTreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
public:
    JsonTreeBuilder(std::string_view text, JsonTree& tree) : text_(text), tree_(tree)
    {
        if (text.starts_with("\xEF\xBB\xBF"))
            cursor_ = 3;
    }

    bool null() override { return scalar(JsonKind::Null); }
    bool boolean(bool /*value*/) override { return scalar(JsonKind::Boolean); }
    bool number_integer(number_integer_t /*value*/) override { return number(); }
    bool number_unsigned(number_unsigned_t /*value*/) override { return number(); }
    bool number_float(number_float_t /*value*/, const string_t& /*written*/) override { return number(); }
    bool binary(binary_t& /*value*/) override { return false; }

    bool string(string_t& value) override
    {
        const std::size_t start = skipBetween();
        const std::string_view text = takeText(value);
        if (!add(JsonKind::Text, start))
            return false;
        tree_.nodes_.back().text = text;
        return true;
    }

    bool key(string_t& name) override
    {
        keyStart_ = skipBetween();
        key_ = takeText(name);
        return true;
    }

    bool start_object(std::size_t /*elements*/) override { return open(JsonKind::Object); }
    bool start_array(std::size_t /*elements*/) override { return open(JsonKind::List); }
    bool end_array() override { return close(); }
    bool end_object() override
    {
        findDoubleKeys();
        return close();
    }

    bool parse_error(
        std::size_t position, const std::string& /*token*/, const nlohmann::detail::exception& error) override
    {
        const std::size_t next = skipBetween();
        if (error.id == 406) {
            stop(next, fmt::format("is {}, which is too large to be kept", shownText(word(next))), true);
        } else if (const std::string_view literal = word(next); isNoNumber(literal)) {
            stop(next, fmt::format("is {}, which is no number", literal), true);
        } else if (position > text_.size()) {
            const std::string place = pathOfNext();
            stop(text_.size(),
                place.empty() ? "the file ends too early; it is empty or was cut"
                              : fmt::format("the file ends too early, at {}; it was cut", place),
                false);
        } else {
            stop(position == 0 ? 0 : position - 1, "this is not JSON: " + reason(error.what()), false);
        }
        return false;
    }

private:
    static bool isNoNumber(std::string_view literal)
    {
        return literal == "NaN" || literal == "nan" || literal == "Infinity" || literal == "-Infinity"
            || literal == "inf" || literal == "-inf";
    }

    /// The library's words without its own place and without what it last read, which may be long.
    static std::string reason(std::string what)
    {
        if (const auto dash = what.find(" - "); dash != std::string::npos)
            what.erase(0, dash + 3);
        if (const auto last = what.find("; last read: '"); last != std::string::npos) {
            const auto expected = what.rfind("'; expected ");
            what.erase(
                last, expected != std::string::npos && expected > last ? expected + 1 - last : what.npos);
        }
        return what;
    }

    /// Moves the cursor to the next token and returns it.
    std::size_t skipBetween()
    {
        cursor_ = std::min(text_.size(), text_.find_first_not_of(" \t\r\n,:", cursor_));
        return cursor_;
    }

    /// The number or literal that starts at `start`.
    [[nodiscard]] std::string_view word(std::size_t start) const
    {
        const std::size_t end = text_.find_first_of(" \t\r\n,:]}[{\"", start);
        return text_.substr(start, std::min(end, text_.size()) - start);
    }

    /// Steps over the text at the cursor. Points into the file where it stands as it means.
    std::string_view takeText(const std::string& value)
    {
        const std::size_t start = cursor_ + 1;
        std::size_t end = start;
        while (text_[end] != '"')
            end += text_[end] == '\\' ? 2U : 1U;
        cursor_ = end + 1;
        const std::string_view raw = text_.substr(start, end - start);
        return raw == value ? raw : tree_.unescaped_.emplace_back(value);
    }

    bool scalar(JsonKind kind)
    {
        const std::size_t start = skipBetween();
        const std::string_view written = word(start);
        cursor_ += written.size();
        if (!add(kind, start))
            return false;
        tree_.nodes_.back().text = written;
        return true;
    }

    bool number()
    {
        const bool real = word(skipBetween()).find_first_of(".eE") != std::string_view::npos;
        return scalar(real ? JsonKind::Real : JsonKind::Whole);
    }

    bool open(JsonKind kind)
    {
        const std::size_t start = skipBetween();
        ++cursor_;
        if (open_.size() == JsonTree::kMaxDepth) {
            stop(start, fmt::format("there are more than {} brackets in one another", JsonTree::kMaxDepth),
                false);
            return false;
        }
        if (!add(kind, start))
            return false;
        open_.push_back({static_cast<std::uint32_t>(tree_.nodes_.size() - 1), JsonNode::kNone, 0});
        return true;
    }

    bool close()
    {
        skipBetween();
        ++cursor_;
        open_.pop_back();
        return true;
    }

    bool add(JsonKind kind, std::size_t start)
    {
        auto& nodes = tree_.nodes_;
        if (nodes.size() == JsonTree::kMaxValues) {
            stop(start, fmt::format("there are more than {} values", JsonTree::kMaxValues), false);
            return false;
        }
        JsonNode node;
        node.kind = kind;
        node.start = static_cast<std::uint32_t>(start);
        if (!open_.empty()) {
            Open& parent = open_.back();
            const auto self = static_cast<std::uint32_t>(nodes.size());
            node.parent = parent.node;
            node.index = parent.count++;
            if (nodes[parent.node].kind == JsonKind::Object) {
                node.key = key_;
                node.start = static_cast<std::uint32_t>(keyStart_);
            }
            (parent.last == JsonNode::kNone ? nodes[parent.node].firstChild : nodes[parent.last].next) = self;
            parent.last = self;
        }
        nodes.push_back(node);
        return true;
    }

    void findDoubleKeys()
    {
        sorted_.clear();
        for (const auto* node = tree_.firstChild(tree_.nodes_[open_.back().node]); node != nullptr;
            node = tree_.next(*node))
            sorted_.push_back(node);
        std::ranges::stable_sort(sorted_, {}, &JsonNode::key);
        for (std::size_t i = 1; i < sorted_.size(); ++i) {
            if (sorted_[i]->key == sorted_[i - 1]->key && tree_.problems_.size() < kMaxFaults)
                tree_.problems_.push_back({sorted_[i]->start, tree_.path(*sorted_[i]), "is there twice"});
        }
    }

    /// Where the value would stand that comes next.
    [[nodiscard]] std::string pathOfNext() const
    {
        if (open_.empty())
            return {};
        const JsonNode& parent = tree_.nodes_[open_.back().node];
        std::string path = tree_.path(parent);
        if (parent.kind == JsonKind::List)
            return path + fmt::format("[{}]", open_.back().count);
        const std::string shown = shownText(key_);
        return path + (path.empty() ? "" : ".") + shown.substr(1, shown.size() - 2);
    }

    void stop(std::size_t offset, std::string what, bool withPath)
    {
        tree_.problems_.push_back({offset, withPath ? pathOfNext() : std::string {}, std::move(what)});
    }

    struct Open {
        std::uint32_t node;
        std::uint32_t last;
        std::uint32_t count;
    };

    std::string_view text_;
    JsonTree& tree_;
    std::size_t cursor_ = 0;
    std::size_t keyStart_ = 0;
    std::string_view key_;
    std::vector<Open> open_;
    std::vector<const JsonNode*> sorted_;
};

JsonTree JsonTree::parse(std::string_view text)
{
    JsonTree tree;
    JsonTreeBuilder builder(text, tree);
    tree.isWhole_ = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return tree;
}

}  // namespace clave
