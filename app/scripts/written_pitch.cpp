#include "app/scripts/written_pitch.hpp"

#include "core/engine/step_notes.hpp"

#include <algorithm>

namespace clave {

int writtenPitch(const Song& song, const Track& track, int heard) noexcept
{
    const int plain = heard - track.transpose - track.transposeAfter;
    for (int away = 0; away <= 127; ++away) {
        for (const int pitch : {plain - away, plain + away}) {
            if (pitch >= 0 && pitch <= 127 && playedPitch(song, track, pitch) == heard)
                return pitch;
        }
    }
    return std::clamp(plain, 0, 127);  // the scale is another one by now
}

}  // namespace clave
