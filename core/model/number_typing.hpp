#pragma once

#include "core/base/result.hpp"
#include "core/model/number_text.hpp"
#include "core/model/ranges.hpp"
#include "core/model/step_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace clave {

/// How a target is called and typed; for numbers the field they belong to.
struct Manner {
    std::string_view name;
    std::string_view examples;
    Field field = Field::On;
    double hundredPercent = 100.0;  ///< 0: has no per cent
};

[[nodiscard]] Manner mannerOf(const StepTarget& target);

/// The same controller, program, bend or pressure.
[[nodiscard]] bool isSameLock(const Lock& a, const Lock& b) noexcept;
/// What people add when they count a lock's values: programs begin with 1.
[[nodiscard]] double shownOffset(const Lock& lock) noexcept;

/// Numbers typed over steps: the text is understood once, then typed over each. Not for words and chords.
/// Thread-safe: no. Realtime-safe: no.
class NumberTyping {
public:
    /// \param count steps that are typed over. Pattern and target must live as long.
    NumberTyping(const Pattern& before, const StepTarget& target, std::size_t count, std::uint64_t seed);

    /// False when the text is no number; fails when it is one that may not be.
    Result<bool> understand(std::string_view text);
    /// The step is at `at` in the pattern and the `index`-th of those typed over.
    Result<void> type(Step& step, std::size_t at, std::size_t index) const;

private:
    [[nodiscard]] std::optional<double> amount(std::string_view word) const;
    [[nodiscard]] RealRange allowed() const;
    [[nodiscard]] double number(double old, std::size_t index) const;
    Result<void> typeLock(Step& step, std::size_t index) const;

    const Pattern& before_;
    const StepTarget& target_;
    Manner manner_;
    std::size_t count_;
    std::uint64_t seed_;
    std::optional<NumberText> numbers_;
};

}  // namespace clave
