#pragma once

#include "app/net/osc_book.hpp"
#include "app/net/osc_loop.hpp"

namespace clave {

/// What a message of one client is done with.
class OscClientDoer final : public OscDoer {
public:
    OscClientDoer(OscLoop& loop, OscClient& client, const Snapshot& snapshot)
        : loop_(loop)
        , client_(client)
        , snapshot_(snapshot)
    {
    }

    [[nodiscard]] const Snapshot& snapshot() override { return snapshot_; }
    [[nodiscard]] const ClockStatus& status() override;
    [[nodiscard]] Track track(std::size_t index) override;
    bool send(CommandWhat what) override;
    void reply(OscMessage message) override;
    void replyTo(std::uint16_t port) override;
    void subscribe(double seconds, const std::vector<std::string>& kinds) override;
    void unsubscribe() override;
    Result<void> knob(const std::string& script, const std::string& knob, double value) override;
    Result<void> press(const std::string& script, const std::string& button) override;
    Result<void> call(const std::string& name, std::span<const OscValue> values) override;

private:
    OscLoop& loop_;
    OscClient& client_;
    const Snapshot& snapshot_;
};

}  // namespace clave
