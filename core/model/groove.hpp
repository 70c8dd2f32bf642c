#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clave {

/// What a groove does to notes at one sixteenth of its cycle.
struct GroovePoint {
    std::int16_t shift = 0;  ///< ticks, later is positive; (-5040, 5040)
    double velocity = 1.0;  ///< factor, [0, 2]
    double gate = 1.0;  ///< factor on the length, [0.1, 4]

    friend bool operator==(const GroovePoint&, const GroovePoint&) = default;
};

/// A feel taken from somewhere: a shift, an accent and a length for each sixteenth, repeated. Applied after
/// swing.
struct Groove {
    std::string name;
    std::vector<GroovePoint> points;  ///< one a sixteenth of song time from position 0, [1, 128]

    friend bool operator==(const Groove&, const Groove&) = default;
};

}  // namespace clave
