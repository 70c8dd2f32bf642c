#include "controllers/device/toml_reading.hpp"

#include "controllers/device/toml_brackets.hpp"
#include "core/base/utf8.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
/// How a fault shows a value: as it is written, where that is short.
std::string shown(const toml::node& node)
{
    if (const auto* const text = node.as_string())
        return fmt::format("\"{}\", a text", text->get().substr(0, 40));
    if (const auto* const number = node.as_integer())
        return fmt::format("{}", number->get());
    if (const auto* const number = node.as_floating_point())
        return fmt::format("{}", number->get());
    if (const auto* const flag = node.as_boolean())
        return flag->get() ? "true" : "false";
    return node.is_array() ? "a list" : node.is_table() ? "a table" : "a date";
}
}  // namespace

void TomlFaults::add(const toml::source_region& at, std::string_view what)
{
    if (sentences_.size() < kMost)
        sentences_.push_back(fmt::format("{}:{}:{}: {}{}", file_, at.begin.line, at.begin.column, what,
            what.ends_with('?') || what.ends_with('.') ? "" : "."));
}

std::string TomlFaults::summary() const
{
    if (sentences_.size() < 2)
        return sentences_.empty() ? std::string() : sentences_.front();
    return fmt::format("{} (and {} more)", sentences_.front(), sentences_.size() - 1);
}

std::optional<toml::table> parseToml(std::string_view text, const std::string& file, TomlFaults& faults)
{
    if (!isUtf8(text) || text.find('\0') != std::string_view::npos) {
        const toml::source_position at {1, 1};
        faults.add({at, at, nullptr},
            "this is no text in UTF-8; was another kind of file saved under this name? Write it anew with a "
            "text "
            "editor");
        return std::nullopt;
    }
    if (const auto bracket = bracketFault(text)) {
        const toml::source_position at {
            static_cast<toml::source_index>(bracket->line), static_cast<toml::source_index>(bracket->column)};
        faults.add({at, at, nullptr}, bracket->what);
        return std::nullopt;
    }
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        faults.add(error.source(), error.description());
        return std::nullopt;
    }
}

std::string didYouMean(std::string_view word, std::span<const std::string_view> known)
{
    const std::string_view meant = closest(word, known);
    return meant.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", meant);
}

TomlFields::TomlFields(const toml::table& table, std::string where, TomlFaults& faults)
    : table_(&table)
    , where_(std::move(where))
    , faults_(&faults)
{
}

const toml::node* TomlFields::get(std::string_view key)
{
    asked_.push_back(key);
    return table_->get(key);
}

std::optional<std::int64_t> TomlFields::wholeOf(const toml::node& node, std::string_view key, Range allowed)
{
    const auto* const number = node.as_integer();
    if (number != nullptr && allowed.has(number->get()))
        return number->get();
    const bool quoted = node.is_string();
    faults_->add(node.source(),
        fmt::format("{} is {}; allowed are whole numbers from {} to {}{}", key, shown(node), allowed.least,
            allowed.most, quoted ? ", without quotes" : ""));
    return std::nullopt;
}

std::optional<std::int64_t> TomlFields::whole(std::string_view key, Range allowed)
{
    const toml::node* const node = get(key);
    return node == nullptr ? std::nullopt : wholeOf(*node, key, allowed);
}

std::vector<std::int64_t> TomlFields::wholes(std::string_view key, Range allowed)
{
    std::vector<std::int64_t> numbers;
    const toml::node* const node = get(key);
    if (node == nullptr)
        return numbers;
    const auto* const list = node->as_array();
    if (list == nullptr) {
        fault(key, fmt::format("{} is {}; write a list of numbers", key, shown(*node)));
        return numbers;
    }
    for (const toml::node& each : *list) {
        if (const auto number = wholeOf(each, key, allowed))
            numbers.push_back(*number);
    }
    return numbers;
}

std::optional<double> TomlFields::realOf(const toml::node& node, std::string_view key, RealRange allowed)
{
    const auto number = node.is_number() ? node.value<double>() : std::nullopt;
    if (number && allowed.has(*number))
        return number;
    faults_->add(node.source(),
        fmt::format(
            "{} is {}; allowed are numbers from {} to {}", key, shown(node), allowed.least, allowed.most));
    return std::nullopt;
}

