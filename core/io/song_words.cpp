#include "core/io/song_words.hpp"

#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <charconv>
#include <numeric>
#include <vector>

namespace clave {
namespace {
std::optional<int> wholeOf(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc {} || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

/// Two numbers with a sign between them: "4/4", "1:4".
std::optional<std::pair<int, int>> pairOf(std::string_view text, char between)
{
    const std::size_t at = text.find(between);
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto first = wholeOf(text.substr(0, at));
    const auto second = wholeOf(text.substr(at + 1));
    if (!first || !second)
        return std::nullopt;
    return std::pair {*first, *second};
}

char lower(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// How many letters must be added, taken away or changed (Levenshtein), ignoring case.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t {0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t k = 0; k < b.size(); ++k) {
            const std::size_t changed = diagonal + (lower(a[i]) == lower(b[k]) ? 0 : 1);
            diagonal = row[k + 1];
            row[k + 1] = std::min({changed, row[k] + 1, row[k + 1] + 1});
        }
    }
    return row.back();
}
}  // namespace

std::string metreText(Metre metre)
{
    return fmt::format("{}/{}", metre.beats, metre.unit);
}

std::optional<Metre> parseMetre(std::string_view text)
{
    const auto numbers = pairOf(text, '/');
    if (!numbers || numbers->first > 255 || numbers->second > 255)
        return std::nullopt;
    return Metre {static_cast<std::uint8_t>(numbers->first), static_cast<std::uint8_t>(numbers->second)};
}

std::string rootText(std::uint8_t root)
{
    std::string name = noteName(root + 24);  // octave 0: one digit at the end
    name.pop_back();
    return name;
}

std::optional<std::uint8_t> parseRoot(std::string_view text)
{
    if (text.empty() || wholeOf(text))
        return std::nullopt;
    const auto note = parseNote(std::string(text) + "3");
    return note ? std::optional {static_cast<std::uint8_t>(*note % 12)} : std::nullopt;
}

std::optional<Scale> parseScale(std::string_view text)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos)
        return std::nullopt;
    const auto root = parseRoot(text.substr(0, space));
    const auto notes = scaleNotes(text.substr(space + 1));
    if (!root || !notes)
        return std::nullopt;
    return Scale {*root, *notes};
}

std::optional<std::string> cycleText(CycleMask mask)
{
    if (!std::has_single_bit(mask.mask))
        return std::nullopt;
    return fmt::format("{}:{}", std::countr_zero(mask.mask) + 1, mask.length);
}

std::optional<CycleMask> parseCycle(std::string_view text)
{
    const auto numbers = pairOf(text, ':');
    if (!numbers || numbers->first < 1 || numbers->first > numbers->second || numbers->second > 16)
        return std::nullopt;
    return CycleMask::aOfB(numbers->first, numbers->second);
}

std::optional<std::uint8_t> parseRetrigRate(std::string_view text)
{
    const auto numbers = pairOf(text, '/');
    if (!numbers || numbers->first != 1)
        return std::nullopt;
    const auto* const found = std::ranges::find(Retrig::kRates, numbers->second);
    return found == Retrig::kRates.end() ? std::nullopt : std::optional {*found};
}

std::string_view closest(std::string_view word, std::span<const std::string_view> known)
{
    constexpr std::size_t kLongest = 40;  // no key is longer, and the work grows with the length
    std::string_view best;
    std::size_t least = std::min<std::size_t>(3, word.size() / 2 + 1);
    for (const std::string_view candidate : known) {
        const std::size_t d = word.size() > kLongest ? least : distance(word, candidate);
        if (d < least) {
            least = d;
            best = candidate;
        }
    }
    return best;
}

}  // namespace clave
