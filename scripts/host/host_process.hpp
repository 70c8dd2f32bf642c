#pragma once

#include "core/base/result.hpp"
#include "scripts/host/child_output.hpp"
#include "scripts/host/script_channel.hpp"
#include "scripts/host/script_host.hpp"
#include "scripts/host/script_wire.hpp"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace clave {

/// How a process ended.
struct ProcessEnd {
    bool isSignal = false;
    int number = 0;  ///< of the signal, or the exit status
};

/// One child process, from the parent's side. It is killed with its whole process group at the latest when
/// this is. Nothing here waits. Thread-safe: no; made by one thread, then used by another.
class HostProcess {
public:
    /// Starts one; it is killed when the calling thread ends, too. Takes a millisecond or two.
    [[nodiscard]] static Result<std::unique_ptr<HostProcess>> start(const ScriptHostOptions& options);
    ~HostProcess();
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;
    HostProcess(HostProcess&&) = delete;
    HostProcess& operator=(HostProcess&&) = delete;

    /// False: there is no room. A start or a stop always finds some.
    [[nodiscard]] bool tryPush(const ScriptAsk& ask);
    void push(std::string_view kind, std::string_view json);
    /// Sends what had to wait for room.
    void flush();
    /// Lets the child know that something was pushed; asks for single steps alone do not wake it.
    void wake() noexcept;
    [[nodiscard]] std::uint64_t asksSent() const noexcept { return asks_; }
    [[nodiscard]] std::uint64_t recordsSent() const noexcept { return records_; }

    struct Broken {};
    using Said = std::variant<std::monostate, ScriptAnswer, WireText, WireDone, Broken>;
    /// The next thing that the child said; monostate: nothing for now. After that, call expect().
    [[nodiscard]] Said take();
    /// The child shall ring from now on. False: it has just said something.
    [[nodiscard]] bool expect() noexcept;
    void silenceBell() const noexcept { silence(wakeParent_); }

    /// Reads what it printed. Call when outputFile() is readable, and when it has ended.
    void readOutput();
    [[nodiscard]] ChildOutput& output() noexcept { return output_; }
    [[nodiscard]] CallGuard& guard() const noexcept { return channel_.block().guard; }

    void kill() noexcept;
    /// How it ended, once, when endFile() is readable. Before and after that nothing.
    [[nodiscard]] std::optional<ProcessEnd> tryReap() noexcept;
    /// It is gone, and with it all that is to be done.
    [[nodiscard]] bool hasEnded() noexcept { return isReaped_ || tryReap().has_value(); }

    [[nodiscard]] pid_t id() const noexcept { return id_; }
    [[nodiscard]] int bellFile() const noexcept { return wakeParent_.get(); }
    [[nodiscard]] int outputFile() const noexcept { return outputFile_.get(); }
    [[nodiscard]] int endFile() const noexcept { return endFile_.get(); }

private:
    struct Waiting {
        std::optional<ScriptAsk> ask;
        std::vector<std::byte> text;
        std::size_t from = 0;
    };

    explicit HostProcess(ScriptChannel channel);
    [[nodiscard]] bool tryPush(Waiting& what);

    ScriptChannel channel_;
    RingWriter down_;
    RingReader up_;
    FileHandle wakeChild_;
    FileHandle wakeParent_;
    FileHandle outputFile_;
    FileHandle endFile_;  ///< a pidfd
    pid_t id_ = 0;
    bool isReaped_ = false;
    std::deque<Waiting> waiting_;
    std::uint64_t asks_ = 0;
    std::uint64_t records_ = 0;
    RingRecord record_;
    TextJoiner joiner_;
    ChildOutput output_;
};

}  // namespace clave
