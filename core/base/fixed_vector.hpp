#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <utility>

namespace clave {

/// A list with room for `Capacity` items inside itself: it never touches the heap.
///
/// Copying copies only the items in use, so a mostly empty one is cheap to copy.
/// Thread-safe: no. Realtime-safe: yes, if T is.
template <typename T, std::size_t Capacity>
class FixedVector {
public:
    using value_type = T;

    FixedVector() noexcept = default;
    ~FixedVector() = default;
    FixedVector(const FixedVector& other) noexcept { assign(other); }
    FixedVector(FixedVector&& other) noexcept { assign(other); }
    FixedVector& operator=(const FixedVector& other) noexcept
    {
        if (this != &other)
            assign(other);
        return *this;
    }
    FixedVector& operator=(FixedVector&& other) noexcept { return *this = std::as_const(other); }

    /// Returns false, and changes nothing, when there is no room left.
    [[nodiscard]] bool tryPush(const T& item) noexcept
    {
        if (size_ == Capacity)
            return false;
        items_[size_++] = item;
        return true;
    }

    /// Removes the item at `index` in constant time; the last item takes its place.
    void removeSwapping(std::size_t index) noexcept
    {
        assert(index < size_);
        items_[index] = items_[--size_];
    }

    /// Removes the item at `index`; the order of the others stays.
    void removeKeepingOrder(std::size_t index) noexcept
    {
        assert(index < size_);
        std::move(begin() + index + 1, end(), begin() + index);
        --size_;
    }

    void popBack() noexcept
    {
        assert(size_ > 0);
        --size_;
    }
    void clear() noexcept { size_ = 0; }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] bool full() const noexcept { return size_ == Capacity; }
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

    T& operator[](std::size_t i) noexcept
    {
        assert(i < size_);
        return items_[i];
    }
    const T& operator[](std::size_t i) const noexcept
    {
        assert(i < size_);
        return items_[i];
    }
    T& back() noexcept { return (*this)[size_ - 1]; }
    const T& back() const noexcept { return (*this)[size_ - 1]; }

    T* begin() noexcept { return items_.data(); }
    T* end() noexcept { return items_.data() + size_; }
    const T* begin() const noexcept { return items_.data(); }
    const T* end() const noexcept { return items_.data() + size_; }

    friend bool operator==(const FixedVector& a, const FixedVector& b)
    {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    void assign(const FixedVector& other) noexcept
    {
        size_ = other.size_;
        std::copy(other.begin(), other.end(), items_.begin());
    }

    std::size_t size_ = 0;
    std::array<T, Capacity> items_;
};

}  // namespace clave
