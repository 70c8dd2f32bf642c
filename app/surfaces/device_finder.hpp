#pragma once

#include "app/surfaces/controller_files.hpp"
#include "app/surfaces/controller_wish.hpp"
#include "app/surfaces/port_pairs.hpp"
#include "core/ports/bell.hpp"
#include "core/ports/byte_port.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace clave {

class SurfaceLoop;

/// Finds controllers among the ports there are, opens them and hands them to the thread of the controllers;
/// and hands it new profiles and maps when files were saved. Looked after by a slow thread of its own,
/// because each step may take long. Thread-safe: as noted. Realtime-safe: no.
class DeviceFinder {
public:
    DeviceFinder(ControllerWish wish, std::unique_ptr<ControllerFiles> files, SurfaceLoop& loop,
        std::shared_ptr<Bell> loopBell);

    /// Looks at files and ports, and does what was asked for. Thread-safe: from one thread.
    void look();
    /// Nothing reaches the loop after it. Thread-safe: yes.
    void close();

    // Requests for the next look. Thread-safe: yes.
    void enable(std::uint32_t device, bool on);
    void useMap(std::uint32_t device, std::string map);

private:
    struct Known {
        std::uint32_t id = 0;
        PortPair port;
        ProfilePtr profile;
        MapPtr map;
        std::string wantedMap;
        bool enabled = true;
        bool isOpen = false;
    };
    struct Request {
        std::uint32_t device = 0;
        bool on = true;
        std::string map;  ///< empty: this is about `on`
    };

    void obeyRequests();
    void lookAtFiles();
    void lookAtPorts();
    void meet(const PortPair& port, const PortList& list);
    void meetUnknown(const PortPair& port);
    [[nodiscard]] ProfilePtr newProfile(Known& known);
    void meetAgain(Known& known, const PortPair& port, const PortList& list);
    [[nodiscard]] std::unique_ptr<BytePort> open(const PortPair& port, MidiApi api);
    [[nodiscard]] bool isTaken(const PortPair& port) const;
    void say(const std::string& sentence);
    template <typename Job>
    void tell(Job job);

    const ControllerWish wish_;
    std::unique_ptr<ControllerFiles> files_;
    std::shared_ptr<Bell> loopBell_;
    std::vector<Known> known_;
    std::uint64_t filesVersion_ = 0;
    std::string lastTrouble_;

    std::mutex mutex_;  ///< of the rest
    SurfaceLoop* loop_;
    std::vector<Request> requests_;
};

}  // namespace clave
