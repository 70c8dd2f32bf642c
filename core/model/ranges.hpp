#pragma once

#include "core/model/limits.hpp"
#include "core/model/note.hpp"
#include "core/model/retrig.hpp"
#include "core/model/step.hpp"
#include "core/model/swing.hpp"
#include "core/time/tempo.hpp"

#include <concepts>
#include <cstdint>
#include <utility>

namespace clave {

/// Whole numbers from `least` to `most`, both included.
struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;

    [[nodiscard]] constexpr bool has(std::integral auto value) const noexcept
    {
        return std::cmp_greater_equal(value, least) && std::cmp_less_equal(value, most);
    }
};

/// Numbers from `least` to `most`, both included. Not a number is never within.
struct RealRange {
    double least = 0.0;
    double most = 0.0;

    [[nodiscard]] constexpr bool has(double value) const noexcept { return value >= least && value <= most; }
};

/// What each number of a song may be, as people count it (channels, programs, steps from 1). The one place:
/// files, commands, scripts and the network are all held to these.
namespace range {
inline constexpr Range kPitch {0, 127};
inline constexpr Range kVelocity {0, 127};
inline constexpr Range kPercent {0, 100};
inline constexpr Range kGate {Gate::kShortest, Gate::kLongest};  ///< 1/5040 step
inline constexpr Range kNudge {-Step::kNudgeStep + 1, Step::kNudgeStep - 1};  ///< 1/5040 step
inline constexpr Range kCycle {1, 16};  ///< passes of a cycle mask
inline constexpr Range kRetrigCount {1, 10};
inline constexpr Range kRetrigLength {Retrig::kStep / 8, Retrig::kStep * 128};  ///< 1/5040 step
inline constexpr Range kRamp {-127, 127};

inline constexpr Range kController {0, 119};  ///< 120 and up are channel mode messages
inline constexpr Range kFineController {0, 31};  ///< each with its fine half 32 above
inline constexpr Range kSevenBits {0, 127};
inline constexpr Range kFourteenBits {0, 16383};
inline constexpr Range kBend {-8192, 8191};
inline constexpr Range kProgram {1, 128};
inline constexpr Range kBank {0, 16383};
inline constexpr Range kChannel {1, 16};

inline constexpr Range kRatePower {-3, 3};
inline constexpr Range kSteps {1, kMaxSteps};
inline constexpr Range kTranspose {-48, 48};  ///< semitones
inline constexpr Range kVelocityScale {0, 200};  ///< per cent
inline constexpr Range kBeats {1, 32};
inline constexpr Range kSceneBars {1, kMaxSceneBars};
inline constexpr Range kRepeats {1, kMaxRepeats};
inline constexpr Range kCountIn {0, 8};  ///< bars
inline constexpr Range kColor {0, kMaxColor};

inline constexpr RealRange kTempo {Tempo::kSlowest, Tempo::kFastest};
inline constexpr RealRange kSwing {Swing::kLeast, Swing::kMost};
inline constexpr RealRange kPortOffset {-kMaxPortOffsetMs, kMaxPortOffsetMs};  ///< milliseconds
inline constexpr RealRange kProgramLead {0.0, 2000.0};  ///< milliseconds
inline constexpr Range kGrooveShift {-5039, 5039};  ///< ticks: 1/5040 sixteenth
inline constexpr RealRange kGrooveVelocity {0.0, 2.0};
inline constexpr RealRange kGrooveGate {0.1, 4.0};
}  // namespace range

}  // namespace clave
