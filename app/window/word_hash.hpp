#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace clave {

/// Folds words together by multiplying; two lanes, so that one multiplication need not wait for the other.
/// For telling pictures apart, not for secrets. Thread-safe: no. Realtime-safe: yes.
class WordHash {
public:
    void bytes(const void* data, std::size_t size) noexcept
    {
        const auto* at = static_cast<const unsigned char*>(data);
        for (; size >= 2 * sizeof(std::uint64_t); size -= 2 * sizeof(std::uint64_t)) {
            a_ = mix(a_, word(at));
            b_ = mix(b_, word(at + sizeof(std::uint64_t)));
            at += 2 * sizeof(std::uint64_t);
        }
        for (; size > 0; --size)
            a_ = mix(a_, *at++);
    }
    template <typename T>
    void value(const T& one) noexcept
    {
        bytes(&one, sizeof one);
    }
    [[nodiscard]] std::uint64_t result() const noexcept { return mix(a_, b_); }

private:
    static std::uint64_t word(const unsigned char* at) noexcept
    {
        std::uint64_t value = 0;
        std::memcpy(&value, at, sizeof value);
        return value;
    }
    static std::uint64_t mix(std::uint64_t hash, std::uint64_t value) noexcept
    {
        const std::uint64_t product = (hash ^ value) * 0x9E3779B97F4A7C15U;
        return product ^ (product >> 32U);
    }

    std::uint64_t a_ = 1;
    std::uint64_t b_ = 2;
};

}  // namespace clave
