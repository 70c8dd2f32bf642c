#include "tests/bench/jack/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace clave::bench {
namespace {

using namespace std::chrono_literals;

/// Between fork and exec: nothing here may allocate.
[[noreturn]] void become(char** arguments, const char* errors, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0UL, 0UL, 0UL);
    if (getppid() != parent)
        _exit(ChildProcess::kNotRun);  // it had ended before we asked
    const int nowhere = open("/dev/null", O_RDWR);
    const int errorFile = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(errorFile >= 0 ? errorFile : nowhere, STDERR_FILENO);
    execvp(arguments[0], arguments);
    _exit(ChildProcess::kNotRun);
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> words, const std::string& errorFile)
{
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string errors = errorFile.empty() ? "/dev/null" : errorFile;
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0)
        become(arguments.data(), errors.c_str(), parent);
    if (pid_ < 0)
        status_ = kNotRun;
}

ChildProcess::~ChildProcess()
{
    end();
}

std::optional<int> ChildProcess::status()
{
    int raw = 0;
    if (!status_ && waitpid(pid_, &raw, WNOHANG) == pid_)
        status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
    return status_;
}

void ChildProcess::end()
{
    if (status())
        return;
    kill(pid_, SIGTERM);
    for (int i = 0; i < 300 && !status(); ++i)
        std::this_thread::sleep_for(10ms);
    if (!status()) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
        status_ = -1;
    }
}

}  // namespace clave::bench
