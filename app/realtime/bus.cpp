#include "app/realtime/bus.hpp"

#include "core/time/steady_clock.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace clave {
namespace {
constexpr const char* kUsualAddress = "unix:path=/var/run/dbus/system_bus_socket";

/// libdbus's error, freed at the end of the scope.
struct ErrorSlot {
    ErrorSlot() { dbus_error_init(&error); }
    ErrorSlot(const ErrorSlot&) = delete;
    ErrorSlot& operator=(const ErrorSlot&) = delete;
    ErrorSlot(ErrorSlot&&) = delete;
    ErrorSlot& operator=(ErrorSlot&&) = delete;
    ~ErrorSlot() { dbus_error_free(&error); }

    DBusError error {};
};

BusError::What kindOf(std::string_view name)
{
    using What = BusError::What;
    constexpr std::array<std::string_view, 2> kNoAnswer {DBUS_ERROR_NO_REPLY, DBUS_ERROR_TIMEOUT};
    constexpr std::array<std::string_view, 6> kNoService {DBUS_ERROR_SERVICE_UNKNOWN,
        DBUS_ERROR_NAME_HAS_NO_OWNER, DBUS_ERROR_NO_SERVER, DBUS_ERROR_DISCONNECTED,
        DBUS_ERROR_FILE_NOT_FOUND, DBUS_ERROR_BAD_ADDRESS};
    if (std::ranges::find(kNoAnswer, name) != kNoAnswer.end())
        return What::NoAnswer;
    if (std::ranges::find(kNoService, name) != kNoService.end())
        return What::NoService;
    return name == DBUS_ERROR_UNKNOWN_METHOD ? What::NoMethod : What::Refused;
}

tl::unexpected<BusError> failed(const ErrorSlot& slot)
{
    return tl::unexpected<BusError> {
        BusError {kindOf(slot.error.name), slot.error.message != nullptr ? slot.error.message : ""}};
}

tl::unexpected<BusError> outOfMemory()
{
    return tl::unexpected<BusError> {BusError {BusError::What::Refused, "out of memory"}};
}

struct PendingCallDeleter {
    void operator()(DBusPendingCall* call) const noexcept { dbus_pending_call_unref(call); }
};
using PendingCall = std::unique_ptr<DBusPendingCall, PendingCallDeleter>;

/// What is left until then, as libdbus counts: at least a millisecond, or the loop would spin.
int millisecondsUntil(TimePoint deadline)
{
    using std::chrono::milliseconds;
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - SteadyClock {}.now());
    return static_cast<int>(std::clamp<milliseconds::rep>(left.count(), 1, 60'000));
}
}  // namespace

void Bus::Closer::operator()(DBusConnection* connection) const noexcept
{
    dbus_connection_close(connection);
    dbus_connection_unref(connection);
}

BusResult<Bus> Bus::connect(TimePoint deadline)
{
    // Not dbus_bus_get_private(): that says hello with a timeout of 25 seconds.
    const char* const named = std::getenv("DBUS_SYSTEM_BUS_ADDRESS");  // NOLINT(concurrency-mt-unsafe)
    ErrorSlot slot;
    Connection connection {
        dbus_connection_open_private(named != nullptr ? named : kUsualAddress, &slot.error)};
    if (!connection)
        return tl::unexpected<BusError> {BusError {BusError::What::NoService, slot.error.message}};
    dbus_connection_set_exit_on_disconnect(connection.get(), FALSE);

    Bus bus {std::move(connection)};
    const BusMessage hello {
        dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "Hello")};
    if (!hello)
        return outOfMemory();
    const auto answer = bus.call(hello, deadline);
    if (!answer)
        return tl::unexpected<BusError> {answer.error()};
    return bus;
}

BusResult<BusMessage> Bus::call(const BusMessage& request, TimePoint deadline)
{
    // Not dbus_connection_send_with_reply_and_block(): its timeout only starts when the bus has let us in, so
    // that one which takes the call and says nothing would be waited for without end.
    DBusPendingCall* raw = nullptr;
    if (dbus_connection_send_with_reply(connection_.get(), request.get(), &raw, DBUS_TIMEOUT_INFINITE)
        == FALSE)
        return outOfMemory();
    const PendingCall pending {raw};
    if (!pending)
        return tl::unexpected<BusError> {BusError {BusError::What::NoService, "not connected"}};
    const SteadyClock clock;
    while (dbus_pending_call_get_completed(pending.get()) == FALSE) {
        if (clock.now() >= deadline) {
            dbus_pending_call_cancel(pending.get());
            return tl::unexpected<BusError> {BusError {BusError::What::NoAnswer, "no answer in time"}};
        }
        if (dbus_connection_read_write_dispatch(connection_.get(), millisecondsUntil(deadline)) == FALSE
            && dbus_pending_call_get_completed(pending.get()) == FALSE)
            return tl::unexpected<BusError> {BusError {BusError::What::NoService, "disconnected"}};
    }
    BusMessage answer {dbus_pending_call_steal_reply(pending.get())};
    ErrorSlot slot;
    if (dbus_set_error_from_message(&slot.error, answer.get()) != FALSE)
        return failed(slot);
    return answer;
}

}  // namespace clave
