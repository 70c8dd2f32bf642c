#pragma once

#include <dbus/dbus.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace clave::test {

/// Plays RealtimeKit on a private bus: answers as told and remembers what it was asked.
class RealtimeKitStandIn {
public:
    enum class Manner {
        Grants,
        Refuses,
        Older,  ///< knows MakeThreadRealtime only
        Silent,  ///< reads and never answers
    };
    struct Request {
        std::string method;
        std::vector<std::uint64_t> numbers;  ///< its arguments, in order
        std::string types;  ///< of its arguments: "ttu"
        std::int64_t rttimeLimit = -1;  ///< the caller's hard RLIMIT_RTTIME when it asked
    };
    static constexpr int kHighestPriority = 15;
    static constexpr std::int64_t kLongestRun = 400'000;  ///< microseconds

    /// Owns the name on the bus when it returns.
    RealtimeKitStandIn(const std::string& address, Manner manner);
    RealtimeKitStandIn(const RealtimeKitStandIn&) = delete;
    RealtimeKitStandIn& operator=(const RealtimeKitStandIn&) = delete;
    RealtimeKitStandIn(RealtimeKitStandIn&&) = delete;
    RealtimeKitStandIn& operator=(RealtimeKitStandIn&&) = delete;
    ~RealtimeKitStandIn();

    [[nodiscard]] bool working() const noexcept { return working_; }
    /// Requests for priority, in order; properties that were read are not among them.
    [[nodiscard]] std::vector<Request> requests() const;

private:
    void serve();
    DBusMessage* answerTo(DBusMessage* message);
    DBusMessage* answerToGet(DBusMessage* message) const;
    void remember(DBusMessage* message);

    Manner manner_;
    DBusConnection* connection_ = nullptr;
    bool working_ = false;
    mutable std::mutex mutex_;
    std::vector<Request> requests_;
    std::atomic<bool> stop_ {false};
    std::thread thread_;
};

}  // namespace clave::test
