#include "core/midi/stream_parser.hpp"

namespace clave {
namespace {
constexpr std::uint8_t kUndefinedRealTime1 = 0xF9;
constexpr std::uint8_t kUndefinedRealTime2 = 0xFD;

/// How long a message with this status is; 0 for what we skip. Real-time ones never ask.
std::uint8_t sizeOf(std::uint8_t status) noexcept
{
    switch (status & 0xF0U) {
    case 0xC0:
    case 0xD0:
        return 2;
    case 0xF0:
        break;
    default:
        return 3;
    }
    switch (status) {
    case 0xF1:  // time code
    case 0xF3:  // song select
        return 2;
    case Message::kSongPosition:
        return 3;
    case 0xF6:  // tune request
        return 1;
    default:  // system exclusive, its end, and two that mean nothing
        return 0;
    }
}
}  // namespace

void StreamParser::begin(std::uint8_t status) noexcept
{
    wholeSize_ = sizeOf(status);
    unfinished_ = wholeSize_ == 0 ? Message {} : Message {{status, 0, 0}, 1};
}

bool StreamParser::take(std::uint8_t byte, Message& message) noexcept
{
    if (byte >= Message::kClock) {  // changes nothing of what it interrupts
        message = {{byte, 0, 0}, 1};
        return byte != kUndefinedRealTime1 && byte != kUndefinedRealTime2;
    }
    if (byte >= 0x80)
        begin(byte);
    else if (unfinished_.size == 0)
        return false;
    else
        unfinished_.bytes[unfinished_.size++] = byte;
    if (unfinished_.size == 0 || unfinished_.size < wholeSize_)
        return false;
    message = unfinished_;
    if (message.kind() == 0xF0)  // only channel messages have a running status
        unfinished_ = {};
    else
        begin(message.bytes[0]);
    return true;
}

}  // namespace clave
