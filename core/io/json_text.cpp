#include "core/io/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace clave {
namespace {
constexpr std::size_t kWidth = 100;  ///< bytes a line may have before it is broken
constexpr std::size_t kIndent = 2;

void startLine(std::string& out, std::size_t indent)
{
    out += '\n';
    out.append(indent, ' ');
}

std::size_t lineLength(const std::string& out)
{
    return out.size() - (out.rfind('\n') + 1);
}
}  // namespace

std::string jsonQuoted(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (quoted += '\\') += c;
        else if (c == '\n')
            quoted += "\\n";
        else if (c == '\t')
            quoted += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            quoted += c;
    }
    return quoted += '"';
}

JsonOut JsonOut::real(double value)
{
    return JsonOut {Kind::Plain, fmt::format("{}", value)};
}

JsonOut JsonOut::share(std::int64_t numerator, std::int64_t denominator)
{
    const double exact = static_cast<double>(numerator) / static_cast<double>(denominator);
    for (int digits = 0;; ++digits) {
        std::string text = fmt::format("{:.{}f}", exact, digits);
        double read = 0.0;
        std::from_chars(text.data(), text.data() + text.size(), read);
        if (std::llround(read * static_cast<double>(denominator)) == numerator)
            return JsonOut {Kind::Plain, numerator == 0 ? "0" : std::move(text)};
    }
}

const JsonOut* JsonOut::only(std::string_view key) const noexcept
{
    return items_.size() == 1 && items_.front().first == key ? &items_.front().second : nullptr;
}

std::string JsonOut::pretty() const
{
    std::string out;
    append(out, 0, 0);
    return out += '\n';
}

bool JsonOut::appendLine(std::string& out, std::size_t most) const
{
    if (kind_ == Kind::Plain) {
        out += plain_;
        return plain_.size() <= most;
    }
    const std::size_t start = out.size();
    out += kind_ == Kind::List ? '[' : '{';
    for (const auto& item : items_) {
        if (&item != &items_.front())
            out += ", ";
        if (kind_ == Kind::Object)
            (out += jsonQuoted(item.first)) += ": ";
        const std::size_t length = out.size() - start;
        const bool breaks = item.second.layout_ == Layout::Lines && most <= kWidth;
        if (length >= most || breaks || !item.second.appendLine(out, most - length)) {
            out.resize(start);
            return false;
        }
    }
    out += kind_ == Kind::List ? ']' : '}';
    return out.size() - start <= most;
}

bool JsonOut::holdsOnlyPlain() const noexcept
{
    return std::ranges::all_of(items_, [](const auto& item) { return item.second.isPlain(); });
}

void JsonOut::append(std::string& out, std::size_t indent, std::size_t taken) const
{
    const std::size_t start = out.size();
    const bool oneLine = layout_ == Layout::Line || items_.empty();
    if (oneLine || layout_ == Layout::Fit) {
        if (appendLine(out, oneLine ? std::string::npos : kWidth - std::min(kWidth, taken + 1)))
            return;
        out.resize(start);
    }
    if (kind_ == Kind::List && layout_ == Layout::Fit && holdsOnlyPlain()) {
        appendFilled(out, indent);
        return;
    }
    out += kind_ == Kind::List ? '[' : '{';
    for (std::size_t i = 0; i < items_.size(); ++i) {
        startLine(out, indent + kIndent);
        appendItem(out, i, indent + kIndent);
    }
    startLine(out, indent);
    out += kind_ == Kind::List ? ']' : '}';
}

void JsonOut::appendItem(std::string& out, std::size_t item, std::size_t indent) const
{
    const auto& [key, value] = items_[item];
    if (kind_ == Kind::Object)
        (out += jsonQuoted(key)) += ": ";
    value.append(out, indent, lineLength(out));
    if (item + 1 < items_.size())
        out += ',';
}

void JsonOut::appendFilled(std::string& out, std::size_t indent) const
{
    out += '[';
    startLine(out, indent + kIndent);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const std::string& plain = items_[i].second.plain_;
        if (i > 0 && lineLength(out) + plain.size() + 2 > kWidth)
            startLine(out, indent + kIndent);
        else if (i > 0)
            out += ' ';
        out += plain;
        if (i + 1 < items_.size())
            out += ',';
    }
    startLine(out, indent);
    out += ']';
}

}  // namespace clave
