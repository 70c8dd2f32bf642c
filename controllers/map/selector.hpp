#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/map/map.hpp"
#include "core/base/result.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace clave {

/// Which controls of a device: a group's name, and which of them, counted from 0, from the top left:
///
///     pad[0..3][*]   rows 0 to 3 of the pads, all columns      side.2        the third of a column or row
///     line[4..6]     some of a row                             knob[*]       all of a group
///     play           a button by its name
///
/// "notes" and "program" are what no control of the device says: keys that are played, program changes.
struct ParsedSelector {
    struct Run {
        int first = 0;
        int last = 255;  ///< both included
    };
    enum class Kind : std::uint8_t { Controls, Notes, Program };

    Kind kind = Kind::Controls;
    std::string_view group;
    std::uint8_t dimensions = 0;  ///< 0: all of the group, 1: by index, 2: by row and column
    Run row;  ///< of one dimension: the index
    Run col;
};

/// Fails with what is wrong with the text, from the second half of a sentence on.
[[nodiscard]] Result<ParsedSelector> parseSelector(std::string_view text);

/// The controls of a profile, as indexes into Profile::controls; empty when it has none of these.
[[nodiscard]] std::vector<std::uint16_t> controlsOf(const ParsedSelector& selector, const Profile& profile);

}  // namespace clave
