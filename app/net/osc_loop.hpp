#pragma once

#include "app/net/osc_clients.hpp"
#include "app/net/osc_desk.hpp"
#include "app/net/osc_news.hpp"
#include "app/net/osc_socket.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace clave {

/// The thread of OscDesk, with all it owns. It sleeps until a packet comes; while somebody wants news it
/// looks 250 times a second.
class OscLoop {
public:
    OscLoop(Engine& engine, const Clock& clock, OscSocket socket, std::string sentence);
    ~OscLoop();
    OscLoop(const OscLoop&) = delete;
    OscLoop& operator=(const OscLoop&) = delete;
    OscLoop(OscLoop&&) = delete;
    OscLoop& operator=(OscLoop&&) = delete;

    /// Thread-safe: yes.
    [[nodiscard]] OscState state() const;
    /// Thread-safe: yes.
    void connect(OscScripts scripts);
    /// Thread-safe: yes.
    void send(OscMessage message, std::optional<OscAddress> to);

private:
    friend class OscClientDoer;

    void run();
    void waitForSomething();
    void readPackets();
    void take(std::span<const std::byte> packet, OscAddress from);
    void obey(const OscMessage& message, OscAddress from);
    void obeyDue();
    void sendOut();
    void tellNews();
    void tell(OscAddress to, const std::string& sentence);

    Engine& engine_;
    const Clock& clock_;
    OscSocket socket_;
    int wake_ = -1;  ///< an eventfd
    std::atomic<bool> isOver_ {false};

    OscClients clients_;
    Published<Snapshot>::Reader reader_;
    OscNews news_;
    TimePoint now_ {};
    TimePoint nextLook_ {};
    std::optional<ClockStatus> status_;  ///< of this turn, once somebody asked
    std::vector<std::byte> room_;
    /// Messages of bundles for later, by when they are due.
    std::multimap<TimePoint, std::pair<OscAddress, OscMessage>> waiting_;

    std::mutex scriptsMutex_;  ///< held while one of them is called
    OscScripts scripts_;

    mutable std::mutex mutex_;  ///< of those below, held for moments only
    std::deque<std::pair<std::optional<OscAddress>, OscMessage>> out_;
    OscState state_;

    std::thread thread_;
};

}  // namespace clave
