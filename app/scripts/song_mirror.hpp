#pragma once

#include "core/engine/snapshot.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What scripts know of the song, kept as new as a snapshot by texts that say what has changed. What shares
/// its memory with what was told before is the same, so an edit of one step costs one pattern.
///
/// Thread-safe: no. Realtime-safe: no.
class SongMirror {
public:
    /// Takes a text for the scripts: its kind, and a JSON object on one line.
    using Tell = std::function<void(std::string_view kind, std::string json)>;

    /// \param keepsExpressions false: expressions of steps are left out, so that nothing of them runs.
    void update(const Snapshot& snapshot, bool keepsExpressions, const Tell& tell);

    /// What is heard now.
    struct Playing {
        bool isPlaying = false;
        std::int16_t scene = -1;  ///< index; -1: none

        friend bool operator==(const Playing&, const Playing&) = default;
    };
    void update(const Snapshot& snapshot, Playing playing, const Tell& tell);

private:
    void tellTracks(const Song& song, bool keepsExpressions, const Tell& tell);
    void tellTrack(const Track& track, const Track* before, bool keepsExpressions, const Tell& tell);

    SongPtr told_;
    bool keptExpressions_ = true;
    std::string performance_;
};

}  // namespace clave
