#include "core/model/scale.hpp"

#include <algorithm>
#include <array>

namespace clave {
namespace {
constexpr std::uint16_t of(std::initializer_list<int> semitones)
{
    unsigned mask = 0;
    for (const int semitone : semitones)
        mask |= 1U << static_cast<unsigned>(semitone);
    return static_cast<std::uint16_t>(mask);
}

constexpr std::array<ScaleName, 16> kScales {{
    {"chromatic", Scale::kChromatic},
    {"major", of({0, 2, 4, 5, 7, 9, 11})},
    {"minor", of({0, 2, 3, 5, 7, 8, 10})},
    {"harmonic minor", of({0, 2, 3, 5, 7, 8, 11})},
    {"melodic minor", of({0, 2, 3, 5, 7, 9, 11})},
    {"dorian", of({0, 2, 3, 5, 7, 9, 10})},
    {"phrygian", of({0, 1, 3, 5, 7, 8, 10})},
    {"lydian", of({0, 2, 4, 6, 7, 9, 11})},
    {"mixolydian", of({0, 2, 4, 5, 7, 9, 10})},
    {"locrian", of({0, 1, 3, 5, 6, 8, 10})},
    {"major pentatonic", of({0, 2, 4, 7, 9})},
    {"minor pentatonic", of({0, 3, 5, 7, 10})},
    {"blues", of({0, 3, 5, 6, 7, 10})},
    {"whole tone", of({0, 2, 4, 6, 8, 10})},
    {"diminished", of({0, 2, 3, 5, 6, 8, 9, 11})},
    {"phrygian dominant", of({0, 1, 4, 5, 7, 8, 10})},
}};
}  // namespace

std::span<const ScaleName> namedScales() noexcept
{
    return kScales;
}

std::optional<std::uint16_t> scaleNotes(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(kScales, name, &ScaleName::name);
    return found == kScales.end() ? std::nullopt : std::optional {found->notes};
}

std::string_view scaleName(std::uint16_t notes) noexcept
{
    const auto* const found = std::ranges::find(kScales, notes, &ScaleName::notes);
    return found == kScales.end() ? std::string_view {} : found->name;
}

}  // namespace clave
