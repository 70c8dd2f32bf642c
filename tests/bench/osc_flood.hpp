#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace clave::bench {

/// Sends OSC messages to a port of this machine, so many a second, from its making to its end: each sets the
/// velocity of one step of the first track.
class OscFlood {
public:
    OscFlood(std::uint16_t port, int messagesASecond);
    ~OscFlood();
    OscFlood(const OscFlood&) = delete;
    OscFlood& operator=(const OscFlood&) = delete;
    OscFlood(OscFlood&&) = delete;
    OscFlood& operator=(OscFlood&&) = delete;

private:
    void run(std::uint16_t port, int messagesASecond) const;

    std::atomic<bool> isOver_ {false};
    std::thread thread_;
};

}  // namespace clave::bench
