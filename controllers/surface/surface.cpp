#include "controllers/surface/surface.hpp"

#include "controllers/device/byte_pattern.hpp"
#include "controllers/lights/painter.hpp"
#include "controllers/midi/event_stream.hpp"
#include "controllers/surface/gesture_times.hpp"
#include "controllers/surface/meaning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
bool matchesAny(const std::vector<BytePattern>& patterns, std::span<const std::uint8_t> bytes)
{
    return std::ranges::any_of(patterns, [&](const BytePattern& pattern) { return matches(pattern, bytes); });
}
}  // namespace

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
        if (input.what == ControlInput::What::Release && !meaning_->isDown(input.control))
            return;
        meaning_->touch(input, moment);
        isStale_ = true;
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
        meaning_->letGo(moment);
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
            if (matchesAny(profile_->pauseOn, event.bytes)) {
                letGo(moment);
                painter_.pause();
            } else if (matchesAny(profile_->repaintOn, event.bytes)) {
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
        if (input && (!isRelease || meaning_->isDown(input->control)))
            touch(*input, moment);
        else if (!isPartOfPair(event))
            hearOther(event, moment);
    }

    void hearOther(const SurfaceEvent& event, const Moment& moment)
    {
        meaning_->hearOther(event, moment);
        isStale_ = true;
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

Surface::Surface(ProfilePtr profile, MapPtr map)
    : impl_(std::make_unique<Impl>(std::move(profile), std::move(map)))
{
}

Surface::~Surface() = default;

void Surface::connect(const SurfaceView& view, SurfaceOut& out)
{
    impl_->takeDevice({view, out, view.now});
}

void Surface::release(const SurfaceView& view, SurfaceOut& out)
{
    impl_->releaseDevice({view, out, view.now});
}

void Surface::lost(const SurfaceView& view, SurfaceOut& out)
{
    impl_->forget({view, out, view.now});
    impl_->painter_.pause();
}

void Surface::feed(
    std::span<const std::uint8_t> bytes, TimePoint time, const SurfaceView& view, SurfaceOut& out)
{
    impl_->feed(bytes, {view, out, time});
}

void Surface::touch(const ControlInput& input, const SurfaceView& view, SurfaceOut& out)
{
    const Moment moment {view, out, input.time};
    impl_->touch(input, moment);
    impl_->paint(moment);
}

void Surface::advance(const SurfaceView& view, SurfaceOut& out)
{
    impl_->advance({view, out, view.now});
}

void Surface::setMap(MapPtr map, const SurfaceView& view, SurfaceOut& out)
{
    const Moment moment {view, out, view.now};
    impl_->letGo(moment);
    impl_->setMeaning(std::move(map));
    impl_->advance(moment);
}

const Profile& Surface::profile() const noexcept
{
    return *impl_->profile_;
}

MapPtr Surface::map() const noexcept
{
    return impl_->meaning_->map().mapPtr();
}

std::span<const Light> Surface::lights() const noexcept
{
    return impl_->lights_;
}

std::vector<SurfaceTrace> Surface::traceSince(std::uint64_t number) const
{
    return impl_->meaning_->traces().since(number, impl_->meaning_->map());
}

std::vector<std::string> Surface::chainWaits(TimePoint now) const
{
    std::vector<std::string> texts;
    for (auto& wait : impl_->meaning_->chains().waitsFor(now)) {
        if (wait.byLast)
            texts.push_back(std::move(wait.text));
    }
    return texts;
}

std::size_t Surface::waiting() const noexcept
{
    return impl_->painter_.waiting();
}

std::string Surface::focusText(const SurfaceView& view) const
{
    const Focus& focus = impl_->meaning_->focus();
    const auto& tracks = view.snapshot.song->tracks;
    if (focus.pattern.track >= tracks.size())
        return "no track";
    const std::string& name = tracks[focus.pattern.track]->name;
    return fmt::format("track {}{}, slot {}, page {} of {}{}{}", focus.pattern.track + 1,
        name.empty() ? "" : " " + name, focus.pattern.slot + 1, focus.page + 1,
        impl_->meaning_->keeper().pages(view), focus.layer.empty() ? "" : ", layer " + focus.layer,
        focus.locked ? ", stays there" : "");
}

}  // namespace clave
