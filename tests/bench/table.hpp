#pragma once

#include <string>
#include <vector>

namespace clave::bench {

/// Rows of text under headings, the first column to the left and the others to the right.
class Table {
public:
    Table(std::string title, std::vector<std::string> headings);

    /// A row with fewer cells than there are headings ends with empty ones.
    void add(std::vector<std::string> cells);
    /// A line below the table: what the figures are compared with, what could not be measured.
    void note(std::string text);

    /// To standard output.
    void print() const;

private:
    std::string title_;
    std::vector<std::vector<std::string>> rows_;  ///< the first are the headings
    std::vector<std::string> notes_;
};

/// A figure with as many digits as mean something: "0.53", "4.1", "37", "1297".
[[nodiscard]] std::string figure(double value);

}  // namespace clave::bench
