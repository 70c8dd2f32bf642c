#include "core/ports/recent_voices.hpp"

namespace clave {

std::size_t RecentVoices::bucketOf(VoiceId voice) noexcept
{
    // Fibonacci hashing: ids are often neighbors, and the upper bits of the product spread them.
    return static_cast<std::size_t>((voice * 0x9E3779B97F4A7C15ULL) >> 53U) % kBuckets;
}

bool RecentVoices::contains(VoiceId voice) const noexcept
{
    for (Index i = first_[bucketOf(voice)]; i != kNone; i = next_[i])
        if (ring_[i] == voice)
            return true;
    return false;
}

void RecentVoices::add(VoiceId voice) noexcept
{
    if (contains(voice))
        return;
    const Index index = oldest_;
    if (ring_[index] != 0)
        unlink(index);
    auto& first = first_[bucketOf(voice)];
    ring_[index] = voice;
    next_[index] = first;
    first = index;
    oldest_ = static_cast<Index>((index + 1U) % kCapacity);
}

void RecentVoices::unlink(Index index) noexcept
{
    Index* link = &first_[bucketOf(ring_[index])];
    while (*link != index)
        link = &next_[*link];
    *link = next_[index];
}

void RecentVoices::clear() noexcept
{
    ring_.fill(0);
    first_.fill(kNone);
    oldest_ = 0;
}

}  // namespace clave
