#include "app/realtime/rtkit.hpp"

#include "app/realtime/bus.hpp"
#include "app/realtime/overrun_guard.hpp"
#include "core/time/steady_clock.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace clave {
namespace {
constexpr const char* kService = "org.freedesktop.RealtimeKit1";
constexpr const char* kPath = "/org/freedesktop/RealtimeKit1";
constexpr std::chrono::milliseconds kPatience {800};

BusMessage methodCall(const char* interface, const char* method)
{
    return BusMessage {dbus_message_new_method_call(kService, kPath, interface, method)};
}

/// A whole number of any of the types that versions of RealtimeKit have used for it.
std::optional<std::int64_t> wholeNumber(const BusMessage& answer)
{
    DBusMessageIter outer {};
    DBusMessageIter inner {};
    if (!dbus_message_iter_init(answer.get(), &outer)
        || dbus_message_iter_get_arg_type(&outer) != DBUS_TYPE_VARIANT)
        return std::nullopt;
    dbus_message_iter_recurse(&outer, &inner);
    DBusBasicValue value {};
    switch (dbus_message_iter_get_arg_type(&inner)) {
    case DBUS_TYPE_INT32:
        dbus_message_iter_get_basic(&inner, &value);
        return value.i32;
    case DBUS_TYPE_UINT32:
        dbus_message_iter_get_basic(&inner, &value);
        return value.u32;
    case DBUS_TYPE_INT64:
        dbus_message_iter_get_basic(&inner, &value);
        return value.i64;
    default:
        return std::nullopt;
    }
}

/// A property of the service; `otherwise` when it has none of that name or of another type.
BusResult<std::int64_t> property(Bus& bus, const char* name, std::int64_t otherwise, TimePoint deadline)
{
    const BusMessage request = methodCall(DBUS_INTERFACE_PROPERTIES, "Get");
    dbus_message_append_args(
        request.get(), DBUS_TYPE_STRING, &kService, DBUS_TYPE_STRING, &name, DBUS_TYPE_INVALID);
    const auto answer = bus.call(request, deadline);
    if (answer)
        return wholeNumber(*answer).value_or(otherwise);
    using What = BusError::What;
    if (answer.error().what == What::NoService || answer.error().what == What::NoAnswer)
        return tl::unexpected<BusError> {answer.error()};
    return otherwise;
}

BusResult<BusMessage> askFor(Bus& bus, pid_t tid, int priority, TimePoint deadline)
{
    const auto process = static_cast<dbus_uint64_t>(getpid());
    const auto thread = static_cast<dbus_uint64_t>(tid);
    const auto wanted = static_cast<dbus_uint32_t>(priority);
    const BusMessage request = methodCall(kService, "MakeThreadRealtimeWithPID");
    dbus_message_append_args(request.get(), DBUS_TYPE_UINT64, &process, DBUS_TYPE_UINT64, &thread,
        DBUS_TYPE_UINT32, &wanted, DBUS_TYPE_INVALID);
    auto answer = bus.call(request, deadline);
    if (answer || answer.error().what != BusError::What::NoMethod)
        return answer;
    // Before 0.12 the process was always the caller's.
    const BusMessage older = methodCall(kService, "MakeThreadRealtime");
    dbus_message_append_args(
        older.get(), DBUS_TYPE_UINT64, &thread, DBUS_TYPE_UINT32, &wanted, DBUS_TYPE_INVALID);
    return bus.call(older, deadline);
}

/// What a service says goes into the middle of a sentence: one line, not too long, no full stop.
std::string withinSentence(std::string text)
{
    constexpr std::size_t kLongest = 160;
    text.resize(std::min(text.size(), kLongest));
    std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c >= 0x7F; }, ' ');
    while (!text.empty() && (text.back() == '.' || text.back() == ' '))
        text.pop_back();
    return text;
}

Error inWords(const BusError& error)
{
    switch (error.what) {
    case BusError::What::NoService:
        return {"RealtimeKit is not running"};
    case BusError::What::NoAnswer:
        return {"RealtimeKit did not answer"};
    case BusError::What::NoMethod:
    case BusError::What::Refused:
        break;
    }
    return {"RealtimeKit refused: " + withinSentence(error.message)};
}
}  // namespace

/// What RealtimeKit asks and allows.
struct RealtimeKit::Terms {
    int highestPriority;
    std::int64_t longestRunMicroseconds;
};

RealtimeKit::RealtimeKit() = default;
RealtimeKit::~RealtimeKit() = default;

Result<int> RealtimeKit::makeRealtime(pid_t tid, int priority)
{
    const std::lock_guard lock {mutex_};
    if (silent_)
        return tl::unexpected<Error> {*silent_};
    const TimePoint deadline = SteadyClock {}.now() + kPatience;
    const auto refused = [this](const BusError& error) {
        if (error.what == BusError::What::NoService || error.what == BusError::What::NoAnswer)
            silent_ = inWords(error);
        return tl::unexpected<Error> {inWords(error)};
    };

    if (!bus_) {
        auto bus = Bus::connect(deadline);
        if (!bus)
            return refused(bus.error());
        bus_ = std::make_unique<Bus>(std::move(*bus));
    }
    if (!terms_) {
        const auto highest = property(*bus_, "MaxRealtimePriority", 20, deadline);
        if (!highest)
            return refused(highest.error());
        const auto longest = property(*bus_, "RTTimeUSecMax", 200'000, deadline);
        if (!longest)
            return refused(longest.error());
        terms_ = std::make_unique<Terms>(
            Terms {static_cast<int>(std::clamp<std::int64_t>(*highest, 0, 99)), *longest});
    }
    const int wanted = std::min(priority, terms_->highestPriority);
    if (wanted < 1)
        return fail("RealtimeKit allows no real-time priority");
    if (!limitRealtimeRun(terms_->longestRunMicroseconds))
        return fail("the limit that RealtimeKit asks for could not be set");
    const auto granted = askFor(*bus_, tid, wanted, deadline);
    if (!granted)
        return refused(granted.error());
    guardFromOverrun(tid);
    return wanted;
}

}  // namespace clave
