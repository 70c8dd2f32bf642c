#include "app/realtime/rtkit.hpp"

#include "core/time/steady_clock.hpp"

#include "tests/app/realtime/private_bus.hpp"
#include "tests/app/realtime/stand_in.hpp"
#include "tests/support/privileges.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>

using namespace clave;
using test::RealtimeKitStandIn;
using Manner = RealtimeKitStandIn::Manner;

namespace {

/// A private bus that RealtimeKit's users take for the machine's.
struct Machine {
    test::PrivateBus bus;
    test::WithEnvironment environment {"DBUS_SYSTEM_BUS_ADDRESS", bus.address()};

    [[nodiscard]] bool missing() const { return bus.address().empty(); }
};

constexpr const char* kNoDaemon = "no dbus-daemon to make a private bus with";

struct Timed {
    Result<int> answer;
    std::chrono::milliseconds took;
};

Timed ask(RealtimeKit& kit, pid_t tid, int priority)
{
    const SteadyClock clock;
    const TimePoint start = clock.now();
    Result<int> answer = kit.makeRealtime(tid, priority);
    return {answer, std::chrono::duration_cast<std::chrono::milliseconds>(clock.now() - start)};
}

}  // namespace

TEST_SUITE("app/realtime/rtkit")
{
    TEST_CASE("RealtimeKit is asked for this process, that thread and no more priority than it allows")
    {
        const Machine machine;
        if (machine.missing())
            return test::skip(kNoDaemon);
        const RealtimeKitStandIn service {machine.bus.address(), Manner::Grants};
        REQUIRE(service.working());
        RealtimeKit kit;
        const auto high = kit.makeRealtime(gettid(), 60);
        const auto low = kit.makeRealtime(gettid(), 5);
        REQUIRE(high.has_value());
        CHECK(*high == RealtimeKitStandIn::kHighestPriority);
        REQUIRE(low.has_value());
        CHECK(*low == 5);

        const auto requests = service.requests();
        REQUIRE(requests.size() == 2);
        const auto process = static_cast<std::uint64_t>(getpid());
        const auto thread = static_cast<std::uint64_t>(gettid());
        CHECK(requests[0].method == "MakeThreadRealtimeWithPID");
        CHECK(requests[0].types == "ttu");
        CHECK(requests[0].numbers == std::vector<std::uint64_t> {process, thread, 15});
        CHECK(requests[1].numbers == std::vector<std::uint64_t> {process, thread, 5});
        CHECK(requests[0].rttimeLimit <= RealtimeKitStandIn::kLongestRun);
    }

    TEST_CASE("an older RealtimeKit is asked in the way it knows")
    {
        const Machine machine;
        if (machine.missing())
            return test::skip(kNoDaemon);
        const RealtimeKitStandIn service {machine.bus.address(), Manner::Older};
        RealtimeKit kit;
        CHECK(kit.makeRealtime(gettid(), 60).has_value());
        const auto requests = service.requests();
        REQUIRE(requests.size() == 1);
        CHECK(requests[0].method == "MakeThreadRealtime");
        CHECK(requests[0].types == "tu");
        CHECK(requests[0].numbers == std::vector<std::uint64_t> {static_cast<std::uint64_t>(gettid()), 15});
    }

    TEST_CASE("a refusal is passed on in one line, and the next thread may ask again")
    {
        const Machine machine;
        if (machine.missing())
            return test::skip(kNoDaemon);
        const RealtimeKitStandIn service {machine.bus.address(), Manner::Refuses};
        RealtimeKit kit;
        const auto answer = kit.makeRealtime(gettid(), 60);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().message == "RealtimeKit refused: Operation not permitted");
        CHECK_FALSE(kit.makeRealtime(gettid(), 60).has_value());
        CHECK(service.requests().size() == 2);
    }

    TEST_CASE("without a RealtimeKit on the bus, or without a bus, nobody waits")
    {
        std::optional<Machine> machine;
        std::optional<test::WithEnvironment> nowhere;
        SUBCASE("no such service")
        {
            machine.emplace();
            if (machine->missing())
                return test::skip(kNoDaemon);
        }
        SUBCASE("no bus")
        {
            nowhere.emplace("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/clave-bus");
        }
        SUBCASE("an address that is none")
        {
            nowhere.emplace("DBUS_SYSTEM_BUS_ADDRESS", "what");
        }
        RealtimeKit kit;
        const auto [answer, took] = ask(kit, gettid(), 60);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().message == "RealtimeKit is not running");
        CHECK(took.count() < 900);
    }

    TEST_CASE("a RealtimeKit that never answers costs less than a second, once")
    {
        const Machine machine;
        if (machine.missing())
            return test::skip(kNoDaemon);
        const RealtimeKitStandIn service {machine.bus.address(), Manner::Silent};
        RealtimeKit kit;
        const auto first = ask(kit, gettid(), 60);
        REQUIRE_FALSE(first.answer.has_value());
        CHECK(first.answer.error().message == "RealtimeKit did not answer");
        CHECK(first.took.count() <= 1000);
        const auto second = ask(kit, gettid(), 58);
        CHECK(second.answer.error() == first.answer.error());
        CHECK(second.took.count() < 100);
    }

    TEST_CASE("a bus that takes the call and says nothing costs less than a second")
    {
        const auto path = std::filesystem::temp_directory_path() / ("clave-mute-" + std::to_string(getpid()));
        std::filesystem::remove(path);
        const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un place {};
        place.sun_family = AF_UNIX;
        REQUIRE(path.native().size() < sizeof place.sun_path);
        std::memcpy(place.sun_path, path.c_str(), path.native().size());
        REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0);
        REQUIRE(listen(listener, 4) == 0);
        const test::WithEnvironment environment {"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + path.native()};
        RealtimeKit kit;
        const auto [answer, took] = ask(kit, gettid(), 60);
        close(listener);
        std::filesystem::remove(path);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().message == "RealtimeKit did not answer");
        CHECK(took.count() <= 1000);
    }

    TEST_CASE(
        "an ordinary user's clock thread is real-time through RealtimeKit, or says in one sentence why not")
    {
        const Machine machine;
        if (machine.missing())
            return test::skip(kNoDaemon);
        const test::WithoutCapability noNice {CAP_SYS_NICE};
        const test::WithLimit noPriority {RLIMIT_RTPRIO, 0};
        RealtimeKit kit;
        SUBCASE("granted")
        {
            const RealtimeKitStandIn service {machine.bus.address(), Manner::Grants};
            pid_t tid = 0;
            std::optional<RealtimeThread> thread;
            thread.emplace(
                RealtimeThreadOptions {"clave-clock", kClockPriority, &kit}, [&tid] { tid = gettid(); });
            const RealtimeResult result = thread->result();
            thread.reset();
            CHECK(result.grant == Grant::RealtimeKit);
            CHECK(result.priority == 15);
            CHECK(result.sentence.empty());
            REQUIRE(service.requests().size() == 1);
            CHECK(service.requests()[0].numbers[1] == static_cast<std::uint64_t>(tid));
        }
        SUBCASE("refused")
        {
            const RealtimeKitStandIn service {machine.bus.address(), Manner::Refuses};
            const RealtimeThread thread {{"clave-clock", kClockPriority, &kit}, [] {}};
            CHECK(thread.result().grant == Grant::None);
            CHECK(thread.result().sentence.find("refused: Operation not permitted)") != std::string::npos);
            CHECK(thread.result().sentence.find("longer look-ahead") != std::string::npos);
        }
    }
}
