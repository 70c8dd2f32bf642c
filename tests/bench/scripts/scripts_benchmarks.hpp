#pragma once

namespace clave::bench {

/// What a call from C++ to Python and back costs, beside running a text for it.
void crossing();

/// 128 tracks with four hooks each at 300 bpm in 32nds: processor time of child and parent, and what came
/// late.
/// \param seconds how long it plays
void fullLoad(int seconds);

}  // namespace clave::bench
