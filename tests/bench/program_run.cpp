#include "tests/bench/program_run.hpp"

#include "core/time/steady_clock.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <fstream>

namespace clave::bench {
namespace {

double secondsSince(TimePoint start)
{
    return std::chrono::duration<double>(SteadyClock {}.now() - start).count();
}

/// VmHWM belongs to the program itself; ru_maxrss would count us, before the exec, as well.
long peakKib(pid_t pid)
{
    std::ifstream status {"/proc/" + std::to_string(pid) + "/status"};
    std::string word;
    long kib = 0;
    while (status >> word)
        if (word == "VmHWM:" && status >> kib)
            return kib;
    return 0;
}

pid_t start(const std::vector<std::string>& words, int output)
{
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const auto& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid = -1;
    if (posix_spawnp(&pid, arguments[0], &files, nullptr, arguments.data(), environ) != 0)
        pid = -1;
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

/// Reads what has come; false at the end of the output.
bool takeOutput(int fd, TimePoint started, std::string& rest, std::vector<ProgramRun::Line>& lines)
{
    std::array<char, 4096> buffer {};
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got <= 0)
        return false;
    rest.append(buffer.data(), static_cast<std::size_t>(got));
    for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
        lines.push_back({secondsSince(started), rest.substr(0, end)});
        rest.erase(0, end + 1);
    }
    return true;
}

}  // namespace

ProgramRun runProgram(const std::vector<std::string>& words)
{
    ProgramRun run;
    std::array<int, 2> pipe {};
    if (pipe2(pipe.data(), O_CLOEXEC) != 0)
        return run;
    const TimePoint started = SteadyClock {}.now();
    const pid_t pid = start(words, pipe[1]);
    close(pipe[1]);
    std::string rest;
    for (bool more = pid > 0; more;) {
        pollfd wanted {pipe[0], POLLIN, 0};
        if (poll(&wanted, 1, 20) > 0)
            more = takeOutput(pipe[0], started, rest, run.lines);
        run.peakKib = std::max(run.peakKib, peakKib(pid));
    }
    close(pipe[0]);
    if (pid <= 0)
        return run;
    int status = 0;
    rusage usage {};
    wait4(pid, &status, 0, &usage);
    run.seconds = secondsSince(started);
    const auto inSeconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    run.cpuSeconds = inSeconds(usage.ru_utime) + inSeconds(usage.ru_stime);
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

}  // namespace clave::bench
