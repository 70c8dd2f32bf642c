#include "tests/bench/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace clave::bench {

Table::Table(std::string title, std::vector<std::string> headings) : title_(std::move(title))
{
    rows_.push_back(std::move(headings));
}

void Table::add(std::vector<std::string> cells)
{
    cells.resize(rows_.front().size());
    rows_.push_back(std::move(cells));
}

void Table::note(std::string text)
{
    notes_.push_back(std::move(text));
}

void Table::print() const
{
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());

    fmt::print("\n{}\n", title_);
    for (const auto& row : rows_) {
        fmt::print("  {:<{}}", row[0], widths[0]);
        for (std::size_t i = 1; i < row.size(); ++i)
            fmt::print("  {:>{}}", row[i], widths[i]);
        fmt::print("\n");
    }
    for (const auto& note : notes_)
        fmt::print("  {}\n", note);
}

std::string figure(double value)
{
    const double size = std::abs(value);
    if (size >= 10.0 || size == 0.0)
        return fmt::format("{:.0f}", value);
    return size >= 1.0 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

}  // namespace clave::bench
