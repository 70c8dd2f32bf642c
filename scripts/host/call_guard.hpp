#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace clave {

/// What the child is in the middle of, in shared memory: its watchdog goes by it, and the parent reads it
/// when the child has ended. Nothing here is believed further than for a sentence.
///
/// Thread-safe: written by the script thread (stuck: by the watchdog; budgets: by the parent), read by all.
/// Realtime-safe: yes.
class CallGuard {
public:
    // How the child ends where it cannot go on.
    static constexpr int kFilesClosed = 113;  ///< a script has closed files that it does not know
    static constexpr int kBroken = 114;  ///< what the parent says makes no sense

    /// Times in nanoseconds of the reference clock; they count the same in every process.
    std::atomic<std::int64_t> hookBudgetNs {30'000'000};
    std::atomic<std::int64_t> textBudgetNs {2'000'000'000};  ///< for the console, and for loading at rest
    std::atomic<std::int64_t> bodyBudgetNs {150'000'000};  ///< for a script's text while the music plays
    std::atomic<std::int64_t> graceNs {40'000'000};  ///< from the end of the budget until it counts as stuck

    std::atomic<std::uint64_t> call {0};  ///< number of the call under way; 0: none
    std::atomic<std::int64_t> since {0};  ///< when it began
    std::atomic<std::int64_t> budgetNs {0};  ///< and how long it may take
    std::atomic<std::int64_t> progress {0};  ///< when the script thread last began something; 0: it waits
    std::atomic<std::uint64_t> ask {
        0};  ///< number of the ask that is being dealt with; 0: a text, or nothing
    std::atomic<bool> isKeptOut {false};  ///< it waits for Python's lock, which a thread of a script may hold
    std::atomic<bool> isAwaited {false};  ///< the parent waits until all is done
    std::atomic<std::uint64_t> stuck {0};  ///< the call that could not be stopped

    void begin(std::uint64_t number, std::string_view script, std::string_view hook, std::uint32_t track,
        std::int64_t nowNs, std::int64_t budget) noexcept
    {
        copy(script, script_);
        copy(hook, hook_);
        track_.store(track, std::memory_order_relaxed);
        since.store(nowNs, std::memory_order_relaxed);
        progress.store(nowNs, std::memory_order_relaxed);
        budgetNs.store(budget, std::memory_order_relaxed);
        call.store(number, std::memory_order_release);
    }
    void end() noexcept { call.store(0, std::memory_order_release); }

    /// The last call that began was of this script.
    [[nodiscard]] bool isOf(std::string_view script) const noexcept { return text(script_) == script; }
    [[nodiscard]] std::string script() const { return std::string {text(script_)}; }
    [[nodiscard]] std::string hook() const { return std::string {text(hook_)}; }
    [[nodiscard]] std::uint32_t track() const noexcept { return track_.load(std::memory_order_relaxed); }

private:
    using Name = std::array<char, 128>;

    static void copy(std::string_view from, Name& to) noexcept
    {
        const std::size_t length = std::min(from.size(), to.size() - 1);
        std::memcpy(to.data(), from.data(), length);
        to[length] = '\0';
    }
    static std::string_view text(const Name& name) noexcept
    {
        return {name.data(), ::strnlen(name.data(), name.size() - 1)};
    }

    std::atomic<std::uint32_t> track_ {0};
    Name script_ {};
    Name hook_ {};
};

}  // namespace clave
