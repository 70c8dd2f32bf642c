#pragma once

#include "core/base/result.hpp"

#include "tests/bench/jack/child_process.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace clave::bench {

/// A JACK server of our own on the dummy driver, under a name that no one else has; real-time where
/// that is allowed. Sets JACK_DEFAULT_SERVER, so that we and the programs we start find it and touch no
/// other.
class BenchJackServer {
public:
    static constexpr std::uint32_t kRate = 48000;  ///< frames a second

    /// \param period frames.
    [[nodiscard]] static Result<std::unique_ptr<BenchJackServer>> start(std::uint32_t period);

    /// May this process have the priority that jackd and its clients take?
    [[nodiscard]] static bool mayBeRealtime();

private:
    explicit BenchJackServer(std::vector<std::string> words) : process_(std::move(words)) {}

    ChildProcess process_;
};

}  // namespace clave::bench
