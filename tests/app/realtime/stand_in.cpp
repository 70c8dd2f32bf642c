#include "tests/app/realtime/stand_in.hpp"

#include <sys/resource.h>

#include <string_view>

namespace clave::test {
namespace {
constexpr const char* kName = "org.freedesktop.RealtimeKit1";
constexpr const char* kPath = "/org/freedesktop/RealtimeKit1";

std::string_view orEmpty(const char* text)
{
    return text != nullptr ? text : "";
}
}  // namespace

RealtimeKitStandIn::RealtimeKitStandIn(const std::string& address, Manner manner) : manner_(manner)
{
    connection_ = dbus_connection_open_private(address.c_str(), nullptr);
    if (connection_ == nullptr || dbus_bus_register(connection_, nullptr) == FALSE)
        return;
    dbus_connection_set_exit_on_disconnect(connection_, FALSE);
    working_ = dbus_bus_request_name(connection_, kName, 0, nullptr) == DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER;
    thread_ = std::thread {[this] { serve(); }};
}

RealtimeKitStandIn::~RealtimeKitStandIn()
{
    stop_ = true;
    if (thread_.joinable())
        thread_.join();
    if (connection_ != nullptr) {
        dbus_connection_close(connection_);
        dbus_connection_unref(connection_);
    }
}

std::vector<RealtimeKitStandIn::Request> RealtimeKitStandIn::requests() const
{
    const std::lock_guard lock {mutex_};
    return requests_;
}

void RealtimeKitStandIn::serve()
{
    while (!stop_ && dbus_connection_read_write(connection_, 20) != FALSE) {
        while (DBusMessage* const message = dbus_connection_pop_message(connection_)) {
            if (dbus_message_get_type(message) == DBUS_MESSAGE_TYPE_METHOD_CALL) {
                if (DBusMessage* const answer = answerTo(message)) {
                    dbus_connection_send(connection_, answer, nullptr);
                    dbus_connection_flush(connection_);
                    dbus_message_unref(answer);
                }
            }
            dbus_message_unref(message);
        }
    }
}

DBusMessage* RealtimeKitStandIn::answerTo(DBusMessage* message)
{
    if (manner_ == Manner::Silent)
        return nullptr;
    if (orEmpty(dbus_message_get_path(message)) != kPath)
        return dbus_message_new_error(message, DBUS_ERROR_UNKNOWN_OBJECT, "no such object");
    if (dbus_message_is_method_call(message, DBUS_INTERFACE_PROPERTIES, "Get") != FALSE)
        return answerToGet(message);
    const bool withProcess =
        dbus_message_is_method_call(message, kName, "MakeThreadRealtimeWithPID") != FALSE;
    const bool plain = dbus_message_is_method_call(message, kName, "MakeThreadRealtime") != FALSE;
    if (!plain && (!withProcess || manner_ == Manner::Older))
        return dbus_message_new_error(message, DBUS_ERROR_UNKNOWN_METHOD, "no such method");
    remember(message);
    if (manner_ == Manner::Refuses)
        return dbus_message_new_error(message, DBUS_ERROR_ACCESS_DENIED, "Operation not\npermitted.");
    return dbus_message_new_method_return(message);
}

DBusMessage* RealtimeKitStandIn::answerToGet(DBusMessage* message) const
{
    const char* interface = nullptr;
    const char* name = nullptr;
    if (dbus_message_get_args(
            message, nullptr, DBUS_TYPE_STRING, &interface, DBUS_TYPE_STRING, &name, DBUS_TYPE_INVALID)
            == FALSE
        || orEmpty(interface) != kName)
        return dbus_message_new_error(message, DBUS_ERROR_INVALID_ARGS, "which property?");
    DBusMessage* const answer = dbus_message_new_method_return(message);
    DBusMessageIter outer {};
    DBusMessageIter inner {};
    dbus_message_iter_init_append(answer, &outer);
    if (orEmpty(name) == "MaxRealtimePriority") {
        const dbus_int32_t value = kHighestPriority;
        dbus_message_iter_open_container(&outer, DBUS_TYPE_VARIANT, "i", &inner);
        dbus_message_iter_append_basic(&inner, DBUS_TYPE_INT32, &value);
    } else {
        const dbus_int64_t value = kLongestRun;
        dbus_message_iter_open_container(&outer, DBUS_TYPE_VARIANT, "x", &inner);
        dbus_message_iter_append_basic(&inner, DBUS_TYPE_INT64, &value);
    }
    dbus_message_iter_close_container(&outer, &inner);
    return answer;
}

void RealtimeKitStandIn::remember(DBusMessage* message)
{
    Request request;
    request.method = dbus_message_get_member(message);
    request.types = dbus_message_get_signature(message);
    DBusMessageIter argument {};
    if (dbus_message_iter_init(message, &argument) != FALSE) {
        do {
            DBusBasicValue value {};
            dbus_message_iter_get_basic(&argument, &value);
            const bool wide = dbus_message_iter_get_arg_type(&argument) == DBUS_TYPE_UINT64;
            request.numbers.push_back(wide ? value.u64 : value.u32);
        } while (dbus_message_iter_next(&argument) != FALSE);
    }
    rlimit limit {};
    getrlimit(RLIMIT_RTTIME, &limit);
    request.rttimeLimit = static_cast<std::int64_t>(limit.rlim_max);
    const std::lock_guard lock {mutex_};
    requests_.push_back(std::move(request));
}

}  // namespace clave::test
