#pragma once

#include "core/model/ranges.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <span>
#include <string>

namespace clave::test {

/// A source of random values that gives the same ones on every machine (the standard distributions do not).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    /// In [0, count); count at least 1.
    [[nodiscard]] std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    [[nodiscard]] bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    [[nodiscard]] std::int64_t in(Range range)
    {
        if (chance(10))
            return chance(50) ? range.least : range.most;
        return range.least
            + static_cast<std::int64_t>(below(static_cast<std::size_t>(range.most - range.least + 1)));
    }
    template <typename Number>
    [[nodiscard]] Number as(Range range)
    {
        return static_cast<Number>(in(range));
    }
    /// Short numbers ("62.5") and ones that need all 17 digits.
    [[nodiscard]] double real(RealRange range)
    {
        if (chance(10))
            return chance(50) ? range.least : range.most;
        const double unit = chance(50) ? static_cast<double>(below(101)) / 100.0
                                       : static_cast<double>(engine_() >> 11U) * 0x1.0p-53;
        const double value = range.least + unit * (range.most - range.least);
        return value > range.most ? range.most : value;
    }
    template <typename T>
    [[nodiscard]] T oneOf(std::initializer_list<T> choices)
    {
        return choices.begin()[below(choices.size())];
    }
    /// A name with whatever people, and machines, put into names.
    [[nodiscard]] std::string name()
    {
        static constexpr std::array<const char*, 14> kParts {
            "Kick", "bass", " ", "\"", "\\", "/", "=", "ä", "鼓", "🥁", "4/4", "null", ".", "[0]"};
        std::string text;
        for (std::size_t i = below(4); i > 0; --i)
            text += kParts[below(kParts.size())];
        return text;
    }
    [[nodiscard]] std::uint64_t bits() { return engine_(); }

private:
    std::mt19937_64 engine_;
};

}  // namespace clave::test
