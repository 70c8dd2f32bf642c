#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace clave {

/// What both ends of a ring share, in memory that another process may scribble over.
struct RingControl {
    alignas(64) std::atomic<std::uint64_t> written {0};  ///< bytes ever written
    alignas(64) std::atomic<std::uint64_t> taken {0};  ///< bytes ever taken
    alignas(64) std::atomic<std::uint32_t> isAsleep {0};  ///< the reader waits to be woken
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

inline constexpr std::size_t kMaxRecordBytes = std::size_t {1} << 16U;

/// One record of a ring.
struct RingRecord {
    std::uint32_t kind = 0;
    std::vector<std::byte> bytes;
};

/// The writing end of a ring of records {kind, length, bytes} from one thread to one other, which may live in
/// another process.
///
/// Its own place is kept here and the reader's is checked, so that a reader that misbehaves can stop the ring
/// but nothing else. Thread-safe: from the writer only. Realtime-safe: yes (wait-free).
class RingWriter {
public:
    /// \param data a power of two of bytes, at least twice kMaxRecordBytes
    RingWriter(RingControl& control, std::span<std::byte> data) noexcept;

    /// `first` and `second` one after the other as one record; false: there is no room, or it is too long.
    [[nodiscard]] bool tryPush(std::uint32_t kind, std::span<const std::byte> first,
        std::span<const std::byte> second = {}) noexcept;
    /// The reader says that it took what was never written: nothing can be pushed any more.
    [[nodiscard]] bool isBroken() const noexcept { return isBroken_; }
    /// The reader sleeps, there is something for it, and nobody has said yet that he wakes it. Ask after
    /// tryPush.
    [[nodiscard]] bool mustWake() noexcept;

private:
    void put(std::uint64_t& place, std::span<const std::byte> bytes) noexcept;

    RingControl& control_;
    std::span<std::byte> data_;
    std::uint64_t written_ = 0;
    bool isBroken_ = false;
};

/// The reading end. Each record is copied out before anyone looks into it, and no length is believed.
/// Thread-safe: from the reader only. Realtime-safe: no (the record grows on the heap).
class RingReader {
public:
    enum class Taken : std::uint8_t { None, One, Broken };

    RingReader(RingControl& control, std::span<const std::byte> data) noexcept;

    /// Broken: the writer left something that is no record; nothing can be taken any more.
    [[nodiscard]] Taken take(RingRecord& into);
    [[nodiscard]] bool isEmpty() const noexcept;
    /// Says that the reader is about to sleep, or is awake. Look with isEmpty() once more before sleeping.
    void setAsleep(bool isAsleep) noexcept;

private:
    void get(std::uint64_t place, std::span<std::byte> into) const noexcept;

    RingControl& control_;
    std::span<const std::byte> data_;
    std::uint64_t taken_ = 0;
    bool isBroken_ = false;
};

}  // namespace clave
