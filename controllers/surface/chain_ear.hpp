#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/map/map.hpp"
#include "controllers/rules/chain_engine.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace clave {

/// The chains of a map, and of a guest after those, as they hear one device: a parameter (NRPN, RPN) counts
/// once, with the value that the device means. One of seven bits says it with CC 6 alone, from 0 to 127; any
/// other with CC 38 too, which is waited for as long as its profile says. Thread-safe: no. Realtime-safe: as
/// the engine.
class ChainEar {
public:
    ChainEar(const Map& map, const Profile& profile, std::span<const RulesChain> guests = {})
        : engine_(chainsOf(map, guests))
        , patience_(std::chrono::milliseconds {profile.completeWithinMs})
        , isCoarse_(profile.nrpn7bit)
    {
    }

    /// Calls `sink(event, chain, captures)` for each chain that fires: a pointer to the event that it ended
    /// with, and the rest as ChainEngine says. \return true when one took this event for itself.
    template <class Sink>
    bool feed(SurfaceEvent event, Sink&& sink)
    {
        const bool isParameter =
            event.kind == SurfaceEvent::Kind::Nrpn || event.kind == SurfaceEvent::Kind::Rpn;
        if (isParameter && event.delta == 0) {
            if (isCoarse_) {
                event.value = static_cast<std::uint16_t>(event.value >> 7U);
                return !event.complete && hear(event, sink);
            }
            if (!event.complete) {
                feedHalf(sink);
                half_ = event;
                return false;
            }
            half_.reset();
        } else if (!isSecondHalf(event)) {
            feedHalf(sink);
        }
        return hear(event, sink);
    }

    /// Time has passed. The sink gets no event for chains that waited for a longer one in vain.
    template <class Sink>
    void advance(TimePoint now, Sink&& sink)
    {
        if (half_ && now >= half_->time + patience_)
            feedHalf(sink);
        engine_.advance(now, [&](std::size_t chain, auto captures) { sink(nullptr, chain, captures); });
    }

    void setOn(std::size_t chain, bool on) noexcept { engine_.setOn(chain, on); }
    [[nodiscard]] const ChainEngine& engine() const noexcept { return engine_; }

private:
    static std::vector<RulesChain> chainsOf(const Map& map, std::span<const RulesChain> guests)
    {
        std::vector<RulesChain> chains;
        for (const ChainBind& bind : map.chains)
            chains.push_back(bind.chain);
        chains.insert(chains.end(), guests.begin(), guests.end());
        return chains;
    }
    static bool isSecondHalf(const SurfaceEvent& event) noexcept
    {
        constexpr std::uint16_t kDataLsb = 38;
        return event.ofParameter && event.number == kDataLsb;
    }
    template <class Sink>
    bool hear(const SurfaceEvent& event, Sink& sink)
    {
        return engine_.feed(event, [&](std::size_t chain, auto captures) { sink(&event, chain, captures); })
            .consumed;
    }
    template <class Sink>
    void feedHalf(Sink& sink)
    {
        if (const auto half = std::exchange(half_, std::nullopt))
            hear(*half, sink);
    }

    ChainEngine engine_;
    Nanoseconds patience_;
    bool isCoarse_;
    std::optional<SurfaceEvent> half_;  ///< a parameter whose CC 38 may follow
};

}  // namespace clave
