#include "tests/bench/jack/jack_server.hpp"

#include <fmt/format.h>
#include <jack/jack.h>
#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

namespace clave::bench {
namespace {
using namespace std::chrono_literals;

constexpr int kPriority = 70;
constexpr auto kPatience = 10s;

bool answers()
{
    jack_client_t* const client = jack_client_open("knock", JackNoStartServer, nullptr);
    if (client == nullptr)
        return false;
    jack_client_close(client);
    return true;
}
}  // namespace

bool BenchJackServer::mayBeRealtime()
{
    sched_param before {};
    const int policy = sched_getscheduler(0);
    sched_getparam(0, &before);
    const sched_param asked {.sched_priority = kPriority};
    if (policy < 0 || sched_setscheduler(0, SCHED_FIFO, &asked) != 0)
        return false;
    sched_setscheduler(0, policy, &before);
    return true;
}

Result<std::unique_ptr<BenchJackServer>> BenchJackServer::start(std::uint32_t period)
{
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
    const std::string name = fmt::format("clave-bench-{}-{}", getpid(), period);
    setenv("JACK_DEFAULT_SERVER", name.c_str(), 1);
    // Milliseconds of patience: a machine that stands still for half a second must not cost us a client. But
    // for twice as long jackd keeps everyone waiting when, as happens, it misses that a client has gone.
    std::vector<std::string> words {"jackd", "-n", name, "-t", "1000"};
    if (mayBeRealtime())
        words.insert(words.end(), {"-R", "-P", std::to_string(kPriority)});
    else
        words.emplace_back("-r");
    words.insert(words.end(), {"-d", "dummy", "-r", std::to_string(kRate), "-p", std::to_string(period)});
    std::unique_ptr<BenchJackServer> server {new BenchJackServer {std::move(words)}};
    for (const auto end = std::chrono::steady_clock::now() + kPatience; !answers();) {
        const auto status = server->process_.status();
        if (status == ChildProcess::kNotRun)
            return fail("jackd is not installed; install Debian's jackd2.");
        if (status)
            return fail(fmt::format("jackd does not start with a period of {} frames here.", period));
        if (std::chrono::steady_clock::now() > end)
            return fail("jackd does not answer here.");
        std::this_thread::sleep_for(20ms);
    }
    return server;
}

}  // namespace clave::bench
