#include "controllers/device/device_codec.hpp"

#include <algorithm>
#include <chrono>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

constexpr std::uint8_t kNrpnMsb = 99;
constexpr std::uint8_t kNrpnLsb = 98;
constexpr std::uint8_t kDataMsb = 6;
constexpr std::uint8_t kDataLsb = 38;

std::uint32_t keyOf(Kind kind, std::uint8_t channel, std::uint16_t number)
{
    return static_cast<std::uint32_t>(kind) << 24U | static_cast<std::uint32_t>(channel) << 16U | number;
}

/// The kind that a control's events are found by: releases and pressure by the note itself.
Kind lookUp(Kind kind)
{
    return kind == Kind::NoteOff || kind == Kind::Poly ? Kind::NoteOn : kind;
}

bool hasNumber(Kind kind)
{
    return kind != Kind::Bend && kind != Kind::Pressure && kind != Kind::Program;
}

ByteTemplate compiled(const std::string& text)
{
    return ByteTemplate::parse(text).value_or(ByteTemplate {});
}

bool isPressed(const Control& control)
{
    return control.kind == Control::Kind::Pad || control.kind == Control::Kind::Button;
}
}  // namespace

DeviceCodec::DeviceCodec(ProfilePtr profile, bool withGuessed) : profile_(std::move(profile))
{
    std::size_t late = 0;
    for (std::size_t i = 0; i < profile_->controls.size(); ++i) {
        const Control& control = profile_->controls[i];
        if (profile_->isOsc || control.kind == Control::Kind::Light || (control.guessed && !withGuessed))
            continue;
        const bool isPair = control.bits14 && control.in.kind == Kind::Cc;
        byAddress_.emplace(
            keyOf(isPair ? Kind::Cc14 : control.in.kind, control.in.channel, control.in.number),
            static_cast<std::uint16_t>(i));
        late += control.bits14 || control.toggles ? 1U : 0U;
    }
    waiting_.reserve(late);
    for (const LightDialect& light : profile_->dialects) {
        Dialect made;
        made.bulk = compiled(light.bulkSysEx);
        for (std::size_t motion = 0; motion < made.sysEx.size(); ++motion) {
            made.sysEx[motion] = compiled(light.sysEx[motion]);
            made.specs[motion] = compiled(motion == 0 ? light.bulkSpec : light.bulkMotionSpec[motion]);
        }
        dialects_.push_back(std::move(made));
    }
}

std::optional<std::uint16_t> DeviceCodec::find(const SurfaceEvent& event) const noexcept
{
    if (event.kind == Kind::Cc && event.ofParameter && profile_->hasNrpn)
        return std::nullopt;
    const Kind kind = lookUp(event.kind);
    const std::uint16_t number = hasNumber(kind) ? event.number : std::uint16_t {0};
    auto found = byAddress_.find(keyOf(kind, event.channel, number));
    if (found == byAddress_.end())
        found = byAddress_.find(keyOf(kind, 0, number));
    return found == byAddress_.end() ? std::nullopt : std::optional {found->second};
}

std::optional<ControlInput> DeviceCodec::decode(const SurfaceEvent& event) noexcept
{
    const auto index = find(event);
    if (!index)
        return std::nullopt;
    auto made = input(*index, event);
    if (made) {
        made->control = *index;
        made->time = event.time;
    }
    const Control& control = profile_->controls[*index];
    if (!control.toggles && !(event.kind == Kind::Nrpn && control.bits14))
        return made;
    std::erase_if(waiting_, [&](const Late& late) { return late.input.control == *index; });
    if (!made)
        return made;
    if (control.toggles && made->what == ControlInput::What::Press) {
        ControlInput release = *made;
        release.what = ControlInput::What::Release;
        release.value = 0;
        waiting_.push_back({release, event.time});
    } else if (control.bits14 && !event.complete && event.delta == 0) {
        waiting_.push_back({*made, event.time + std::chrono::milliseconds(profile_->completeWithinMs)});
        return std::nullopt;
    }
    return made;
}

