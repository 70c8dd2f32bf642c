// How fast scripts are: clave_scripts_bench [SECONDS of the full load, 20]
#include "scripts/host/script_host_entry.hpp"

#include "tests/bench/scripts/scripts_benchmarks.hpp"

#include <cstdlib>

int main(int count, char** words)
{
    if (clave::isScriptHost(count, words))
        clave::runScriptHost(words[2]);
    constexpr int kSeconds = 20;
    const int seconds = count > 1 ? std::atoi(words[1]) : kSeconds;
    clave::bench::fullLoad(seconds);
    clave::bench::crossing();
    return 0;
}
