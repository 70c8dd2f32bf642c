#include "scripts/host/process_start.hpp"

#include "scripts/host/file_handle.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <cstring>

namespace clave {
namespace {
constexpr int kFirstFile = 3;
constexpr int kOutOfTheWay = 32;

class Actions {
public:
    Actions() { posix_spawn_file_actions_init(&actions_); }
    ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    Actions(Actions&&) = delete;
    Actions& operator=(Actions&&) = delete;

    void nothingToRead()
    {
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    void place(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
    void closeFrom(int first) { posix_spawn_file_actions_addclosefrom_np(&actions_, first); }
    [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_ {};
};

class Attributes {
public:
    Attributes()
    {
        posix_spawnattr_init(&attributes_);
        sigset_t none {};
        sigset_t all {};
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    Attributes(Attributes&&) = delete;
    Attributes& operator=(Attributes&&) = delete;

    [[nodiscard]] const posix_spawnattr_t* get() const noexcept { return &attributes_; }

private:
    posix_spawnattr_t attributes_ {};
};

/// A copy above all that the child gets, so that putting one in its place overwrites no other.
FileHandle outOfTheWay(int file)
{
    return FileHandle {::fcntl(file, F_DUPFD_CLOEXEC, kOutOfTheWay)};
}
}  // namespace

Result<pid_t> startProcess(const ProcessPlan& plan)
{
    const FileHandle output = outOfTheWay(plan.output);
    const std::array<FileHandle, 3> files {
        outOfTheWay(plan.files[0]), outOfTheWay(plan.files[1]), outOfTheWay(plan.files[2])};
    Actions actions;
    actions.nothingToRead();
    actions.place(output.get(), STDOUT_FILENO);
    actions.place(output.get(), STDERR_FILENO);
    int place = kFirstFile;
    for (const FileHandle& file : files)
        actions.place(file.get(), place++);
    actions.closeFrom(place);
    const Attributes attributes;
    std::string program = plan.program;
    std::string first = plan.first;
    std::string second = plan.second;
    const std::array<char*, 4> words {program.data(), first.data(), second.data(), nullptr};
    pid_t id = 0;
    const int status =
        ::posix_spawn(&id, program.c_str(), actions.get(), attributes.get(), words.data(), environ);
    if (status != 0)
        return fail(fmt::format("{} cannot be started for scripts: {}", program, std::strerror(status)));
    return id;
}

}  // namespace clave
