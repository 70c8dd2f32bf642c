#pragma once

#include <string>
#include <vector>

namespace clave::bench {

/// What a program took, as the kernel counts.
struct ProgramRun {
    int status = -1;  ///< exit status; -1 when it could not be run or was killed
    double seconds = 0.0;
    double cpuSeconds = 0.0;  ///< of all its threads and children
    long peakKib = 0;  ///< the most memory it had resident, looked at every 20 ms
    struct Line {
        double seconds;  ///< since the program was started
        std::string text;
    };
    std::vector<Line> lines;  ///< of its standard output
};

/// Runs a program to its end with nothing to read; what it writes to standard error is dropped.
[[nodiscard]] ProgramRun runProgram(const std::vector<std::string>& words);

}  // namespace clave::bench
