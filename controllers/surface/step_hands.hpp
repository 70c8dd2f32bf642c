#pragma once

#include "controllers/surface/focus_keeper.hpp"
#include "controllers/surface/step_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace clave {

/// Hands on step pads.
///
/// A pad of a step that is off switches it on as it is pressed. One that is on switches it off as it is let
/// go, unless it was held for long or anything was done with it in between: so a step can be held, to edit it
/// with knobs, bars and keys, without falling silent. A held pad and an empty one after it make one long
/// note; one that is on is held too, and all that are held are edited together. Each such edit is one step
/// of undo, from the first pad that goes down to the last that goes up. Thread-safe: no. Realtime-safe: no.
class StepHands {
public:
    StepHands(FocusKeeper& keeper, StepWriter& writer) : keeper_(keeper), writer_(writer) {}

    /// \param step of the page. \param toggles false: the pad only holds the step, and chooses it.
    /// \return false when there is no such step.
    bool press(std::uint16_t control, std::size_t step, bool toggles, const Moment& moment);
    void release(std::uint16_t control, const Moment& moment);
    /// All pads are up, and nothing is switched off by that.
    void letGo() noexcept;

    [[nodiscard]] bool anyHeld() const noexcept { return !held_.empty(); }
    /// Changes each held step, as one step of undo.
    void edit(const Moment& moment, const std::function<void(Step&)>& change);
    /// A key for the held steps: the first one since they went down takes the place of their notes, the
    /// others join the chord.
    void giveNote(std::uint8_t pitch, std::uint8_t velocity, const Moment& moment);
    /// The held steps were used for something else: they stay on.
    void markUsed() noexcept;

private:
    struct Pad {
        std::uint16_t control = 0;
        std::size_t step = 0;
        TimePoint pressedAt {};
        bool switchesOff = false;  ///< when let go
        bool isEnd = false;  ///< the other end of a long note: holds nothing
        bool hasKeys = false;
        std::uint64_t gesture = 0;  ///< that switched it on; 0: it was
    };
    bool tryLongNote(std::size_t step, const Moment& moment);
    void makeLongNote(Pad& from, std::size_t last, const Moment& moment);
    [[nodiscard]] std::uint64_t gesture();
    void showHeld();

    FocusKeeper& keeper_;
    StepWriter& writer_;
    std::vector<Pad> held_;
    std::uint64_t gesture_ = 0;
};

}  // namespace clave
