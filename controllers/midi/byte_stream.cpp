#include "controllers/midi/byte_stream.hpp"

namespace clave {
namespace {
constexpr std::uint8_t kSysEx = 0xF0;
constexpr std::uint8_t kEndOfSysEx = 0xF7;
constexpr std::uint8_t kFirstStatus = 0x80;
}  // namespace

std::span<const std::uint8_t> ByteStream::take(std::uint8_t byte) noexcept
{
    // The parser of short messages sees every byte: it skips system exclusive data by itself and must know
    // that it ended running status.
    if (!parser_.take(byte, message_))
        message_ = {};
    if (byte >= Message::kClock)
        return message_.span();
    if (byte == kEndOfSysEx)
        return endSysEx();
    if (byte >= kFirstStatus) {
        brokenOff_ += size_ != 0 ? 1U : 0U;
        size_ = 0;
    }
    if (byte == kSysEx || size_ != 0) {
        if (size_ < kMostSysEx)
            sysEx_[size_] = byte;
        if (size_ <= kMostSysEx)  // full once more than there is room for
            ++size_;
    }
    return message_.span();
}

std::span<const std::uint8_t> ByteStream::endSysEx() noexcept
{
    const std::size_t size = size_;
    size_ = 0;
    if (size == 0)
        return {};
    if (size >= kMostSysEx) {
        ++tooLong_;
        return {};
    }
    sysEx_[size] = kEndOfSysEx;
    return {sysEx_.data(), size + 1};
}

void ByteStream::reset() noexcept
{
    parser_.reset();
    size_ = 0;
}

}  // namespace clave
