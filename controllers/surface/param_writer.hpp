#pragma once

#include "controllers/map/params.hpp"
#include "controllers/surface/step_hands.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace clave {

/// Gives numbers new values: of the held steps, of the cursor's step, of a track, of the song.
///
/// A lock is written into the held steps; while recording, into the step that plays of the focused track, and
/// what one pass of its pattern brings is one step of undo. Else nothing happens: a knob that is turned to
/// hear the synth changes no pattern. Thread-safe: no. Realtime-safe: no.
class ParamWriter {
public:
    ParamWriter(FocusKeeper& keeper, StepWriter& writer, StepHands& hands)
        : keeper_(keeper)
        , writer_(writer)
        , hands_(hands)
    {
    }

    /// \param track instead of the focused one. \return false when there is nothing to set.
    bool set(const Param& param, double value, std::optional<std::size_t> track, const Moment& moment);
    /// Every step moves by as much, so that what differs goes on to differ.
    bool move(const Param& param, double by, std::optional<std::size_t> track, const Moment& moment);
    /// What it is, or is about to be.
    [[nodiscard]] std::optional<double> read(
        const Param& param, std::optional<std::size_t> track, const Moment& moment) const;

private:
    bool changeSteps(
        const Param& param, const std::function<double(std::optional<double>)>& change, const Moment& moment);
    bool changeSetting(const Param& param, double value, std::size_t track, const Moment& moment);
    bool recordLock(
        const Param& param, const std::function<double(std::optional<double>)>& change, const Moment& moment);
    [[nodiscard]] std::uint64_t gestureFor(const Param& param, std::size_t track, const Moment& moment);

    FocusKeeper& keeper_;
    StepWriter& writer_;
    StepHands& hands_;
    struct Last {
        Param param;
        std::size_t track = 0;
        double value = 0.0;
        TimePoint time {};
        std::uint64_t gesture = 0;
    };
    std::optional<Last> last_;
    /// The pass that locks are recorded in.
    struct Take {
        std::uint32_t run = 0;
        std::uint32_t track = 0;
        std::uint32_t pass = 0;
        std::uint64_t gesture = 0;
    };
    Take take_;
};

}  // namespace clave
