#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace clave {

/// The newest value of something small and plain, from one writer that never waits to any number of readers.
///
/// A sequence lock over words that are atomic one by one, so that a torn read is seen and tried again, and is
/// no data race (H. Boehm, "Can seqlocks get along with programming language memory models?", 2012).
template <typename T>
class SeqValue {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    SeqValue() { store(T {}); }

    /// Thread-safe: from the writer only. Realtime-safe: yes.
    void store(const T& value) noexcept
    {
        std::array<std::uint64_t, kWords> words;
        words.back() = 0;
        std::memcpy(words.data(), &value, sizeof(T));
        const auto version = version_.load(std::memory_order_relaxed);
        version_.store(version + 1, std::memory_order_relaxed);
        for (std::size_t i = 0; i < kWords; ++i)
            words_[i].store(words[i], std::memory_order_release);  // a reader of any sees the odd version
        version_.store(version + 2, std::memory_order_release);
    }

    /// Thread-safe: yes. Realtime-safe: yes, though it tries again while the writer writes.
    [[nodiscard]] T load() const noexcept
    {
        T value;
        while (!tryLoad(value)) {}
        return value;
    }

    /// False, and `value` is as it was, while the writer writes. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] bool tryLoad(T& value) const noexcept
    {
        std::array<std::uint64_t, kWords> words;
        const auto before = version_.load(std::memory_order_acquire);
        for (std::size_t i = 0; i < kWords; ++i)
            words[i] = words_[i].load(std::memory_order_acquire);
        if (before % 2 != 0 || version_.load(std::memory_order_relaxed) != before)
            return false;
        std::memcpy(static_cast<void*>(&value), words.data(), sizeof(T));
        return true;
    }

private:
    static constexpr std::size_t kWords = (sizeof(T) + 7) / 8;

    std::atomic<std::uint64_t> version_ {0};
    std::array<std::atomic<std::uint64_t>, kWords> words_ {};
};

}  // namespace clave
