#pragma once

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace clave::bench {

/// Keeps every core busy with ordinary threads while it lives.
class BusyCores {
public:
    BusyCores()
    {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < cores; ++i)
            threads_.emplace_back([this] {
                while (!stop_.load(std::memory_order_relaxed)) {}
            });
    }
    BusyCores(const BusyCores&) = delete;
    BusyCores& operator=(const BusyCores&) = delete;
    BusyCores(BusyCores&&) = delete;
    BusyCores& operator=(BusyCores&&) = delete;
    ~BusyCores()
    {
        stop_ = true;
        for (auto& thread : threads_)
            thread.join();
    }

private:
    std::atomic<bool> stop_ {false};
    std::vector<std::thread> threads_;
};

}  // namespace clave::bench
