#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave {

/// A text in quotes, escaped as JSON asks; letters of all languages stay readable.
[[nodiscard]] std::string jsonQuoted(std::string_view text);

/// A JSON value on its way to a file: keys keep their order, and short things stay on one line.
class JsonOut {
public:
    enum class Layout : std::uint8_t {
        Fit,  ///< on one line when it fits, else a line for each item (plain items: as many on a line as fit)
        Lines,  ///< always a line for each item
        Line,  ///< always one line
    };

    [[nodiscard]] static JsonOut null() { return JsonOut {Kind::Plain, "null"}; }
    [[nodiscard]] static JsonOut text(std::string_view text)
    {
        return JsonOut {Kind::Plain, jsonQuoted(text)};
    }
    [[nodiscard]] static JsonOut flag(bool value) { return JsonOut {Kind::Plain, value ? "true" : "false"}; }
    [[nodiscard]] static JsonOut whole(std::integral auto value)
    {
        return JsonOut {Kind::Plain, std::to_string(value)};
    }
    /// The shortest digits that give the same double again, whatever the locale.
    [[nodiscard]] static JsonOut real(double value);
    /// The shortest decimal that is nearest to numerator/denominator of all n/denominator.
    [[nodiscard]] static JsonOut share(std::int64_t numerator, std::int64_t denominator);
    /// A number as somebody else wrote it, digit for digit. \param digits valid JSON.
    [[nodiscard]] static JsonOut number(std::string_view digits)
    {
        return JsonOut {Kind::Plain, std::string(digits)};
    }
    [[nodiscard]] static JsonOut list(Layout layout = Layout::Fit)
    {
        return JsonOut {Kind::List, {}, layout};
    }
    [[nodiscard]] static JsonOut object(Layout layout = Layout::Fit)
    {
        return JsonOut {Kind::Object, {}, layout};
    }

    void add(std::string_view key, JsonOut value) { items_.emplace_back(key, std::move(value)); }
    void add(JsonOut value) { items_.emplace_back(std::string {}, std::move(value)); }

    [[nodiscard]] bool isPlain() const noexcept { return kind_ == Kind::Plain; }
    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    /// The value when it is the only one, with this key; else null.
    [[nodiscard]] const JsonOut* only(std::string_view key) const noexcept;

    /// The same, always on one line.
    [[nodiscard]] JsonOut onOneLine() const
    {
        JsonOut line = *this;
        line.layout_ = Layout::Line;
        return line;
    }

    /// The whole text, with a line end at its end.
    [[nodiscard]] std::string pretty() const;

private:
    enum class Kind : std::uint8_t { Plain, List, Object };

    JsonOut(Kind kind, std::string plain, Layout layout = Layout::Fit)
        : plain_(std::move(plain))
        , kind_(kind)
        , layout_(layout)
    {
    }
    /// Puts the one-line form behind `out`; false as soon as it is longer than `most`, with `out` as it was.
    bool appendLine(std::string& out, std::size_t most) const;
    void append(std::string& out, std::size_t indent, std::size_t taken) const;
    void appendItem(std::string& out, std::size_t item, std::size_t indent) const;
    [[nodiscard]] bool holdsOnlyPlain() const noexcept;
    void appendFilled(std::string& out, std::size_t indent) const;

    std::string plain_;
    std::vector<std::pair<std::string, JsonOut>> items_;
    Kind kind_;
    Layout layout_;
};

}  // namespace clave
