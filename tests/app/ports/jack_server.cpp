#include "tests/app/ports/jack_server.hpp"

#include "app/ports/jack/jack_client.hpp"
#include "core/time/steady_clock.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace clave::test {
namespace {
using namespace std::chrono_literals;

constexpr int kNotInstalled = 127;

/// Starts jackd with its words thrown away; it ends when this thread does, however that comes about.
/// It waits for its clients (-S): else, on a busy machine, ports and connections come many seconds late.
pid_t spawnJackd(const std::string& name)
{
    std::array<std::string, 11> words {
        "jackd", "-r", "-S", "-n", name, "-d", "dummy", "-r", "48000", "-p", "256"};
    std::array<char*, words.size() + 1> arguments {};
    for (std::size_t i = 0; i < words.size(); ++i)
        arguments[i] = words[i].data();
    const pid_t process = fork();
    if (process != 0)
        return process;
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0UL, 0UL, 0UL);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp("jackd", arguments.data());
    _exit(kNotInstalled);
}
}  // namespace

JackServer::JackServer() : name_("clave-test-" + std::to_string(getpid()))
{
    setenv("JACK_DEFAULT_SERVER", name_.c_str(), 1);
    start();
}

JackServer::~JackServer()
{
    if (wasKilled_ && process_ != 0) {
        // A killed server keeps one of JACK's eight places until one of the same name has ended in order.
        waitpid(process_, nullptr, 0);
        process_ = spawnJackd(name_);
        SteadyClock {}.sleepUntil(SteadyClock {}.now() + 300ms);
    }
    end();
}

void JackServer::start()
{
    wasKilled_ = false;
    process_ = spawnJackd(name_);
    const SteadyClock clock;
    for (const TimePoint patience = clock.now() + 10s; clock.now() < patience;) {
        if (JackClient::open() != nullptr)
            return;
        int status = 0;
        if (waitpid(process_, &status, WNOHANG) == process_) {
            process_ = 0;
            const bool isThere = !WIFEXITED(status) || WEXITSTATUS(status) != kNotInstalled;
            trouble_ = isThere ? "jackd does not start here" : "jackd is not installed";
            return;
        }
        clock.sleepUntil(clock.now() + 20ms);
    }
    trouble_ = "jackd does not answer here";
}

void JackServer::end()
{
    if (process_ == 0)
        return;
    kill(process_, SIGCONT);
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

void JackServer::signal(int number)
{
    kill(process_, number);
    wasKilled_ = wasKilled_ || number == SIGKILL;
}

void JackServer::restart()
{
    end();
    start();
}

}  // namespace clave::test
