#pragma once

#include "controllers/device/byte_pattern.hpp"
#include "controllers/lights/painter.hpp"
#include "controllers/midi/event_stream.hpp"
#include "controllers/surface/gesture_times.hpp"
#include "controllers/surface/guest_hands.hpp"
#include "controllers/surface/meaning.hpp"
#include "controllers/surface/surface.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace clave {

/// What a Surface is made of: the way of bytes through chains, guests and controls, and that of lights back.
/// Of surface.cpp only.
class Surface::Impl {
public:
    Impl(ProfilePtr profile, MapPtr map)
        : profile_(std::move(profile))
        , codec_(profile_)
        , painter_(codec_)
        , lights_(profile_->controls.size())
    {
        for (const Control& control : profile_->controls) {
            if (control.bits14 && control.in.kind == SurfaceEvent::Kind::Cc)
                stream_.declarePair(control.in.channel, static_cast<std::uint8_t>(control.in.number));
        }
        setMeaning(std::move(map));
    }

    void setMeaning(MapPtr map)
    {
        if (!map)
            map = std::make_shared<const Map>();
        meaning_ = std::make_unique<Meaning>(profile_, std::move(map), meaning_.get());
        meaning_->listenTo(guestChains_);
        isStale_ = true;
    }

    void feed(std::span<const std::uint8_t> bytes, const Moment& moment)
    {
        isTouched_ = false;
        heardAt_ = moment.time;
        stream_.feed(bytes, moment.time, [&](const SurfaceEvent& event) { take(event, moment); });
        if (isTouched_)
            paint(moment);
    }

    void touch(const ControlInput& input, const Moment& moment)
    {
        if (input.control >= profile_->controls.size())
            return;
        const bool isPress = input.what == ControlInput::What::Press;
        if (isPress || input.what == ControlInput::What::Release) {
            painter_.touched(input.control);
            isTouched_ = true;
        }
        isStale_ = true;
        const bool isTaken = guest_.touch(input, moment.out);
        if (input.what == ControlInput::What::Release) {
            if (meaning_->isDown(input.control))
                meaning_->touch(input, moment);
        } else if (isTaken) {
            meaning_->traceTaken(input);
        } else {
            meaning_->touch(input, moment);
        }
    }

    void advance(const Moment& moment)
    {
        takeLate(moment.view.now, moment);
        if (isSensed_ && moment.view.now - heardAt_ > kSensingTime) {
            isSensed_ = false;
            letGo(moment);
        }
        meaning_->advance(moment);
        paint(moment);
    }

    void paint(const Moment& moment)
    {
        if (isStale_ || mayDiffer(moment.view)) {
            isStale_ = false;
            shownAt_ = moment.view.now;
            shownSerial_ = moment.view.snapshot.serial;
            meaning_->show(moment.view, lights_);
            guest_.paint(lights_);
            painter_.show(lights_);
        }
        painter_.send(
            moment.view.now, [&](std::span<const std::uint8_t> message) { moment.out.send(message); });
    }

    void takeDevice(const Moment& moment)
    {
        meaning_->forgetKnobs();
        for (const auto& message : profile_->take)
            moment.out.send(message);
        painter_.repaint(moment.view.now + std::chrono::milliseconds {profile_->settleMs});
        advance(moment);
    }

    void letGo(const Moment& moment)
    {
        guest_.letGo(moment);
        meaning_->letGo(moment);
        isStale_ = true;
    }

    void listenTo(GuestChains chains)
    {
        guestChains_ = std::move(chains);
        meaning_->listenTo(guestChains_);
    }

    void setGuest(Guest guest)
    {
        guest_.set(std::move(guest));
        isStale_ = true;
    }

    void forget(const Moment& moment)
    {
        letGo(moment);
        stream_.reset();
        isSensed_ = false;
    }

    void releaseDevice(const Moment& moment)
    {
        forget(moment);
        painter_.darken([&](std::span<const std::uint8_t> message) { moment.out.send(message); });
        for (const auto& message : profile_->release)
            moment.out.send(message);
    }

    ProfilePtr profile_;
    DeviceCodec codec_;
    EventStream stream_;
    Painter painter_;
    std::unique_ptr<Meaning> meaning_;
    std::vector<Light> lights_;
    GuestHands guest_;
    GuestChains guestChains_;

private:
    static constexpr Nanoseconds kLookAnyway = std::chrono::milliseconds {100};

    /// Something may look different from before. While nothing plays it is seldom.
    [[nodiscard]] bool mayDiffer(const SurfaceView& view) const noexcept
    {
        return view.status.playing || view.snapshot.serial != shownSerial_
            || view.now - shownAt_ >= kLookAnyway;
    }

    void takeLate(TimePoint now, const Moment& moment)
    {
        while (const auto late = codec_.late(now))
            touch(*late, moment);
    }

    void take(const SurfaceEvent& event, const Moment& moment)
    {
        if (event.kind == SurfaceEvent::Kind::Sensing) {
            isSensed_ = true;
            return;
        }
        if (event.kind == SurfaceEvent::Kind::SysEx) {
            if (isAnyOf(profile_->pauseOn, event.bytes)) {
                letGo(moment);
                painter_.pause();
            } else if (isAnyOf(profile_->repaintOn, event.bytes)) {
                letGo(moment);
                painter_.repaint(moment.view.now + std::chrono::milliseconds {profile_->settleMs});
            }
        }
        takeLate(moment.time, moment);
        const bool isConsumed = meaning_->hear(event, moment);
        const auto input = codec_.decode(event);
        const bool isRelease = input && input->what == ControlInput::What::Release;
        if (isConsumed && !isRelease)
            return;
        if (input && (!isRelease || meaning_->isDown(input->control) || guest_.isDown(input->control)))
            touch(*input, moment);
        else if (!isPartOfPair(event))
            hearOther(event, moment);
    }

    void hearOther(const SurfaceEvent& event, const Moment& moment)
    {
        meaning_->hearOther(event, moment);
        isStale_ = true;
    }

    static bool isAnyOf(const std::vector<BytePattern>& patterns, std::span<const std::uint8_t> bytes)
    {
        return std::ranges::any_of(
            patterns, [&](const BytePattern& pattern) { return matches(pattern, bytes); });
    }

    /// Half of a parameter that the device says something with, which comes as an event of its own.
    [[nodiscard]] bool isPartOfPair(const SurfaceEvent& event) const noexcept
    {
        return event.ofParameter && profile_->hasNrpn;
    }

    bool isTouched_ = false;
    bool isStale_ = true;  ///< hands did something
    std::uint64_t shownSerial_ = 0;
    TimePoint shownAt_ {};
    bool isSensed_ = false;
    TimePoint heardAt_ {};
};

}  // namespace clave
