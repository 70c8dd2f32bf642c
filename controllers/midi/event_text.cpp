#include "controllers/midi/event_text.hpp"

#include "core/midi/message.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;
constexpr std::size_t kBytesShown = 24;

std::string sysExText(std::span<const std::uint8_t> bytes)
{
    const auto shown = bytes.first(std::min(bytes.size(), kBytesShown));
    const std::string text = fmt::format("sysex {:02X}", fmt::join(shown, " "));
    return shown.size() == bytes.size() ? text : fmt::format("{} ... ({} bytes)", text, bytes.size());
}

std::string parameterText(const char* kind, const SurfaceEvent& event)
{
    const std::string name = fmt::format("{} {}:{}", kind, event.number >> 7U, event.number & 127U);
    return event.delta != 0 ? fmt::format("{} {:+}", name, event.delta)
                            : fmt::format("{} = {}", name, event.value);
}

std::string channelText(const SurfaceEvent& event)
{
    switch (event.kind) {
    case Kind::NoteOn:
        return fmt::format("note_on {} ({}) = {}", event.number, noteName(event.number), event.value);
    case Kind::NoteOff:
        return fmt::format("note_off {} ({}) = {}", event.number, noteName(event.number), event.value);
    case Kind::Cc:
        return fmt::format("cc {} = {}", event.number, event.value);
    case Kind::Cc14:
        return fmt::format("cc {}+{} = {}", event.number, event.number + 32, event.value);
    case Kind::Program:
        return fmt::format("pc {}", event.value);
    case Kind::Bend:
        return fmt::format("bend {}", event.value);
    case Kind::Pressure:
        return fmt::format("pressure {}", event.value);
    case Kind::Poly:
        return fmt::format("poly {} ({}) = {}", event.number, noteName(event.number), event.value);
    case Kind::Nrpn:
        return parameterText("nrpn", event);
    default:
        return parameterText("rpn", event);
    }
}

/// Control changes, one after another, on the event's channel.
std::vector<std::uint8_t> controls(
    const SurfaceEvent& event, std::initializer_list<std::pair<int, unsigned>> changes)
{
    std::vector<std::uint8_t> bytes;
    for (const auto& [controller, value] : changes) {
        const Message message =
            Message::controlChange(Channel::from1to16(event.channel), controller, static_cast<int>(value));
        bytes.insert(bytes.end(), message.bytes.begin(), message.bytes.end());
    }
    return bytes;
}

std::vector<std::uint8_t> parameterBytes(const SurfaceEvent& event)
{
    const int lsb = event.kind == Kind::Nrpn ? 98 : 100;
    std::vector<std::uint8_t> bytes =
        controls(event, {{lsb + 1, event.number >> 7U}, {lsb, event.number & 127U}});
    std::vector<std::uint8_t> data;
    if (event.delta != 0)
        data = controls(event, {{event.delta > 0 ? 96 : 97, 1U}});
    else if (event.complete)
        data = controls(event, {{6, event.value >> 7U}, {38, event.value & 127U}});
    else
        data = controls(event, {{6, event.value >> 7U}});
    bytes.insert(bytes.end(), data.begin(), data.end());
    return bytes;
}

Message messageOf(const SurfaceEvent& event)
{
    const Channel channel = Channel::from1to16(event.channel);
    switch (event.kind) {
    case Kind::NoteOn:
        return Message::noteOn(channel, event.number, event.value);
    case Kind::NoteOff:
        return Message::noteOff(channel, event.number, event.value);
    case Kind::Cc:
        return Message::controlChange(channel, event.number, event.value);
    case Kind::Program:
        return Message::programChange(channel, event.value);
    case Kind::Pressure:
        return Message::channelPressure(channel, event.value);
    case Kind::Bend:
        return Message::pitchBend(channel, event.value - 8192);
    case Kind::Poly:
        return {{static_cast<std::uint8_t>(0xA0U | channel.as0to15()),
                    static_cast<std::uint8_t>(event.number & 127U),
                    static_cast<std::uint8_t>(event.value & 127U)},
            3};
    case Kind::Start:
        return Message::start();
    case Kind::Stop:
        return Message::stop();
    case Kind::Continue:
        return Message::continueSong();
    case Kind::Clock:
        return Message::clock();
    default:
        return {{0xFE, 0, 0}, 1};
    }
}
}  // namespace

std::string describe(const SurfaceEvent& event)
{
    switch (event.kind) {
    case Kind::SysEx:
        return sysExText(event.bytes);
    case Kind::Start:
        return "start";
    case Kind::Stop:
        return "stop";
    case Kind::Continue:
        return "continue";
    case Kind::Clock:
        return "clock";
    case Kind::Sensing:
        return "active sensing";
    default:
        return fmt::format("{}, channel {}", channelText(event), event.channel);
    }
}

std::vector<std::uint8_t> bytesOf(const SurfaceEvent& event)
{
    switch (event.kind) {
    case Kind::SysEx:
        return {event.bytes.begin(), event.bytes.end()};
    case Kind::Nrpn:
    case Kind::Rpn:
        return parameterBytes(event);
    case Kind::Cc14:
        return event.complete
            ? controls(event, {{event.number, event.value >> 7U}, {event.number + 32, event.value & 127U}})
            : controls(event, {{event.number, event.value >> 7U}});
    default:
        const Message message = messageOf(event);
        return {message.span().begin(), message.span().end()};
    }
}

}  // namespace clave
