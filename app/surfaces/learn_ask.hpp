#pragma once

#include "controllers/map/map.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace clave {

/// What a control that is about to be touched shall do.
struct LearnGoal {
    std::string title;  ///< for people: "plays, or stops"
    std::string action;  ///< a name of the action table
    std::vector<Argument> arguments;
};

/// One step of teaching a controller by touching it.
struct LearnAsk {
    enum class What : std::uint8_t {
        Listen,  ///< the next control that is touched is for `goal`; until Stop, nothing else acts
        Choose,  ///< of several that were touched, it is `candidate`
        Take,  ///< what was heard; the control does nothing else from now on
        TakeBoth,  ///< ... and goes on to do what it did
        TakeGrid,  ///< all pads between the two corners that were learned
        Undo,  ///< the last of those is taken back
        Save,  ///< to the map of one's own
        Stop,  ///< what was not saved is forgotten
    };
    What what = What::Stop;
    LearnGoal goal {};
    std::size_t candidate = 0;
};

}  // namespace clave
