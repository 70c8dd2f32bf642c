#include "controllers/map/key_layout.hpp"

#include <bit>

namespace clave {
namespace {
constexpr int kLowestRoot = 36;
}  // namespace

std::optional<int> keyPitch(int key, const Scale& scale, int octave) noexcept
{
    const int count = std::popcount(scale.notes);
    if (count == 0)
        return std::nullopt;
    const int degree = (key % count + count) % count;
    const int octaves = (key - degree) / count + octave;
    int seen = -1;
    for (int semitone = 0; semitone < 12; ++semitone) {
        if ((scale.notes >> semitone & 1) == 0 || ++seen != degree)
            continue;
        const int pitch = kLowestRoot + scale.root + 12 * octaves + semitone;
        return pitch >= 0 && pitch <= 127 ? std::optional {pitch} : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace clave
