#pragma once

#include "controllers/midi/event_stream.hpp"
#include "controllers/surface/surface.hpp"
#include "core/engine/session.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What a controller's bytes mean and would do, in words: its surface plays a fresh song that nobody hears. A
/// device that is known by no file has its messages told. Thread-safe: no. Realtime-safe: no.
class DrySurface final : public SurfaceOut {
public:
    using Send = std::function<void(std::span<const std::uint8_t>)>;

    /// \param profile may be null. \param map likewise. \param send gets what the device is to be sent;
    /// empty: it is sent nothing.
    DrySurface(ProfilePtr profile, MapPtr map, Send send = {});

    void connect(TimePoint now);
    void release(TimePoint now);
    /// A line for each thing that happened, its seconds since `begin` first.
    [[nodiscard]] std::vector<std::string> feed(
        std::span<const std::uint8_t> bytes, TimePoint time, TimePoint begin);
    /// Time has passed: holds and time limits.
    [[nodiscard]] std::vector<std::string> advance(TimePoint now, TimePoint begin);

    void command(CommandWhat what, std::uint64_t gesture) override;
    void key(const KeyPress&) override {}
    void send(std::span<const std::uint8_t> message) override;
    void hook(const std::string&, std::span<const int>) override {}
    void turn(std::size_t, double) override {}
    void fired(std::uint32_t, std::span<const std::uint16_t>, TimePoint) override {}
    void touched(std::uint32_t, const ControlInput&) override {}

private:
    template <typename Work>
    void with(TimePoint now, Work work);
    [[nodiscard]] std::vector<std::string> takeTraces(TimePoint begin);

    Session session_;
    Published<Snapshot>::Reader reader_;
    ClockStatus status_;
    EventStream events_;  ///< of a device without a profile
    std::unique_ptr<Surface> surface_;  ///< null likewise
    Send send_;
    std::uint64_t lastTrace_ = 0;
};

}  // namespace clave
