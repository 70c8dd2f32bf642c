#include "core/model/song.hpp"

#include <algorithm>

namespace clave {
namespace {
template <typename T>
bool sameValue(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b)
{
    return a == b || (a && b && *a == *b);
}
}  // namespace

bool operator==(const Track& a, const Track& b)
{
    auto rest = [](const Track& t) {
        return std::tie(t.id, t.name, t.destination, t.transpose, t.transposeAfter, t.scaleLock, t.mute,
            t.solo, t.muteStyle, t.editLock, t.velocityScale, t.color);
    };
    return rest(a) == rest(b) && std::ranges::equal(a.slots, b.slots, sameValue<Pattern>);
}

bool operator==(const Song& a, const Song& b)
{
    auto rest = [](const Song& s) {
        return std::tie(s.name, s.tempo, s.metre, s.swing, s.scale, s.seed, s.chanceAmount, s.metronome,
            s.ports, s.grooves, s.scenes, s.arrangement, s.scripts);
    };
    return rest(a) == rest(b) && std::ranges::equal(a.tracks, b.tracks, sameValue<Track>);
}

const Groove* Song::groove(const std::string& grooveName) const noexcept
{
    const auto found = std::ranges::find(grooves, grooveName, &Groove::name);
    return found == grooves.end() ? nullptr : &*found;
}

}  // namespace clave
