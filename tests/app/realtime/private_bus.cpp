#include "tests/app/realtime/private_bus.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

namespace clave::test {
namespace {
constexpr const char* kConfiguration =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir=%FOLDER%</listen>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
)";

std::string readLine(int fd)
{
    std::string line;
    std::array<char, 1> c {};
    while (read(fd, c.data(), 1) == 1 && c[0] != '\n')
        line += c[0];
    return line;
}
}  // namespace

PrivateBus::PrivateBus()
{
    std::string name = std::filesystem::temp_directory_path() / "clave-bus-XXXXXX";
    if (mkdtemp(name.data()) == nullptr)
        return;
    folder_ = name;
    const std::string file = folder_ + "/bus.conf";
    std::string text = kConfiguration;
    text.replace(text.find("%FOLDER%"), 8, folder_);
    std::ofstream {file} << text;

    std::array<int, 2> pipe {};
    if (pipe2(pipe.data(), O_CLOEXEC) != 0)
        return;
    const std::string configuration = "--config-file=" + file;
    daemon_ = fork();
    if (daemon_ == 0) {
        dup2(pipe[1], STDOUT_FILENO);
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);  // it may not raise its limits, and tells of it
        execlp("dbus-daemon", "dbus-daemon", configuration.c_str(), "--nofork", "--nopidfile", "--nosyslog",
            "--print-address=1", nullptr);
        _exit(127);
    }
    close(pipe[1]);
    address_ = readLine(pipe[0]);  // its end, and so nothing, if there is no such program
    close(pipe[0]);
}

PrivateBus::~PrivateBus()
{
    if (daemon_ > 0) {
        kill(daemon_, SIGTERM);
        waitpid(daemon_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

WithEnvironment::WithEnvironment(std::string name, const std::string& value) : name_(std::move(name))
{
    if (const char* const before = std::getenv(name_.c_str())) {
        was_ = true;
        before_ = before;
    }
    setenv(name_.c_str(), value.c_str(), 1);
}

WithEnvironment::~WithEnvironment()
{
    if (was_)
        setenv(name_.c_str(), before_.c_str(), 1);
    else
        unsetenv(name_.c_str());
}

}  // namespace clave::test
