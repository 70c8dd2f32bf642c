#pragma once

#include "app/surfaces/device_view.hpp"
#include "app/surfaces/learn_ask.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// What a window sees and asks of the controllers. Thread-safe: yes, all. Realtime-safe: no.
class DeviceDesk {
public:
    using Views = std::shared_ptr<const std::vector<DeviceView>>;

    DeviceDesk() = default;
    virtual ~DeviceDesk() = default;
    DeviceDesk(const DeviceDesk&) = delete;
    DeviceDesk& operator=(const DeviceDesk&) = delete;
    DeviceDesk(DeviceDesk&&) = delete;
    DeviceDesk& operator=(DeviceDesk&&) = delete;

    /// Every device that was seen in this run, in the order in which it was found. Another pointer once
    /// something has changed; never null.
    [[nodiscard]] virtual Views views() const = 0;
    /// Sentences for a person, since the last call.
    [[nodiscard]] virtual std::vector<std::string> takeNews() = 0;

    // `device` is DeviceView::id; one that there is none of is passed over.
    /// As if the control had been touched on the device.
    virtual void touch(std::uint32_t device, const ControlInput& input) = 0;
    virtual void enable(std::uint32_t device, bool on) = 0;
    /// \param map one of DeviceView::maps.
    virtual void useMap(std::uint32_t device, std::string map) = 0;
    /// DeviceView::learn says what came of it.
    virtual void learn(std::uint32_t device, LearnAsk ask) = 0;
};

}  // namespace clave
