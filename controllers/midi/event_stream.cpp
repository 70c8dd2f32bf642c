#include "controllers/midi/event_stream.hpp"

#include "core/midi/message.hpp"

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

std::optional<Kind> systemKind(std::uint8_t status) noexcept
{
    switch (status) {
    case 0xF0:
        return Kind::SysEx;
    case Message::kClock:
        return Kind::Clock;
    case Message::kStart:
        return Kind::Start;
    case Message::kContinue:
        return Kind::Continue;
    case Message::kStop:
        return Kind::Stop;
    case 0xFE:
        return Kind::Sensing;
    default:
        return std::nullopt;
    }
}

Kind channelKind(std::uint8_t status, std::uint8_t second) noexcept
{
    switch (status & 0xF0U) {
    case 0x80:
        return Kind::NoteOff;
    case 0x90:
        return second == 0 ? Kind::NoteOff : Kind::NoteOn;
    case 0xA0:
        return Kind::Poly;
    case 0xB0:
        return Kind::Cc;
    case 0xC0:
        return Kind::Program;
    case 0xD0:
        return Kind::Pressure;
    default:
        return Kind::Bend;
    }
}
}  // namespace

std::optional<SurfaceEvent> eventOf(std::span<const std::uint8_t> message, TimePoint time) noexcept
{
    if (message.empty() || message[0] < 0x80)
        return std::nullopt;
    SurfaceEvent event;
    event.time = time;
    if (message[0] >= 0xF0) {
        const std::optional<Kind> kind = systemKind(message[0]);
        if (!kind)
            return std::nullopt;
        event.kind = *kind;
        if (event.kind == Kind::SysEx)
            event.bytes = message;
        return event;
    }
    const bool twoBytes = (message[0] & 0xE0U) == 0xC0;
    if (message.size() != (twoBytes ? 2U : 3U))
        return std::nullopt;
    event.channel = static_cast<std::uint8_t>((message[0] & 0x0FU) + 1);
    event.kind = channelKind(message[0], message.back());
    if (event.kind == Kind::Bend) {
        event.value = static_cast<std::uint16_t>(message[1] | message[2] << 7U);
    } else {
        event.number = twoBytes ? std::uint16_t {0} : message[1];
        event.value = message.back();
    }
    return event;
}

void EventStream::reset() noexcept
{
    bytes_.reset();
    parameters_.reset();
}

}  // namespace clave
