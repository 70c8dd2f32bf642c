#pragma once

#include "core/model/ranges.hpp"

#include <toml++/toml.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave {

/// What is wrong with one TOML file: each a sentence that begins with FILE:LINE:COLUMN.
class TomlFaults {
public:
    explicit TomlFaults(std::string file) : file_(std::move(file)) {}

    void add(const toml::source_region& at, std::string_view what);
    [[nodiscard]] bool isEmpty() const noexcept { return sentences_.empty(); }
    [[nodiscard]] const std::vector<std::string>& sentences() const noexcept { return sentences_; }
    /// The first one, and how many more there are.
    [[nodiscard]] std::string summary() const;

private:
    static constexpr std::size_t kMost = 100;
    std::string file_;
    std::vector<std::string> sentences_;
};

/// The table of a text; nothing, and a fault, when it is no TOML.
[[nodiscard]] std::optional<toml::table> parseToml(
    std::string_view text, const std::string& file, TomlFaults& faults);

/// Reads the keys of one table. A value of the wrong kind is a fault and is as if not there; done() finds the
/// keys that nobody asked for.
class TomlFields {
public:
    /// `where`: how a fault names the table, "[[grid]]"; empty: the file itself. Table and faults must live
    /// as long.
    TomlFields(const toml::table& table, std::string where, TomlFaults& faults);

    /// As it is; from here on a known key.
    [[nodiscard]] const toml::node* get(std::string_view key);
    [[nodiscard]] bool has(std::string_view key) { return get(key) != nullptr; }
    std::optional<std::int64_t> whole(std::string_view key, Range allowed);
    std::vector<std::int64_t> wholes(std::string_view key, Range allowed);
    std::optional<double> real(std::string_view key, RealRange allowed);
    /// A list of two numbers, [x, y].
    std::optional<std::pair<double, double>> pair(std::string_view key, RealRange allowed);
    std::optional<std::string> text(std::string_view key);
    /// As text(); a fault when it is not there.
    std::string needed(std::string_view key);
    /// One text, or a list of them.
    std::vector<std::string> texts(std::string_view key);
    bool flag(std::string_view key);
    const toml::table* table(std::string_view key);
    /// [[key]]: none when it is not there.
    std::vector<const toml::table*> tables(std::string_view key);
    /// The place of a word among those allowed, with "did you mean".
    std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> allowed);

    /// At the key's value when it is there, else at the table.
    void fault(std::string_view key, std::string_view what);
    void fault(std::string_view what);
    void done();

    [[nodiscard]] const toml::table& node() const noexcept { return *table_; }
    [[nodiscard]] TomlFaults& faults() const noexcept { return *faults_; }

private:
    std::optional<std::int64_t> wholeOf(const toml::node& node, std::string_view key, Range allowed);
    std::optional<double> realOf(const toml::node& node, std::string_view key, RealRange allowed);

    const toml::table* table_;
    std::string where_;
    TomlFaults* faults_;
    std::vector<std::string_view> asked_;
};

/// "; did you mean "x"?", or empty when nothing is near.
[[nodiscard]] std::string didYouMean(std::string_view word, std::span<const std::string_view> known);

}  // namespace clave
