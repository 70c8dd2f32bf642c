#include "controllers/lights/painter.hpp"

#include <algorithm>
#include <cmath>

namespace clave {

bool needsClock(const Profile& profile) noexcept
{
    return std::ranges::any_of(profile.dialects, &LightDialect::needsClock);
}

Painter::Painter(const DeviceCodec& codec)
    : codec_(codec)
    , pace_(static_cast<std::int64_t>(std::llround(codec.profile().pacingMs * 1e6)))
    , wanted_(codec.profile().controls.size())
    , shadows_(wanted_.size())
{
}

const LightDialect* Painter::dialect(std::size_t control) const noexcept
{
    const Profile& profile = codec_.profile();
    const int index = profile.controls[control].dialect;
    return index >= 0 && static_cast<std::size_t>(index) < profile.dialects.size()
        ? &profile.dialects[static_cast<std::size_t>(index)]
        : nullptr;
}

Light Painter::asShown(std::size_t control, const Light& light) const noexcept
{
    const LightDialect* const of = dialect(control);
    if (of == nullptr)
        return {};
    Light shown = light;
    if (!of->hasMotion[static_cast<std::size_t>(light.motion)] || light.hue == Hue::Off)
        shown.motion = Motion::Steady;
    shown.level = of->isRing ? std::clamp<std::int16_t>(light.level, 0, 127) : std::int16_t {-1};
    return shown;
}

bool Painter::takesMany(std::size_t control) const noexcept
{
    const LightDialect* const of = dialect(control);
    const Motion motion = wanted_[control].motion;
    return of != nullptr && !of->bulkSysEx.empty() && of->bulkMost > 1
        && (motion == Motion::Steady || !of->bulkMotionSpec[static_cast<std::size_t>(motion)].empty());
}

bool Painter::differs(std::size_t control) const noexcept
{
    const Shadow& shadow = shadows_[control];
    return dialect(control) != nullptr && (!shadow.isKnown || shadow.light != wanted_[control]);
}

bool Painter::isTouched(std::size_t control) const noexcept
{
    const std::uint64_t touch = shadows_[control].touch;
    return touch != 0 && touch + kTouchesKept > touches_;
}

std::size_t Painter::waiting() const noexcept
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < shadows_.size(); ++i)
        count += differs(i) ? std::size_t {1} : std::size_t {0};
    return count;
}

void Painter::repaint(TimePoint from)
{
    ++changes_;
    for (Shadow& shadow : shadows_) {
        shadow.isKnown = false;
        shadow.since = changes_;
    }
    out_.clear();
    outSent_ = 0;
    isPaused_ = false;
    nextSend_ = from;
    nextRefresh_ = from + kRefreshEvery;
    refreshed_ = 0;
}

void Painter::pause() noexcept
{
    isPaused_ = true;
    out_.clear();
    outSent_ = 0;
}

void Painter::show(std::span<const Light> lights)
{
    ++changes_;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        const Light light = asShown(i, i < lights.size() ? lights[i] : Light {});
        if (light == wanted_[i])
            continue;
        wanted_[i] = light;
        shadows_[i].since = changes_;
    }
}

void Painter::touched(std::uint16_t control)
{
    if (control >= shadows_.size())
        return;
    Shadow& shadow = shadows_[control];
    shadow.touch = ++touches_;
    // It lights while it is held and goes out when it is let go: both times the truth comes after it.
    if (codec_.profile().resendAfterRelease && shadow.isKnown) {
        shadow.isKnown = false;
        shadow.since = changes_;
    }
}

bool Painter::goesBefore(std::size_t a, std::size_t b, bool oldestFirst) const noexcept
{
    const bool isATouched = isTouched(a);
    if (isATouched != isTouched(b))
        return isATouched;
    if (isATouched)
        return shadows_[a].touch > shadows_[b].touch;
    if (shadows_[a].since != shadows_[b].since)
        return (shadows_[a].since < shadows_[b].since) == oldestFirst;
    return a < b;
}

std::optional<std::size_t> Painter::next() const noexcept
{
    std::optional<std::size_t> best;
    const bool oldestFirst = puts_ % 4 == 3;
    for (std::size_t i = 0; i < shadows_.size(); ++i) {
        if (differs(i) && (!best || goesBefore(i, *best, oldestFirst)))
            best = i;
    }
    return best;
}

void Painter::put(std::size_t control)
{
    codec_.encode(static_cast<std::uint16_t>(control), wanted_[control], out_);
    shadows_[control].light = wanted_[control];
    shadows_[control].isKnown = true;
    ++puts_;
}

/// As many as one message for many takes, beginning with the most urgent.
void Painter::putMany(std::size_t first)
{
    const LightDialect* const of = dialect(first);
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < shadows_.size(); ++i) {
        if (differs(i) && dialect(i) == of && takesMany(i))
            which.push_back(i);
    }
    std::ranges::sort(which, [this](std::size_t a, std::size_t b) { return goesBefore(a, b, false); });
    which.resize(std::min(which.size(), std::size_t {of->bulkMost}));
    std::vector<DeviceCodec::Change> changes;
    changes.reserve(which.size());
    for (const std::size_t control : which) {
        changes.push_back({static_cast<std::uint16_t>(control), wanted_[control]});
        shadows_[control].light = wanted_[control];
        shadows_[control].isKnown = true;
    }
    codec_.encode(changes, out_);
    ++puts_;
}

bool Painter::refresh(TimePoint now)
{
    if (now < nextRefresh_)
        return false;
    while (refreshed_ < shadows_.size() && dialect(refreshed_) == nullptr)
        ++refreshed_;
    if (refreshed_ >= shadows_.size()) {
        refreshed_ = 0;
        nextRefresh_ = now + kRefreshEvery;
        return false;
    }
    put(refreshed_++);
    nextRefresh_ = now + kRefreshPace;
    return true;
}

std::optional<TimePoint> Painter::send(TimePoint now, const Send& send)
{
    if (isPaused_)
        return std::nullopt;
    while (now >= nextSend_) {
        if (outSent_ == out_.size()) {
            out_.clear();
            outSent_ = 0;
            const auto control = next();
            if (control) {
                const bool isBulk = takesMany(*control) && waiting() >= kBulkFrom;
                isBulk ? putMany(*control) : put(*control);
            } else if (!refresh(now)) {
                return nextRefresh_;
            }
            continue;
        }
        send(out_[outSent_++]);
        if (pace_ > Nanoseconds {})
            nextSend_ = now + pace_;
    }
    return outSent_ < out_.size() || next() ? nextSend_ : std::max(nextSend_, nextRefresh_);
}

void Painter::darken(const Send& send)
{
    pause();
    std::vector<DeviceCodec::Change> changes;
    for (std::size_t i = 0; i < shadows_.size(); ++i) {
        if (dialect(i) == nullptr)
            continue;
        changes.push_back({static_cast<std::uint16_t>(i), asShown(i, Light {})});
        shadows_[i].isKnown = false;
    }
    std::vector<std::vector<std::uint8_t>> messages;
    codec_.encode(changes, messages);
    for (const auto& message : messages)
        send(message);
}

}  // namespace clave