std::optional<ControlInput> DeviceCodec::input(std::uint16_t index, const SurfaceEvent& event) const noexcept
{
    using What = ControlInput::What;
    const Control& control = profile_->controls[index];
    const bool isNrpn = event.kind == Kind::Nrpn;
    // The first half of a parameter has said it all to whom seven bits are enough.
    if (isNrpn && !control.bits14 && event.complete && event.delta == 0)
        return std::nullopt;
    const auto value =
        static_cast<std::uint16_t>(isNrpn && !control.bits14 ? event.value >> 7U : event.value);
    ControlInput made;
    if (event.kind == Kind::Poly || event.kind == Kind::Pressure) {
        made.what = What::Pressure;
        made.value = value;
    } else if (isPressed(control)) {
        const bool isOff = event.kind == Kind::NoteOff || value == 0;
        made.what = isOff && !control.toggles ? What::Release : What::Press;
        made.value = made.what == What::Release ? std::uint16_t {0}
            : value == 0                        ? std::uint16_t {127}
                                                : std::min<std::uint16_t>(value, 127);
    } else if (event.delta != 0 || control.relative != Relative::Absolute) {
        made.what = What::Turn;
        made.delta = event.delta != 0 ? event.delta
                                      : static_cast<std::int16_t>(relativeDelta(control.relative, value));
        if (made.delta == 0)
            return std::nullopt;
    } else {
        made.what = What::Move;
        made.value =
            event.kind == Kind::Bend && !control.bits14 ? static_cast<std::uint16_t>(value >> 7U) : value;
    }
    return made;
}

std::optional<ControlInput> DeviceCodec::late(TimePoint now) noexcept
{
    const auto found = std::ranges::find_if(waiting_, [&](const Late& late) { return late.due <= now; });
    if (found == waiting_.end())
        return std::nullopt;
    const ControlInput made = found->input;
    waiting_.erase(found);
    return made;
}

DeviceCodec::Wire DeviceCodec::wireOf(const LightDialect& dialect, const Light& light) noexcept
{
    Wire wire;
    wire.channel = dialect.channels[0];
    if (dialect.isRing && light.level >= 0) {
        const int level = std::min<int>(light.level, 127);
        wire.value = static_cast<std::uint8_t>(dialect.ringBase + (level * dialect.ringMost + 63) / 127);
        return wire;
    }
    const auto hue = static_cast<std::size_t>(light.hue);
    wire.value = dialect.values[hue];
    if (light.hue == Hue::Off) {
        if (dialect.offChannel != 0)
            wire.channel = dialect.offChannel;
        return wire;
    }
    // What moves the other way is nearer to it than what stands still.
    wire.motion = light.motion;
    if (!dialect.hasMotion[static_cast<std::size_t>(wire.motion)])
        wire.motion = light.motion == Motion::Flash ? Motion::Pulse : Motion::Flash;
    if (light.motion == Motion::Steady || !dialect.hasMotion[static_cast<std::size_t>(wire.motion)])
        wire.motion = Motion::Steady;
    const auto motion = static_cast<std::size_t>(wire.motion);
    wire.channel = dialect.channels[motion];
    if (dialect.motionValues[motion])
        wire.value = (*dialect.motionValues[motion])[hue];
    return wire;
}

