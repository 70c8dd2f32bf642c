#include "scripts/host/host_process.hpp"

#include "scripts/host/process_start.hpp"
#include "scripts/host/script_host_entry.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kMostOutput = std::size_t {1} << 18U;  ///< read at once: a script that floods waits

/// Where the package is: where it was built, or beside an installed program.
std::string packageFolder(const std::string& program)
{
    std::error_code ignored;
    if (std::filesystem::exists(CLAVE_SCRIPTS_DIR "/clave", ignored))
        return CLAVE_SCRIPTS_DIR;
    return (std::filesystem::path {program}.parent_path() / "scripts").string();
}

std::string configText(const ScriptHostOptions& options, const std::string& program)
{
    const nlohmann::json config {
        {"package", options.package.empty() ? packageFolder(program) : options.package},
        {"runtime", options.runtime}, {"environment", options.environment}, {"memory", options.memoryBytes},
        {"parent", ::getpid()}};
    return config.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

FileHandle newBell()
{
    return FileHandle {::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
}
}  // namespace

HostProcess::HostProcess(ScriptChannel channel)
    : channel_(std::move(channel))
    , down_(channel_.block().down, channel_.down())
    , up_(channel_.block().up, channel_.up())
    , wakeChild_(newBell())
    , wakeParent_(newBell())
{
}

Result<std::unique_ptr<HostProcess>> HostProcess::start(const ScriptHostOptions& options)
{
    auto channel = ScriptChannel::make();
    if (!channel)
        return tl::unexpected {channel.error()};
    std::unique_ptr<HostProcess> made {new HostProcess {std::move(*channel)}};
    std::array<int, 2> ends {};
    // Full, it refuses instead of holding the child up.
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0 || !made->wakeChild_ || !made->wakeParent_)
        return fail(fmt::format("there are no files left for scripts: {}", std::strerror(errno)));
    made->outputFile_ = FileHandle {ends[0]};
    const FileHandle output {ends[1]};
    std::error_code ignored;
    const std::string program = options.program.empty()
        ? std::filesystem::read_symlink("/proc/self/exe", ignored).string()
        : options.program;
    const auto id = startProcess({.program = program,
        .first = std::string {kScriptHostWord},
        .second = configText(options, program),
        .output = output.get(),
        .files = {made->channel_.file(), made->wakeChild_.get(), made->wakeParent_.get()}});
    if (!id)
        return tl::unexpected {id.error()};
    made->id_ = *id;
    made->endFile_ =
        FileHandle {static_cast<int>(::syscall(SYS_pidfd_open, *id, 0))};  // no C++ in glibc 2.36's header
    if (!made->endFile_)
        return fail(fmt::format("the process of scripts cannot be watched: {}", std::strerror(errno)));
    return made;
}

HostProcess::~HostProcess()
{
    if (id_ <= 0 || isReaped_)
        return;
    kill();
    ::waitpid(id_, nullptr, 0);
}

bool HostProcess::tryPush(Waiting& what)
{
    if (what.ask)
        return down_.tryPush(static_cast<std::uint32_t>(Wire::Ask), askBytes(*what.ask));
    while (what.from < what.text.size()) {
        const TextPiece piece = pieceOf(what.text, what.from);
        if (!down_.tryPush(static_cast<std::uint32_t>(piece.kind), piece.bytes))
            return false;
        what.from += piece.bytes.size();
    }
    return true;
}

bool HostProcess::tryPush(const ScriptAsk& ask)
{
    flush();
    Waiting what {.ask = ask, .text = {}, .from = 0};
    const bool isSent = waiting_.empty() && tryPush(what);
    if (!isSent && ask.what != ScriptAsk::What::Start && ask.what != ScriptAsk::What::Stop)
        return false;
    if (!isSent)
        waiting_.push_back(std::move(what));
    ++asks_;
    ++records_;
    if (ask.what != ScriptAsk::What::Step)
        wake();
    return true;
}

void HostProcess::push(std::string_view kind, std::string_view json)
{
    waiting_.push_back({.ask = {}, .text = textBytes(kind, json), .from = 0});
    ++records_;
    flush();
    wake();
}

void HostProcess::flush()
{
    while (!waiting_.empty() && tryPush(waiting_.front()))
        waiting_.pop_front();
}

void HostProcess::wake() noexcept
{
    if (down_.mustWake())
        ring(wakeChild_);
}

HostProcess::Said HostProcess::take()
{
    for (;;) {
        switch (up_.take(record_)) {
        case RingReader::Taken::None:
            return std::monostate {};
        case RingReader::Taken::Broken:
            return Broken {};
        case RingReader::Taken::One:
            break;
        }
        switch (static_cast<Wire>(record_.kind)) {
        case Wire::Answer:
            if (const auto answer = readAnswer(record_.bytes))
                return *answer;
            return Broken {};
        case Wire::Done:
            if (const auto done = readDone(record_.bytes))
                return *done;
            return Broken {};
        case Wire::TextPart:
        case Wire::TextEnd:
            if (joiner_.add(static_cast<Wire>(record_.kind), record_.bytes))
                return std::move(joiner_.text());
            if (joiner_.isBroken())
                return Broken {};
            break;
        default:
            return Broken {};
        }
    }
}

bool HostProcess::expect() noexcept
{
    up_.setAsleep(true);
    return up_.isEmpty();
}

void HostProcess::readOutput()
{
    std::array<char, 4096> piece {};
    for (std::size_t all = 0; all < kMostOutput;) {
        const ssize_t length = ::read(outputFile_.get(), piece.data(), piece.size());
        if (length <= 0)
            return;
        output_.add({piece.data(), static_cast<std::size_t>(length)});
        all += static_cast<std::size_t>(length);
    }
}

void HostProcess::kill() noexcept
{
    // Until it is reaped its number is no one else's. What it started is of its group.
    if (id_ <= 0 || isReaped_)
        return;
    ::kill(-id_, SIGKILL);
    ::kill(id_, SIGKILL);
}

std::optional<ProcessEnd> HostProcess::tryReap() noexcept
{
    siginfo_t end {};
    if (isReaped_ || ::waitid(P_PID, static_cast<id_t>(id_), &end, WEXITED | WNOHANG | WNOWAIT) != 0
        || end.si_pid == 0)
        return std::nullopt;
    kill();
    isReaped_ = true;
    ::waitid(P_PID, static_cast<id_t>(id_), &end, WEXITED | WNOHANG);
    return ProcessEnd {end.si_code != CLD_EXITED, end.si_status};
}

}  // namespace clave
