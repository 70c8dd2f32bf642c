#include "scripts/host/ring.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace clave {
namespace {
struct Head {
    std::uint32_t kind = 0;
    std::uint32_t length = 0;
};

/// Records begin at multiples of eight bytes.
constexpr std::uint64_t padded(std::uint64_t bytes) noexcept
{
    return (bytes + 7U) & ~std::uint64_t {7};
}
}  // namespace

RingWriter::RingWriter(RingControl& control, std::span<std::byte> data) noexcept
    : control_(control)
    , data_(data)
    , written_(control.written.load(std::memory_order_relaxed))
{
    assert((data.size() & (data.size() - 1)) == 0 && data.size() >= 2 * kMaxRecordBytes);
}

void RingWriter::put(std::uint64_t& place, std::span<const std::byte> bytes) noexcept
{
    if (bytes.empty())
        return;
    const std::size_t from = place & (data_.size() - 1);
    const std::size_t first = std::min(bytes.size(), data_.size() - from);
    std::memcpy(data_.data() + from, bytes.data(), first);
    if (first < bytes.size())
        std::memcpy(data_.data(), bytes.data() + first, bytes.size() - first);
    place += bytes.size();
}

bool RingWriter::tryPush(
    std::uint32_t kind, std::span<const std::byte> first, std::span<const std::byte> second) noexcept
{
    const std::size_t length = first.size() + second.size();
    const std::uint64_t taken = control_.taken.load(std::memory_order_acquire);
    const std::uint64_t waiting = written_ - taken;
    isBroken_ = isBroken_ || waiting > data_.size();
    if (isBroken_ || length > kMaxRecordBytes || padded(sizeof(Head) + length) > data_.size() - waiting)
        return false;
    const Head head {kind, static_cast<std::uint32_t>(length)};
    std::uint64_t place = written_;
    put(place, std::as_bytes(std::span {&head, 1}));
    put(place, first);
    put(place, second);
    written_ += padded(sizeof(Head) + length);
    control_.written.store(written_, std::memory_order_release);
    return true;
}

bool RingWriter::mustWake() noexcept
{
    // Either this sees that the reader sleeps, or the reader, looking once more, sees the record.
    std::atomic_thread_fence(std::memory_order_seq_cst);
    return control_.taken.load(std::memory_order_relaxed) != written_
        && control_.isAsleep.load(std::memory_order_relaxed) != 0
        && control_.isAsleep.exchange(0, std::memory_order_relaxed) != 0;
}

RingReader::RingReader(RingControl& control, std::span<const std::byte> data) noexcept
    : control_(control)
    , data_(data)
    , taken_(control.taken.load(std::memory_order_relaxed))
{
    assert((data.size() & (data.size() - 1)) == 0);
}

void RingReader::get(std::uint64_t place, std::span<std::byte> into) const noexcept
{
    if (into.empty())
        return;
    const std::size_t from = place & (data_.size() - 1);
    const std::size_t first = std::min(into.size(), data_.size() - from);
    std::memcpy(into.data(), data_.data() + from, first);
    if (first < into.size())
        std::memcpy(into.data() + first, data_.data(), into.size() - first);
}

RingReader::Taken RingReader::take(RingRecord& into)
{
    if (isBroken_)
        return Taken::Broken;
    const std::uint64_t there = control_.written.load(std::memory_order_acquire) - taken_;
    if (there == 0)
        return Taken::None;
    Head head;
    isBroken_ = there < sizeof(Head) || there > data_.size();
    if (!isBroken_) {
        get(taken_, std::as_writable_bytes(std::span {&head, 1}));
        isBroken_ = head.length > kMaxRecordBytes || padded(sizeof(Head) + head.length) > there;
    }
    if (isBroken_)
        return Taken::Broken;
    into.kind = head.kind;
    into.bytes.resize(head.length);
    get(taken_ + sizeof(Head), into.bytes);
    taken_ += padded(sizeof(Head) + head.length);
    control_.taken.store(taken_, std::memory_order_release);
    return Taken::One;
}

bool RingReader::isEmpty() const noexcept
{
    return control_.written.load(std::memory_order_acquire) == taken_;
}

void RingReader::setAsleep(bool isAsleep) noexcept
{
    control_.isAsleep.store(isAsleep ? 1 : 0, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

}  // namespace clave
