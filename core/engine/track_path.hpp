#pragma once

#include "core/engine/feel.hpp"
#include "core/engine/status.hpp"
#include "core/model/song.hpp"

#include <deque>
#include <functional>
#include <optional>

namespace clave {

/// One step of a track, where it was played or is going to be.
struct StepOnPath {
    std::int16_t slot = Scene::kStop;
    std::size_t index = 0;  ///< in the pattern
    Tick grid {};  ///< its straight place
    Tick length = kSixteenth;
    Tick passBegin {};  ///< where the pass it belongs to began
    Position offset;  ///< how much later than its place it was played, straight; negative: earlier
    bool isDecided = false;  ///< it cannot sound in this pass any more, whatever becomes of its notes
};

/// Which steps a track goes through: across launches, loops and changes of rate, for the last few of them.
///
/// The clock's status says where the next step is; the steps around it follow. So a moment of the recent
/// past, or of the next half step, finds its step: at the end of a loop the first one of the next pass, at
/// the end of a scene the first one of the next pattern. Thread-safe: no. Realtime-safe: no.
class TrackPath {
public:
    /// To be told each new status of the track while playing.
    void follow(const TrackStatus& status, const Track& track, Position now);

    /// The step whose straight place is nearest to where `sounding` would be without swing and groove; of two
    /// the later one. Nothing when none is within half a step, or no pattern played.
    [[nodiscard]] std::optional<StepOnPath> nearest(
        Position sounding, const Song& song, const Track& track) const;

    /// Calls `visit` for the steps with a place in (after, until], in order.
    void forEach(Tick after, Tick until, const Song& song, const Track& track,
        const std::function<void(const StepOnPath&)>& visit) const;

    /// Length of a step of what plays now; nothing when no pattern plays.
    [[nodiscard]] std::optional<Tick> stepLength() const noexcept;

private:
    /// From `from` on the track played this, until the next one begins.
    struct Stretch {
        Tick from {};
        std::int16_t slot = Scene::kStop;
        Tick origin {};  ///< the place of the step with count 0
        Tick length = kSixteenth;
        bool plays = false;
    };
    static constexpr std::size_t kStretches = 16;

    [[nodiscard]] Tick endOf(std::size_t stretch) const noexcept;
    [[nodiscard]] StepOnPath stepOf(
        std::size_t stretch, std::int64_t count, const Song& song, const Track& track) const;

    std::deque<Stretch> stretches_;
    Tick nextGrid_ {};  ///< of the last stretch
};

}  // namespace clave
