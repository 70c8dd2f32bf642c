#pragma once

#include "core/ports/timed_message.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace clave {

/// The last 1024 voices that were put out, to know one again when it is decided a second time.
///
/// A step is decided ahead, and again after an edit, from the state before it; what had gone out by then must
/// not sound twice. Exact for the last 1024; what is older is forgotten (more than 64 channels of 16 notes,
/// all within a look-ahead). Thread-safe: no. Realtime-safe: yes (no heap, constant time on average).
class RecentVoices {
public:
    static constexpr std::size_t kCapacity = 1024;

    RecentVoices() noexcept { clear(); }

    [[nodiscard]] bool contains(VoiceId voice) const noexcept;
    /// The oldest makes room. `voice` must not be 0, which is no identity.
    void add(VoiceId voice) noexcept;
    void clear() noexcept;

private:
    using Index = std::uint16_t;
    static constexpr Index kNone = 0xFFFF;
    static constexpr std::size_t kBuckets = 2 * kCapacity;

    [[nodiscard]] static std::size_t bucketOf(VoiceId voice) noexcept;
    void unlink(Index index) noexcept;

    std::array<VoiceId, kCapacity> ring_ {};
    std::array<Index, kCapacity> next_ {};
    std::array<Index, kBuckets> first_ {};
    Index oldest_ = 0;
};

}  // namespace clave
