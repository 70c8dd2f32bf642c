#pragma once

#include "core/base/result.hpp"
#include "core/ports/bell.hpp"
#include "core/ports/byte_port.hpp"

#include <memory>
#include <string>

namespace clave {

class Watchdog;

/// A device's input and output on JACK. Bytes have the exact frame at which they were sent, and go out with
/// the next period; a message stays whole.
class JackBytePort final : public BytePort {
public:
    /// \param input of a port in listPorts().inputs that is listened to; empty: nothing ever comes. \param
    /// output of one in outputs; empty: nothing is ever sent. \param bell rung when bytes have come.
    [[nodiscard]] static Result<std::unique_ptr<JackBytePort>> open(
        const std::string& input, const std::string& output, std::shared_ptr<Bell> bell);
    /// What was sent arrives before the ports are closed.
    ~JackBytePort() override;
    JackBytePort(const JackBytePort&) = delete;
    JackBytePort& operator=(const JackBytePort&) = delete;
    JackBytePort(JackBytePort&&) = delete;
    JackBytePort& operator=(JackBytePort&&) = delete;

    [[nodiscard]] bool tryPop(ByteChunk& chunk) noexcept override;
    bool send(std::span<const std::uint8_t> message) override;
    [[nodiscard]] std::uint32_t presence() const noexcept override;
    [[nodiscard]] ByteReport report() const override;

private:
    class Input;
    class Output;
    JackBytePort(std::shared_ptr<Input> input, std::shared_ptr<Output> output);

    std::shared_ptr<Input> input_;  ///< may be null
    std::shared_ptr<Output> output_;  ///< may be null
    std::shared_ptr<Watchdog> watchdog_;
};

}  // namespace clave
