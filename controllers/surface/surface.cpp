#include "controllers/surface/surface.hpp"

#include "controllers/surface/surface_work.hpp"

#include <utility>

namespace clave {

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

void Surface::listenTo(GuestChains chains)
{
    impl_->listenTo(std::move(chains));
}

void Surface::setGuest(Guest guest)
{
    impl_->setGuest(std::move(guest));
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
    return impl_->meaning_->keeper().inWords(view);
}

}  // namespace clave
