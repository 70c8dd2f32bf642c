#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace clave::bench {

/// Measurements of one thing.
class Samples {
public:
    void add(double value) { values_.push_back(value); }
    [[nodiscard]] std::size_t count() const noexcept { return values_.size(); }
    [[nodiscard]] const std::vector<double>& values() const noexcept { return values_; }

    /// The value that `share` (in [0, 1]) of all do not exceed; 0 when there are none.
    [[nodiscard]] double quantile(double share) const
    {
        if (values_.empty())
            return 0.0;
        std::vector<double> sorted = values_;
        std::ranges::sort(sorted);
        const double rank = std::ceil(share * static_cast<double>(sorted.size()));
        return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    }
    [[nodiscard]] double median() const { return quantile(0.5); }
    [[nodiscard]] double worst() const { return quantile(1.0); }

private:
    std::vector<double> values_;
};

}  // namespace clave::bench
