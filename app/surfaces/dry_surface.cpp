#include "app/surfaces/dry_surface.hpp"

#include "controllers/midi/event_text.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace clave {
namespace {
std::string lineOf(TimePoint time, TimePoint begin, const std::string& what)
{
    return fmt::format("{:9.3f}  {}", std::chrono::duration<double>(time - begin).count(), what);
}
}  // namespace

DrySurface::DrySurface(ProfilePtr profile, MapPtr map, Send send)
    : session_(newSong())
    , reader_(session_.published())
    , send_(std::move(send))
{
    if (profile != nullptr)
        surface_ = std::make_unique<Surface>(
            std::move(profile), map != nullptr ? std::move(map) : std::make_shared<const Map>());
}

template <typename Work>
void DrySurface::with(TimePoint now, Work work)
{
    const Snapshot& snapshot = *reader_.latest();
    work(SurfaceView {snapshot, status_, now, !session_.undoLabel().empty(), !session_.redoLabel().empty()});
}

void DrySurface::connect(TimePoint now)
{
    if (surface_ != nullptr)
        with(now, [this](const SurfaceView& view) { surface_->connect(view, *this); });
}

void DrySurface::release(TimePoint now)
{
    if (surface_ != nullptr)
        with(now, [this](const SurfaceView& view) { surface_->release(view, *this); });
}

std::vector<std::string> DrySurface::feed(
    std::span<const std::uint8_t> bytes, TimePoint time, TimePoint begin)
{
    if (surface_ != nullptr) {
        with(time, [&](const SurfaceView& view) { surface_->feed(bytes, time, view, *this); });
        auto lines = takeTraces(begin);
        for (const auto& wait : surface_->chainWaits(time))
            lines.push_back(lineOf(time, begin, wait));
        return lines;
    }
    std::vector<std::string> lines;
    events_.feed(bytes, time, [&](const SurfaceEvent& event) {
        if (!event.ofParameter)
            lines.push_back(lineOf(time, begin, describe(event)));
    });
    return lines;
}

std::vector<std::string> DrySurface::advance(TimePoint now, TimePoint begin)
{
    if (surface_ == nullptr)
        return {};
    with(now, [this](const SurfaceView& view) { surface_->advance(view, *this); });
    return takeTraces(begin);
}

std::vector<std::string> DrySurface::takeTraces(TimePoint begin)
{
    std::vector<std::string> lines;
    for (const auto& trace : surface_->traceSince(lastTrace_)) {
        lastTrace_ = std::max(lastTrace_, trace.number);
        lines.push_back(
            lineOf(trace.time, begin, trace.why.empty() ? trace.what : trace.what + ": " + trace.why));
    }
    return lines;
}

void DrySurface::command(CommandWhat what, std::uint64_t gesture)
{
    (void)session_.apply({std::move(what), "pads", gesture});
}

void DrySurface::send(std::span<const std::uint8_t> message)
{
    if (send_)
        send_(message);
}

}  // namespace clave
