// Runs the benchmarks that are named, or all: clave_bench [--list | NAME...]
#include "tests/bench/benchmarks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Benchmark {
    std::string_view name;
    void (*run)();
};

constexpr std::array kBenchmarks {
    Benchmark {"wakeups", clave::bench::wakeUps},
    Benchmark {"player", clave::bench::player},
    Benchmark {"edits", clave::bench::edits},
    Benchmark {"chains", clave::bench::chains},
    Benchmark {"program", clave::bench::program},
};

}  // namespace

int main(int count, char** words)
{
    const std::vector<std::string_view> asked {words + 1, words + count};
    if (std::ranges::find(asked, "--list") != asked.end()) {
        for (const auto& benchmark : kBenchmarks)
            fmt::print("{}\n", benchmark.name);
        return 0;
    }
    for (const auto& name : asked) {
        if (std::ranges::find(kBenchmarks, name, &Benchmark::name) == kBenchmarks.end()) {
            fmt::print(stderr, "There is no benchmark {}; --list names them.\n", name);
            return 2;
        }
    }
    fmt::print("{} cores\n", std::thread::hardware_concurrency());
    for (const auto& benchmark : kBenchmarks) {
        if (asked.empty() || std::ranges::find(asked, benchmark.name) != asked.end()) {
            benchmark.run();
            std::fflush(stdout);
        }
    }
    return 0;
}
