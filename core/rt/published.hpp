#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace clave {

/// The newest value of something big and immutable, given by one writer to several readers that never wait.
///
/// Each reader thread has a slot; what a slot names is not freed (hazard pointers: M. Michael, 2004). The
/// writer frees the rest, so a reader on the clock thread never runs a destructor.
template <typename T>
class Published {
public:
    static constexpr std::size_t kReaders = 16;

    /// Thread-safe: no. Realtime-safe: no.
    explicit Published(T first) : Published(std::make_unique<const T>(std::move(first))) {}
    ~Published() = default;
    Published(const Published&) = delete;
    Published& operator=(const Published&) = delete;
    Published(Published&&) = delete;
    Published& operator=(Published&&) = delete;

    /// Replaces the value and frees those that no reader holds.
    /// Thread-safe: from the writer only. Realtime-safe: no.
    void publish(T value)
    {
        auto next = std::make_unique<const T>(std::move(value));
        newest_.store(next.get(), std::memory_order_seq_cst);
        kept_.push_back(std::move(next));
        collect();
    }

    /// Frees old values that no reader holds. Thread-safe: from the writer only. Realtime-safe: no.
    void collect()
    {
        const T* const newest = newest_.load(std::memory_order_relaxed);
        std::erase_if(
            kept_, [&](const auto& value) { return value.get() != newest && !isHeld(value.get()); });
    }

    /// How many values are alive: the newest and those still held. Thread-safe: from the writer only.
    [[nodiscard]] std::size_t alive() const noexcept { return kept_.size(); }

    /// One thread's view. Takes one of the slots for as long as it lives.
    class Reader {
    public:
        /// Thread-safe: yes. Realtime-safe: yes. With more than kReaders readers alive the newest ones see
        /// nothing.
        explicit Reader(Published& source) noexcept : source_(source)
        {
            for (auto& slot : source_.slots_) {
                if (!slot.taken.exchange(true, std::memory_order_acq_rel)) {
                    slot_ = &slot;
                    return;
                }
            }
        }
        ~Reader()
        {
            if (slot_ != nullptr) {
                slot_->held.store(nullptr, std::memory_order_release);
                slot_->taken.store(false, std::memory_order_release);
            }
        }
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        Reader(Reader&&) = delete;
        Reader& operator=(Reader&&) = delete;

        /// The newest value; it stays alive until the next call or the reader's end. Null only without a
        /// slot. Thread-safe: from the reader's thread only. Realtime-safe: yes (lock-free; a retry only
        /// while being written).
        [[nodiscard]] const T* latest() noexcept
        {
            if (slot_ == nullptr)
                return nullptr;
            const T* value = source_.newest_.load(std::memory_order_acquire);
            for (;;) {
                slot_->held.store(value, std::memory_order_seq_cst);
                const T* const again = source_.newest_.load(std::memory_order_seq_cst);
                if (again == value)
                    return value;
                value = again;
            }
        }

    private:
        friend class Published;
        struct Slot {
            std::atomic<const T*> held {nullptr};
            std::atomic<bool> taken {false};
        };
        Published& source_;
        Slot* slot_ = nullptr;
    };

private:
    explicit Published(std::unique_ptr<const T> first) : newest_(first.get())
    {
        kept_.push_back(std::move(first));
    }

    [[nodiscard]] bool isHeld(const T* value) const noexcept
    {
        for (const auto& slot : slots_) {
            if (slot.held.load(std::memory_order_seq_cst) == value)
                return true;
        }
        return false;
    }

    std::atomic<const T*> newest_;
    std::array<typename Reader::Slot, kReaders> slots_ {};
    std::vector<std::unique_ptr<const T>> kept_;
};

}  // namespace clave
