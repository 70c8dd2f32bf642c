#pragma once

#include "controllers/surface/bound_map.hpp"
#include "controllers/surface/focus_keeper.hpp"
#include "controllers/surface/held_keys.hpp"
#include "controllers/surface/layer_stack.hpp"
#include "controllers/surface/param_writer.hpp"
#include "controllers/surface/step_hands.hpp"
#include "controllers/surface/step_writer.hpp"
#include "core/time/tap_tempo.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace clave {

/// What a surface remembers between one touch and the next.
struct SurfaceHands {
    explicit SurfaceHands(const BoundMap& map) : keeper(map.map().pageSteps), layers(map.map(), map.layers())
    {
    }
    FocusKeeper keeper;
    LayerStack layers;
    StepWriter writer;
    StepHands steps {keeper, writer};
    ParamWriter params {keeper, writer, steps};
    HeldKeys keys;
    TapTempo taps;
    std::vector<std::uint32_t> fills;  ///< who holds fill
};

/// One action, and how it was asked for.
struct ActionCall {
    enum class Edge : std::uint8_t { Fire, Begin, End };

    const BoundAction& action;
    LinearInput in;
    Edge edge = Edge::Fire;
    std::uint32_t who = 0;  ///< the control, or HeldKeys::kKeyboard + a key
    std::uint8_t velocity = 100;
    std::optional<LinearInput> from;  ///< of a range: where it begins
    std::optional<double> setTo;  ///< by a knob that has caught its parameter
    std::optional<int> clicks;  ///< by an encoder

    [[nodiscard]] std::optional<double> number(std::string_view argument) const noexcept;
    [[nodiscard]] std::optional<std::size_t> place(std::string_view argument) const noexcept;
    [[nodiscard]] int whole(std::string_view argument, int otherwise = 0) const noexcept;
};

/// Carries an action out. \return false when there was nothing to do it with: no such track, step or slot.
bool run(const ActionCall& call, SurfaceHands& hands, const Moment& moment);

// The families; each returns nothing for actions that are not its own.
[[nodiscard]] std::optional<bool> runStepAction(
    const ActionCall& call, SurfaceHands& hands, const Moment& moment);
[[nodiscard]] std::optional<bool> runTrackAction(
    const ActionCall& call, SurfaceHands& hands, const Moment& moment);
[[nodiscard]] std::optional<bool> runSceneAction(
    const ActionCall& call, SurfaceHands& hands, const Moment& moment);
[[nodiscard]] std::optional<bool> runPatternAction(
    const ActionCall& call, SurfaceHands& hands, const Moment& moment);
[[nodiscard]] std::optional<bool> runTransportAction(
    const ActionCall& call, SurfaceHands& hands, const Moment& moment);
[[nodiscard]] std::optional<bool> runViewAction(
    const ActionCall& call, SurfaceHands& hands, const Moment& moment);

/// The track an action is about: the one it names, of the bank, else the focused one. Nothing when there is
/// none.
[[nodiscard]] std::optional<std::size_t> trackOf(
    const ActionCall& call, const Focus& focus, const Moment& moment);

}  // namespace clave
