#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A line that is being typed in a terminal, and those typed before. Bytes in, what they mean out; it draws
/// nothing. Keys as in a shell: arrows, Home, End, Ctrl-A E B F D H K U W P N L. Thread-safe: no.
/// Realtime-safe: no.
class TypedLine {
public:
    static constexpr std::size_t kMostHistory = 500;

    enum class Typed : unsigned char {
        Nothing,  ///< the line may look different
        Line,  ///< Enter: take() it
        Words,  ///< Tab: what could stand here?
        Cancel,  ///< Ctrl-C
        Clear,  ///< Ctrl-L: a clean screen
        End,  ///< Ctrl-D on an empty line
    };

    /// \param byte as the terminal sends it; sequences and characters may come in pieces.
    [[nodiscard]] Typed type(char byte);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// In bytes, between characters.
    [[nodiscard]] std::size_t cursor() const noexcept { return cursor_; }
    /// The line; it becomes part of the history, and a new one begins.
    [[nodiscard]] std::string take();
    void clear();
    /// Puts a text in place of [start, cursor).
    void replace(std::size_t start, std::string_view with);

    void setHistory(std::vector<std::string> lines) { history_ = std::move(lines); }
    [[nodiscard]] const std::vector<std::string>& history() const noexcept { return history_; }

private:
    Typed control(char byte);
    void escape(char last);
    void insert(char byte);
    void erase(std::size_t from, std::size_t to);
    void recall(int step);
    [[nodiscard]] std::size_t before(std::size_t place) const;
    [[nodiscard]] std::size_t after(std::size_t place) const;
    [[nodiscard]] std::size_t wordBefore() const;

    std::string text_;
    std::size_t cursor_ = 0;
    std::string sequence_;  ///< an escape sequence so far
    std::vector<std::string> history_;
    std::size_t recalled_ = 0;  ///< how many lines back
    std::string draft_;  ///< what was typed before looking back
};

}  // namespace clave
