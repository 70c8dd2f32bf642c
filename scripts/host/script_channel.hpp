#pragma once

#include "core/base/result.hpp"
#include "scripts/host/call_guard.hpp"
#include "scripts/host/file_handle.hpp"
#include "scripts/host/ring.hpp"

#include <cstddef>
#include <span>

namespace clave {

/// The file descriptors that a child finds open, besides 0 (nothing), 1 and 2 (a pipe to the parent).
struct ChildFiles {
    static constexpr int kMemory = 3;
    static constexpr int kWakeChild = 4;
    static constexpr int kWakeParent = 5;
    static constexpr int kLast = 5;
};

/// The memory that parent and child share: a guard and two rings. Its size is sealed, so the other side
/// cannot take it away. A fork of the child does not get it.
class ScriptChannel {
public:
    static constexpr std::size_t kRingBytes = std::size_t {1} << 20U;

    struct Block {
        CallGuard guard;
        RingControl down;  ///< to the child
        RingControl up;  ///< to the parent
    };

    /// New memory, and the file to hand it on by. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] static Result<ScriptChannel> make();
    /// The memory behind `file`, which stays open.
    [[nodiscard]] static Result<ScriptChannel> open(FileHandle file);
    ScriptChannel(ScriptChannel&& other) noexcept;
    ScriptChannel& operator=(ScriptChannel&& other) noexcept;
    ScriptChannel(const ScriptChannel&) = delete;
    ScriptChannel& operator=(const ScriptChannel&) = delete;
    ~ScriptChannel();

    [[nodiscard]] Block& block() const noexcept { return *static_cast<Block*>(memory_); }
    [[nodiscard]] std::span<std::byte> down() const noexcept;
    [[nodiscard]] std::span<std::byte> up() const noexcept;
    [[nodiscard]] int file() const noexcept { return file_.get(); }

private:
    ScriptChannel(FileHandle file, void* memory) noexcept;

    FileHandle file_;
    void* memory_ = nullptr;
};

/// Wakes the other side: adds one to an eventfd. Thread-safe: yes. Realtime-safe: yes (a system call).
void ring(const FileHandle& bell) noexcept;
/// Takes all wakes that came. Thread-safe: yes. Realtime-safe: yes (a system call).
void silence(const FileHandle& bell) noexcept;

}  // namespace clave