std::optional<double> TomlFields::real(std::string_view key, RealRange allowed)
{
    const toml::node* const node = get(key);
    return node == nullptr ? std::nullopt : realOf(*node, key, allowed);
}

std::optional<std::pair<double, double>> TomlFields::pair(std::string_view key, RealRange allowed)
{
    const toml::node* const node = get(key);
    if (node == nullptr)
        return std::nullopt;
    const auto* const list = node->as_array();
    if (list == nullptr || list->size() != 2) {
        fault(key, fmt::format("{} is {}; write two numbers, [0, 8.5]", key, shown(*node)));
        return std::nullopt;
    }
    const auto first = realOf(*list->get(0), key, allowed);
    const auto second = realOf(*list->get(1), key, allowed);
    return first && second ? std::optional {std::pair {*first, *second}} : std::nullopt;
}

std::optional<std::string> TomlFields::text(std::string_view key)
{
    const toml::node* const node = get(key);
    if (node == nullptr)
        return std::nullopt;
    if (const auto* const text = node->as_string())
        return text->get();
    fault(key, fmt::format("{} is {}; write a text in quotes", key, shown(*node)));
    return std::nullopt;
}

std::string TomlFields::needed(std::string_view key)
{
    if (!has(key))
        fault(fmt::format("{} must be given{}", key, where_.empty() ? "" : " in " + where_));
    const auto text = this->text(key);
    return text ? *text : std::string();
}

std::vector<std::string> TomlFields::texts(std::string_view key)
{
    const toml::node* const node = get(key);
    std::vector<std::string> all;
    if (node == nullptr)
        return all;
    if (const auto* const list = node->as_array()) {
        for (const toml::node& each : *list) {
            if (const auto* const text = each.as_string())
                all.push_back(text->get());
            else
                faults_->add(
                    each.source(), fmt::format("{} holds {}; write texts in quotes", key, shown(each)));
        }
    } else if (const auto one = text(key)) {
        all.push_back(*one);
    }
    return all;
}

bool TomlFields::flag(std::string_view key)
{
    const toml::node* const node = get(key);
    if (node == nullptr)
        return false;
    if (const auto* const flag = node->as_boolean())
        return flag->get();
    fault(key, fmt::format("{} is {}; write true or false", key, shown(*node)));
    return false;
}

const toml::table* TomlFields::table(std::string_view key)
{
    const toml::node* const node = get(key);
    if (node == nullptr)
        return nullptr;
    if (const auto* const table = node->as_table())
        return table;
    fault(key, fmt::format("{} is {}; write a table, {} = {{ ... }}", key, shown(*node), key));
    return nullptr;
}

std::vector<const toml::table*> TomlFields::tables(std::string_view key)
{
    std::vector<const toml::table*> all;
    const toml::node* const node = get(key);
    if (node == nullptr)
        return all;
    const auto* const list = node->as_array();
    if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
        fault(key, fmt::format("{} is {}; begin each with [[{}]]", key, shown(*node), key));
        return all;
    }
    for (const toml::node& each : *list)
        all.push_back(each.as_table());
    return all;
}

std::optional<std::size_t> TomlFields::word(std::string_view key, std::span<const std::string_view> allowed)
{
    const auto given = text(key);
    if (!given)
        return std::nullopt;
    const auto found = std::ranges::find(allowed, *given);
    if (found != allowed.end())
        return static_cast<std::size_t>(found - allowed.begin());
    const std::string meant = didYouMean(*given, allowed);
    fault(key,
        fmt::format("{} is \"{}\"{}", key, *given,
            meant.empty() ? fmt::format("; allowed are {}", fmt::join(allowed, ", ")) : meant));
    return std::nullopt;
}

void TomlFields::fault(std::string_view key, std::string_view what)
{
    const toml::node* const node = table_->get(key);
    faults_->add(node == nullptr ? table_->source() : node->source(), what);
}

void TomlFields::fault(std::string_view what)
{
    faults_->add(table_->source(), what);
}

void TomlFields::done()
{
    for (const auto& [key, value] : *table_) {
        if (std::ranges::find(asked_, key.str()) != asked_.end())
            continue;
        faults_->add(key.source(),
            fmt::format("unknown key \"{}\"{}{}", key.str(), where_.empty() ? "" : " in " + where_,
                didYouMean(key.str(), asked_)));
    }
}

}  // namespace clave
