#include "controllers/device/toml_brackets.hpp"

#include <vector>

namespace clave {
namespace {
bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool beginsKey(char c)
{
    return c == '"' || c == '\'' || c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z');
}

/// Goes through a text once, leaving out strings and comments.
class Scan {
public:
    explicit Scan(std::string_view text) : text_(text) {}

    std::optional<BracketFault> run()
    {
        while (!isEnd()) {
            while (!isEnd() && isBlank(peek()))
                next();
            if (open_.empty() && peek() == '[') {
                if (!header())
                    return fault("a table needs a name after [");
            }
            if (const std::string_view what = rest(); !what.empty())
                return fault(what);
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool isEnd() const { return at_ >= text_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void next()
    {
        if (peek() == '\n') {
            ++line_;
            lineBegin_ = at_ + 1;
        }
        ++at_;
    }

    [[nodiscard]] BracketFault fault(std::string_view what) const
    {
        return {line_, at_ - lineBegin_ + 1, what};
    }

    /// "[" or "[[" and what a name begins with, which is not consumed.
    bool header()
    {
        next();
        if (peek() == '[')
            next();
        while (isBlank(peek()))
            next();
        if (!beginsKey(peek()))
            return false;
        // The name and the brackets after it are the parser's.
        while (!isEnd() && peek() != '\n' && peek() != ']' && peek() != '#') {
            if (peek() == '"' || peek() == '\'')
                string();
            else
                next();
        }
        while (peek() == ']')
            next();
        return true;
    }

    /// Up to the end of the line. \return what is wrong, or nothing.
    std::string_view rest()
    {
        while (!isEnd() && peek() != '\n') {
            const char c = peek();
            if (c == '"' || c == '\'') {
                string();
                continue;
            }
            if (c == '#') {
                while (!isEnd() && peek() != '\n')
                    next();
                break;
            }
            if (isDate())
                return "there is no use for a date";
            if (c == '[' || c == '{') {
                open_.push_back(c == '[' ? ']' : '}');
            } else if (c == ']' || c == '}') {
                if (open_.empty() || open_.back() != c)
                    return "this bracket closes another kind than was opened last";
                open_.pop_back();
            }
            next();
        }
        if (!isEnd())
            next();
        return {};
    }

    /// "1979-05-": a date begins here.
    [[nodiscard]] bool isDate() const
    {
        constexpr std::string_view kForm = "0000-00-";
        for (std::size_t i = 0; i < kForm.size(); ++i) {
            const char c = peek(i);
            if (kForm[i] == '0' ? c < '0' || c > '9' : c != kForm[i])
                return false;
        }
        return true;
    }

    /// From its first quote to behind its last; one of a single line ends there at the latest.
    void string()
    {
        const char quote = peek();
        const bool isLong = peek(1) == quote && peek(2) == quote;
        for (int i = isLong ? 3 : 1; i > 0; --i)
            next();
        while (!isEnd()) {
            if (peek() == '\\' && quote == '"' && peek(1) != '\n') {
                next();
            } else if (!isLong && peek() == '\n') {
                return;
            } else if (peek() == quote && (!isLong || (peek(1) == quote && peek(2) == quote))) {
                // Up to two more quotes are the string's own.
                for (int i = isLong ? 5 : 1; i > 0 && peek() == quote; --i)
                    next();
                return;
            }
            if (!isEnd())
                next();
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t lineBegin_ = 0;
    std::vector<char> open_;
};
}  // namespace

std::optional<BracketFault> bracketFault(std::string_view text)
{
    return Scan(text).run();
}

}  // namespace clave
