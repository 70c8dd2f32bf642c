#pragma once

#include "controllers/surface/learn_session.hpp"

#include <cstddef>
#include <cstdint>

namespace clave {

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
    LearnTarget goal {};
    std::size_t candidate = 0;
};

}  // namespace clave
