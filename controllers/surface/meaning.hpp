#pragma once

#include "controllers/surface/actions.hpp"
#include "controllers/surface/chain_ear.hpp"
#include "controllers/surface/gesture_reader.hpp"
#include "controllers/surface/guest.hpp"
#include "controllers/surface/knob_turns.hpp"
#include "controllers/surface/trace_log.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What a device's controls mean by one map, and what hands have done with them so far: from touches and
/// events to actions, and from the song to lights. Knows no bytes.
///
/// Thread-safe: no. Realtime-safe: no; taking in a knob's message is, once each control was touched.
class Meaning {
public:
    /// \param before what the same device meant so far; may be null. Its focus is taken over.
    Meaning(ProfilePtr profile, MapPtr map, const Meaning* before);
    Meaning(const Meaning&) = delete;
    Meaning& operator=(const Meaning&) = delete;
    Meaning(Meaning&&) = delete;
    Meaning& operator=(Meaning&&) = delete;
    ~Meaning() = default;

    /// These chains of a guest are listened for beside those of the map. What of any chain has begun is
    /// forgotten.
    void listenTo(const GuestChains& guests);

    /// Something was done to a control.
    void touch(const ControlInput& input, const Moment& moment);
    /// Chains look at every event. \return true when one took it for itself.
    bool hear(const SurfaceEvent& event, const Moment& moment);
    /// For what is no control: keys, program changes, and releases of nothing, which let go of everything.
    void hearOther(const SurfaceEvent& event, const Moment& moment);
    /// Time has passed, or the song has changed.
    void advance(const Moment& moment);
    /// Everything that is held is let go; nothing else comes of it.
    void letGo(const Moment& moment);
    /// The knobs are wherever they are (the device was away).
    void forgetKnobs() noexcept { knobs_.letGo(); }

    /// A guest takes this for itself: it is only traced.
    void traceTaken(const ControlInput& input);

    [[nodiscard]] bool isDown(std::uint16_t control) const noexcept { return gestures_.isDown(control); }
    /// One for each control.
    void show(const SurfaceView& view, std::span<Light> lights) const;
    [[nodiscard]] const BoundMap& map() const noexcept { return map_; }
    [[nodiscard]] const Focus& focus() const noexcept { return hands_.keeper.focus; }
    [[nodiscard]] const FocusKeeper& keeper() const noexcept { return hands_.keeper; }
    [[nodiscard]] const TraceLog& traces() const noexcept { return traces_; }
    [[nodiscard]] const ChainEngine& chains() const noexcept { return chains_.engine(); }

private:
    struct ChainTurn {
        std::array<std::uint16_t, RulesChain::kMostCaptures> captures {};
        std::size_t count = 0;
        bool isWaiting = false;
        TimePoint obeyedAt {};
    };
    void act(const GestureReader::Act& act, const Moment& moment);
    void obey(const KnobTurns::Turn& turn, const Moment& moment);
    void advanceChains(const Moment& moment);
    /// \param event it ended with; null: time alone made it fire.
    void fireChain(const SurfaceEvent* event, std::size_t chain, std::span<const std::uint16_t> captures,
        const Moment& moment);
    void runChain(std::size_t chain, const Moment& moment);
    void settle();
    [[nodiscard]] const BoundBind* turnedBind(std::uint16_t control, std::uint16_t& index) const noexcept;
    [[nodiscard]] std::uint64_t stamp() const noexcept;

    BoundMap map_;
    SurfaceHands hands_;
    GestureReader gestures_;
    KnobTurns knobs_;
    ChainEar chains_;
    std::vector<ChainTurn> chainTurns_;  ///< of the map's
    std::vector<std::uint32_t> guests_;  ///< numbers of the chains after those
    TraceLog traces_;
    std::uint32_t layersSeen_ = 0;  ///< LayerStack::version()
    PatternPlace pattern_;  ///< of the focus, when last looked at
};

}  // namespace clave