void DeviceCodec::send(const Control& control, const Wire& wire, Messages& out) const
{
    const auto number = static_cast<std::uint8_t>(control.out.number & 0x7FU);
    const ByteTemplate& sysEx =
        dialects_[static_cast<std::size_t>(control.dialect)].sysEx[static_cast<std::size_t>(wire.motion)];
    if (!sysEx.isEmpty()) {
        sysEx.append(out.emplace_back(), number, wire.value);
        return;
    }
    const auto channel =
        static_cast<std::uint8_t>((wire.channel != 0 ? wire.channel : control.out.channel) - 1U);
    const auto status = [&](unsigned kind) { return static_cast<std::uint8_t>(kind | channel); };
    switch (control.out.kind) {
    case Kind::Cc:
        out.push_back({status(0xB0), number, wire.value});
        break;
    case Kind::Bend: {
        // The middle stays the middle, and the highest is the highest.
        const unsigned high = wire.value > 64U ? (wire.value - 64U) * 127U / 63U : 0U;
        const unsigned full = wire.value * 128U + high;
        out.push_back(
            {status(0xE0), static_cast<std::uint8_t>(full & 0x7FU), static_cast<std::uint8_t>(full >> 7U)});
        break;
    }
    case Kind::Nrpn:
        out.push_back({status(0xB0), kNrpnMsb, static_cast<std::uint8_t>(control.out.number >> 7U)});
        out.push_back({status(0xB0), kNrpnLsb, number});
        out.push_back({status(0xB0), kDataMsb, wire.value});
        if (!profile_->nrpn7bit)
            out.push_back({status(0xB0), kDataLsb, 0});
        break;
    default:
        out.push_back({status(0x90), number, wire.value});
        break;
    }
}

void DeviceCodec::encode(std::uint16_t index, const Light& light, Messages& out) const
{
    const Control& control = profile_->controls[index];
    if (control.dialect < 0 || profile_->isOsc)
        return;
    const LightDialect& dialect = profile_->dialects[static_cast<std::size_t>(control.dialect)];
    const Wire wire = wireOf(dialect, light);
    if (wire.motion != Motion::Steady && dialect.baseFirst)
        send(control, {Motion::Steady, dialect.channels[0], dialect.values[0]}, out);
    send(control, wire, out);
    if (dialect.alsoStep == 0)
        return;
    Control second = control;
    second.out.number = static_cast<std::uint16_t>(second.out.number + dialect.alsoStep);
    send(second, {wire.motion, wire.channel, dialect.alsoValues[static_cast<std::size_t>(light.hue)]}, out);
}

const ByteTemplate* DeviceCodec::specOf(const Change& change) const noexcept
{
    const Control& control = profile_->controls[change.control];
    if (control.dialect < 0)
        return nullptr;
    const auto dialect = static_cast<std::size_t>(control.dialect);
    const Wire wire = wireOf(profile_->dialects[dialect], change.light);
    const ByteTemplate& spec = dialects_[dialect].specs[static_cast<std::size_t>(wire.motion)];
    return dialects_[dialect].bulk.isEmpty() || spec.isEmpty() ? nullptr : &spec;
}

void DeviceCodec::flush(std::size_t dialect, Bulk& bulk, Messages& out) const
{
    if (bulk.count > 0)
        dialects_[dialect].bulk.append(out.emplace_back(), 0, 0, bulk.specs);
    bulk = {};
}

void DeviceCodec::encode(std::span<const Change> changes, Messages& out) const
{
    if (changes.size() == 1)
        return encode(changes.front().control, changes.front().light, out);
    std::vector<Bulk> bulks(dialects_.size());
    for (const Change& change : changes) {
        const ByteTemplate* const spec = specOf(change);
        if (spec == nullptr) {
            encode(change.control, change.light, out);
            continue;
        }
        const Control& control = profile_->controls[change.control];
        const auto index = static_cast<std::size_t>(control.dialect);
        const LightDialect& dialect = profile_->dialects[index];
        Bulk& bulk = bulks[index];
        spec->append(bulk.specs, static_cast<std::uint8_t>(control.out.number & 0x7FU),
            wireOf(dialect, change.light).value);
        if (++bulk.count == dialect.bulkMost)
            flush(index, bulk, out);
    }
    for (std::size_t i = 0; i < bulks.size(); ++i)
        flush(i, bulks[i], out);
}

}  // namespace clave
