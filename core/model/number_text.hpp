#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace clave {

/// What is typed to give numbers to several steps: "100", "60..72", "+=2", "*=1.5", "rand(90,110)".
struct NumberText {
    enum class Kind : std::uint8_t { Set, Ramp, Draw, Add, Multiply };

    Kind kind = Kind::Set;
    double a = 0.0;  ///< the value, what is added, or the factor
    double b = 0.0;  ///< the other end of a ramp or draw, else as `a`

    /// Starts from what is there.
    [[nodiscard]] bool isMove() const noexcept { return kind == Kind::Add || kind == Kind::Multiply; }
    /// The new number of the `index`-th of `count` steps. Draws are whole if both ends are and `whole` is
    /// set.
    [[nodiscard]] double of(
        double old, std::size_t index, std::size_t count, std::uint64_t seed, bool whole) const noexcept;
};

/// \param value reads one number or name of the field.
/// \param amount reads what is added, in the same unit.
/// Nothing when it is none of these. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::optional<NumberText> parseNumberText(std::string_view text,
    const std::function<std::optional<double>(std::string_view)>& value,
    const std::function<std::optional<double>(std::string_view)>& amount);

/// "-1.5", finite and nothing else. With a `percent` sign, so many hundredths of `whole`.
[[nodiscard]] std::optional<double> parseReal(std::string_view text);
[[nodiscard]] std::optional<double> parseReal(std::string_view text, double whole);

}  // namespace clave
