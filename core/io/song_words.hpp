#pragma once

#include "core/model/song.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clave {

// The words of the song file, for reading and writing.

/// What a choice is called.
template <typename Choice>
struct Word {
    Choice choice;
    std::string_view word;
};

inline constexpr std::array<Word<Direction>, 6> kDirectionWords {{
    {Direction::Forward, "forward"},
    {Direction::Backward, "backward"},
    {Direction::EndsTwice, "ends twice"},
    {Direction::EndsOnce, "ends once"},
    {Direction::Random, "random"},
    {Direction::Walk, "walk"},
}};
inline constexpr std::array<Word<Sync>, 2> kSyncWords {{{Sync::Aligned, "aligned"}, {Sync::Free, "free"}}};
inline constexpr std::array<Word<MuteStyle>, 2> kMuteStyleWords {
    {{MuteStyle::Cut, "cut"}, {MuteStyle::LetRing, "let ring"}}};
inline constexpr std::array<Word<LaunchAt>, 6> kLaunchWords {{
    {LaunchAt::Now, "now"},
    {LaunchAt::Step, "step"},
    {LaunchAt::Beat, "beat"},
    {LaunchAt::Bar, "bar"},
    {LaunchAt::PatternEnd, "pattern end"},
    {LaunchAt::SceneEnd, "scene end"},
}};
inline constexpr std::array<Word<Lane>, kLaneCount> kLaneWords {{
    {Lane::Pitch, "pitch"},
    {Lane::Velocity, "velocity"},
    {Lane::Gate, "gate"},
    {Lane::Chance, "chance"},
    {Lane::Locks, "locks"},
}};
inline constexpr std::array<Word<std::int64_t>, 3> kSwingIntervalWords {
    {{kPpqn / 2, "1/8"}, {kPpqn / 4, "1/16"}, {kPpqn / 8, "1/32"}}};

template <typename Choice, std::size_t Count>
[[nodiscard]] constexpr std::string_view wordOf(const std::array<Word<Choice>, Count>& words, Choice choice)
{
    for (const auto& word : words) {
        if (word.choice == choice)
            return word.word;
    }
    return {};
}

inline constexpr std::string_view kTiedWord = "tied";
inline constexpr std::string_view kInfiniteWord = "infinite";
inline constexpr std::string_view kKeepWord = "keep";

/// "4/4". The metre may be out of range; validation tells.
[[nodiscard]] std::string metreText(Metre metre);
[[nodiscard]] std::optional<Metre> parseMetre(std::string_view text);

/// "C", "F#": the root of a scale.
[[nodiscard]] std::string rootText(std::uint8_t root);
[[nodiscard]] std::optional<std::uint8_t> parseRoot(std::string_view text);
/// "C minor".
[[nodiscard]] std::optional<Scale> parseScale(std::string_view text);

/// "1:4" for the one-bit case; nothing for other masks.
[[nodiscard]] std::optional<std::string> cycleText(CycleMask mask);
[[nodiscard]] std::optional<CycleMask> parseCycle(std::string_view text);

/// "1/24".
[[nodiscard]] std::optional<std::uint8_t> parseRetrigRate(std::string_view text);

/// The one of `known` that was probably meant, or empty.
[[nodiscard]] std::string_view closest(std::string_view word, std::span<const std::string_view> known);

}  // namespace clave
