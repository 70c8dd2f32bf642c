#pragma once

#include "core/time/time_point.hpp"

#include <dbus/dbus.h>
#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <utility>

namespace clave {

/// Why a call over D-Bus brought nothing.
struct BusError {
    enum class What {
        NoService,  ///< no bus, or nobody on it has that name
        NoMethod,  ///< the service is older than the method
        NoAnswer,  ///< it did not answer in time
        Refused,  ///< it answered with an error
    };
    What what = What::Refused;
    std::string message;  ///< what the bus or the service said; comes from outside
};

template <typename T>
using BusResult = tl::expected<T, BusError>;

/// A message of libdbus that frees itself.
struct BusMessageDeleter {
    void operator()(DBusMessage* message) const noexcept { dbus_message_unref(message); }
};
using BusMessage = std::unique_ptr<DBusMessage, BusMessageDeleter>;

/// A connection to the machine's D-Bus of our own, on which every call has a deadline.
/// Thread-safe: no. Realtime-safe: no.
class Bus {
public:
    /// Connects to the bus that DBUS_SYSTEM_BUS_ADDRESS names, else to the usual place.
    [[nodiscard]] static BusResult<Bus> connect(TimePoint deadline);

    /// Sends a method call and waits for the answer.
    [[nodiscard]] BusResult<BusMessage> call(const BusMessage& request, TimePoint deadline);

private:
    struct Closer {
        void operator()(DBusConnection* connection) const noexcept;
    };
    using Connection = std::unique_ptr<DBusConnection, Closer>;
    explicit Bus(Connection connection) : connection_(std::move(connection)) {}

    Connection connection_;
};

}  // namespace clave
