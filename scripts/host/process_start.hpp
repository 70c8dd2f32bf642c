#pragma once

#include "core/base/result.hpp"

#include <sys/types.h>

#include <array>
#include <string>

namespace clave {

/// A program to start as a child with nothing of the parent's but the files named.
struct ProcessPlan {
    std::string program;
    std::string first;  ///< its two words
    std::string second;
    int output = -1;  ///< becomes 1 and 2
    std::array<int, 3> files {-1, -1, -1};  ///< become 3, 4 and 5; all others are closed
};

/// Starts it in a process group of its own, with all signals as they are at first and nothing to read.
/// The child dies by SIGKILL when the calling thread ends, if it asked for that.
/// Thread-safe: yes. Realtime-safe: no (the calling thread waits for exec).
[[nodiscard]] Result<pid_t> startProcess(const ProcessPlan& plan);

}  // namespace clave
