#include "controllers/midi/parameter_decoder.hpp"

namespace clave {
namespace {
// Controllers of the MIDI 1.0 specification, table 3.
constexpr int kDataMsb = 6;
constexpr int kDataLsb = 38;
constexpr int kIncrement = 96;
constexpr int kDecrement = 97;
constexpr int kNrpnLsb = 98;
constexpr int kNrpnMsb = 99;
constexpr int kRpnLsb = 100;
constexpr int kRpnMsb = 101;
constexpr int kResetAllControllers = 121;
constexpr int kPairDistance = 32;

std::uint16_t joined(unsigned msb, unsigned lsb) noexcept
{
    return static_cast<std::uint16_t>(msb << 7U | lsb);
}
}  // namespace

void ParameterDecoder::declarePair(std::uint8_t channel, std::uint8_t controller) noexcept
{
    if (channel >= 1 && channel <= 16 && controller < kPairDistance)
        channels_[channel - 1U].pairs.set(controller);
}

std::optional<SurfaceEvent> ParameterDecoder::take(SurfaceEvent& event) noexcept
{
    if (event.kind != SurfaceEvent::Kind::Cc || event.channel < 1 || event.channel > 16)
        return std::nullopt;
    ChannelState& state = channels_[event.channel - 1U];
    const auto value = static_cast<std::uint8_t>(event.value);
    switch (event.number) {
    case kNrpnLsb:
    case kNrpnMsb:
    case kRpnLsb:
    case kRpnMsb:
        event.ofParameter = true;
        select(state, event.number >= kRpnLsb, event.number == kNrpnMsb || event.number == kRpnMsb, value);
        return std::nullopt;
    case kDataMsb:
    case kDataLsb:
    case kIncrement:
    case kDecrement:
        return state.selected.isSelection() ? data(state, event) : half(state, event);
    case kResetAllControllers:
        state.selected = {};
        return std::nullopt;
    default:
        return half(state, event);
    }
}

void ParameterDecoder::select(ChannelState& state, bool registered, bool msb, std::uint8_t value) noexcept
{
    const Half before = state.registered == registered ? state.selected : Half {};
    Half now = before;
    (msb ? now.msb : now.lsb) = value;
    if (now != before)
        state.dataMsb = 0;
    state.registered = registered;
    state.selected = now;
}

std::optional<SurfaceEvent> ParameterDecoder::data(ChannelState& state, SurfaceEvent& event) noexcept
{
    event.ofParameter = true;
    SurfaceEvent parameter = event;
    parameter.ofParameter = false;
    parameter.kind = state.registered ? SurfaceEvent::Kind::Rpn : SurfaceEvent::Kind::Nrpn;
    parameter.number = joined(state.selected.msb, state.selected.lsb);
    switch (event.number) {
    case kDataMsb:
        state.dataMsb = static_cast<std::uint8_t>(event.value);
        parameter.value = joined(state.dataMsb, 0);
        parameter.complete = false;
        break;
    case kDataLsb:
        parameter.value = joined(state.dataMsb, event.value);
        break;
    default:
        parameter.value = 0;
        parameter.delta = event.number == kIncrement ? 1 : -1;
        break;
    }
    return parameter;
}

std::optional<SurfaceEvent> ParameterDecoder::half(ChannelState& state, SurfaceEvent& event) noexcept
{
    const auto controller = static_cast<std::size_t>(event.number % kPairDistance);
    if (event.number >= 2 * kPairDistance || !state.pairs.test(controller))
        return std::nullopt;
    event.ofParameter = true;
    SurfaceEvent pair = event;
    pair.ofParameter = false;
    pair.kind = SurfaceEvent::Kind::Cc14;
    pair.number = static_cast<std::uint16_t>(controller);
    std::uint8_t& msb = state.pairMsb[controller];
    pair.complete = event.number >= kPairDistance;
    if (!pair.complete)
        msb = static_cast<std::uint8_t>(event.value);
    pair.value = joined(msb, pair.complete ? event.value : 0U);
    return pair;
}

void ParameterDecoder::reset() noexcept
{
    for (ChannelState& state : channels_) {
        const std::bitset<32> pairs = state.pairs;
        state = {};
        state.pairs = pairs;
    }
}

}  // namespace clave
