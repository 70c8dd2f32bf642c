#include "core/ports/sent_log.hpp"

#include <algorithm>

namespace clave {
namespace {
/// The lower 32 bits of the number above, then the size, then three bytes. An entry's number comes round
/// after 2^32 messages, far longer than any look at it takes.
std::uint64_t packed(std::uint64_t number, const Message& message) noexcept
{
    return number << 32U | std::uint64_t {message.size} << 24U | std::uint64_t {message.bytes[2]} << 16U
        | std::uint64_t {message.bytes[1]} << 8U | message.bytes[0];
}

std::uint8_t byteOf(std::uint64_t what, unsigned place) noexcept
{
    return static_cast<std::uint8_t>(what >> (8U * place) & 0xFFU);
}

bool isEntry(std::uint64_t what, std::uint64_t number) noexcept
{
    return what >> 32U == (number & 0xFFFFFFFFU) && byteOf(what, 3) != 0;
}
}  // namespace

void SentLog::add(TimePoint time, const Message& message) noexcept
{
    const auto number = count_.load(std::memory_order_relaxed);
    Entry& entry = entries_[number % kLength];
    entry.what.store(0, std::memory_order_relaxed);
    // Whoever reads this time then reads the mark above, or what comes after it.
    entry.time.store(time.time_since_epoch().count(), std::memory_order_release);
    entry.what.store(packed(number, message), std::memory_order_release);
    count_.store(number + 1, std::memory_order_release);
}

std::vector<SentMessage> SentLog::recent() const
{
    const auto end = count_.load(std::memory_order_acquire);
    std::vector<SentMessage> messages;
    messages.reserve(kLength);
    for (auto number = end - std::min<std::uint64_t>(end, kLength); number < end; ++number) {
        const Entry& entry = entries_[number % kLength];
        const auto what = entry.what.load(std::memory_order_acquire);
        const auto time = entry.time.load(std::memory_order_acquire);
        if (!isEntry(what, number) || entry.what.load(std::memory_order_relaxed) != what)
            continue;
        messages.push_back({number, TimePoint {Nanoseconds {time}},
            {{byteOf(what, 0), byteOf(what, 1), byteOf(what, 2)}, byteOf(what, 3)}});
    }
    return messages;
}

}  // namespace clave
