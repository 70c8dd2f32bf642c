#pragma once

#include "app/net/osc_message.hpp"
#include "app/net/osc_wish.hpp"
#include "core/engine/engine.hpp"
#include "core/time/clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// How OSC is, for the Settings and the first lines in a terminal. A plain value.
struct OscState {
    bool isOn = false;
    std::string address;  ///< "127.0.0.1:9170"; empty when off
    std::string sentence;  ///< "OSC is on at 127.0.0.1:9170.", or why it is not
    std::uint64_t messages = 0;  ///< taken in
    std::uint64_t broken = 0;  ///< packets that were no OSC
    std::uint64_t refused = 0;  ///< messages that asked for what cannot be
    std::size_t subscribers = 0;
};

/// Where OSC meets scripts. Each is called on OSC's own thread and must neither wait nor call
/// connect(); any may be empty.
struct OscScripts {
    std::function<Result<void>(const std::string& script, const std::string& knob, double value)> knob;
    std::function<Result<void>(const std::string& script, const std::string& button)> press;
    std::function<Result<void>(const std::string& name, std::span<const OscValue> values)> call;
    /// Messages whose address does not begin with /clave/.
    std::function<void(const OscMessage& message)> heard;
};

class OscLoop;

/// OSC over UDP, both ways: a thread of its own that reads, obeys and tells; nobody waits for it.
/// Thread-safe: yes, all. Realtime-safe: no.
class OscDesk {
public:
    /// The engine and the clock outlive it. When it cannot be opened it is off, and state() says why.
    OscDesk(Engine& engine, const Clock& clock, const OscWish& wish);
    ~OscDesk();
    OscDesk(const OscDesk&) = delete;
    OscDesk& operator=(const OscDesk&) = delete;
    OscDesk(OscDesk&&) = delete;
    OscDesk& operator=(OscDesk&&) = delete;

    [[nodiscard]] OscState state() const;

    /// Where messages for scripts go from now on. When it returns, the ones before are called no more.
    void connect(OscScripts scripts);
    /// Sends to an address, or to all who subscribed to "script". Dropped while a thousand others wait.
    void send(OscMessage message, std::optional<OscAddress> to = {});

private:
    OscState off_;  ///< what state() says without a loop
    std::unique_ptr<OscLoop> loop_;  ///< null: off
};

}  // namespace clave
