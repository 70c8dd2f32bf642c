#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clave {

/// Where a program on the network is.
struct OscAddress {
    std::uint32_t host = 0x7F000001;  ///< IPv4; 127.0.0.1 is this machine
    std::uint16_t port = 0;

    /// "127.0.0.1:9170"
    [[nodiscard]] std::string text() const;
    /// The same, "localhost:9170", or the port alone; nothing when it is neither.
    [[nodiscard]] static std::optional<OscAddress> parse(std::string_view text);

    friend auto operator<=>(const OscAddress&, const OscAddress&) = default;
};

/// A UDP socket that never waits. Thread-safe: no. Realtime-safe: no.
class OscSocket {
public:
    /// How many ports after the one that is wished for are tried.
    static constexpr int kMostTries = 32;

    /// On the host and port, or the first free port after it. Fails when none is free, or this machine has no
    /// such address.
    [[nodiscard]] static Result<OscSocket> open(OscAddress wished);
    ~OscSocket();
    OscSocket(OscSocket&& other) noexcept;
    OscSocket& operator=(OscSocket&& other) noexcept;
    OscSocket(const OscSocket&) = delete;
    OscSocket& operator=(const OscSocket&) = delete;

    [[nodiscard]] OscAddress address() const noexcept { return address_; }
    /// For poll().
    [[nodiscard]] int handle() const noexcept { return handle_; }

    /// Puts the next packet into `room`; nothing when there is none now. A packet without bytes has size 0.
    [[nodiscard]] std::optional<std::size_t> receive(std::span<std::byte> room, OscAddress& from);
    /// Sent or lost: nobody waits for the network.
    void send(OscAddress to, std::span<const std::byte> packet);
    /// Somebody to whom was sent and who is not there any more; nothing when there is no other.
    [[nodiscard]] std::optional<OscAddress> takeVanished();

private:
    OscSocket(int handle, OscAddress address) : handle_(handle), address_(address) {}
    int handle_ = -1;
    OscAddress address_;
};

}  // namespace clave
