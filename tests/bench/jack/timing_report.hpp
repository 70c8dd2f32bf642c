#pragma once

#include "tests/bench/jack/timing_take.hpp"
#include "tests/bench/table.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace clave::bench {

/// The takes as one table, and below it the worst of each peer.
class TimingReport {
public:
    /// \param period frames.
    void add(std::uint32_t period, const TakePlan& plan, const TakeResult& take);
    /// One more take was not counted, because JACK spoilt it.
    void addSpoilt() noexcept { ++spoilt_; }

    /// Nothing when there was no take.
    void print();

private:
    /// Over all takes of one peer under one load; times in frames.
    struct Worst {
        double p50 = 0.0;
        double p99 = 0.0;
        double worst = 0.0;
        double spread = 0.0;
        std::size_t faults = 0;
        std::size_t takes = 0;

        void add(const PeerResult& peer);
    };
    using Group = std::tuple<bool, bool, Peer>;  ///< busy or not, with xruns or without

    void addNotes();
    void printWorst() const;

    Table table_ {"Onsets against the ideal grid: swing 62 %, ratchets of 3, 5 and 7, plain sixteenths",
        {"", "period", "bpm", "load", "p50 ms", "p99 ms", "max ms", "max samples", "drift ppm", "notes",
            "stuck/orphan/doubled", "xruns", "unheard ms", "shift ms"}};
    std::map<Group, Worst> worst_;
    std::set<std::string> troubles_;
    std::uint64_t lost_ = 0;
    std::size_t spoilt_ = 0;
    bool isEmpty_ = true;
};

}  // namespace clave::bench
