#pragma once

#include <cstdint>

namespace clave {

/// What a random draw decides. Part of the key, so that two uses at one place never share a number.
/// The values are part of what a song sounds like: add at the end, never renumber.
enum class Purpose : std::uint8_t {
    Probability = 1,
    NoteChance = 2,
    Direction = 3,
    Walk = 4,
    RetrigChance = 5,
    Vary = 6,  ///< values that are drawn once, when a person asks for them
    Script = 7  ///< draws of scripts; the hit counts them within a call
};

/// The place in the music a draw belongs to.
struct DrawKey {
    std::uint64_t seed = 0;  ///< of the song
    std::uint32_t track = 0;  ///< the track's stable id, not its place in the list
    std::uint32_t pattern = 0;  ///< slot of the pattern on that track
    std::uint32_t pass = 0;  ///< from 0, since the scene was launched
    std::uint32_t step = 0;  ///< from 0
    Purpose purpose = Purpose::Probability;
    std::uint32_t hit = 0;  ///< which note of a chord or hit of a retrig
};

/// 64 evenly spread bits, the same for the same key on every machine and at every time.
///
/// There is no running generator anywhere in the player: loops, seeks, rendering and live playing agree, and
/// editing one step changes no other draw (facts: the finalizer of splitmix64, applied once per field).
/// Thread-safe: yes. Realtime-safe: yes.
[[nodiscard]] constexpr std::uint64_t draw(const DrawKey& key) noexcept
{
    auto mix = [](std::uint64_t x) {
        x += 0x9E3779B97F4A7C15ULL;
        x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
        return x ^ (x >> 31U);
    };
    std::uint64_t h = mix(key.seed);
    h = mix(h ^ ((std::uint64_t {key.track} << 32U) | key.pattern));
    h = mix(h ^ ((std::uint64_t {key.pass} << 32U) | key.step));
    return mix(h ^ ((std::uint64_t {static_cast<std::uint8_t>(key.purpose)} << 32U) | key.hit));
}

/// A draw as a number in [0, 1).
[[nodiscard]] constexpr double drawUnit(const DrawKey& key) noexcept
{
    return static_cast<double>(draw(key) >> 11U) * 0x1.0p-53;
}

/// A draw as a whole number in [0, count); count must be at least 1.
[[nodiscard]] constexpr std::uint32_t drawBelow(const DrawKey& key, std::uint32_t count) noexcept
{
    return static_cast<std::uint32_t>((draw(key) >> 32U) * count >> 32U);
}

/// True in `percent` of 100 draws; 0 is never and 100 is always, exactly.
[[nodiscard]] constexpr bool drawPercent(const DrawKey& key, double percent) noexcept
{
    return drawUnit(key) * 100.0 < percent;
}

}  // namespace clave
