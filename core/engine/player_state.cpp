#include "core/engine/player_state.hpp"

#include <algorithm>

namespace clave {

PlayerState::PlayerState() : tracks(kMaxTracks) {}

PlayerState& PlayerState::operator=(const PlayerState& other) noexcept
{
    if (this != &other) {
        SongState::operator=(other);
        std::copy_n(other.tracks.begin(), trackCount, tracks.begin());
    }
    return *this;
}

}  // namespace clave
