#pragma once

#include "controllers/device/light.hpp"
#include "controllers/midi/takeover.hpp"
#include "controllers/rules/rules_chain.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// What a light can tell. Each source (light_source.hpp) says which of these it is in; the map says what that
/// looks like. What is not given is taken from the next one in brackets.
enum class LightState : std::uint8_t {
    Off,
    On,
    Accent,  ///< a step of velocity 110 or more [On]
    Held,  ///< a step that is held; a control whose layer is on [On]
    Cursor,  ///< where Step in is [On, Off]
    Playing,  ///< the place that plays, nothing there [Off]
    PlayingOn,  ///< ... and something there [Playing]
    Outside,  ///< beyond the window that is played; a slot that is empty [Off]
    Queued,  ///< flashes until it is launched [On]
    Selected,  ///< the focus is here [On]
    Armed,  ///< [On]
    Recording,  ///< [Armed]
    Muted,  ///< [Off]
    Soloed,  ///< [On]
    Locked,  ///< [On]
    OutsideOn,  ///< a step that is on beyond the window that is played [Outside]
};
inline constexpr int kLightStateCount = 16;

/// A number that an action or a light needs: fixed, or worked out from where the control is in its group and
/// from what a chain caught: add + row * r + col * c + index * i + value * v + capture * k.
struct Linear {
    double add = 0.0;
    double row = 0.0;
    double col = 0.0;
    double index = 0.0;
    double value = 0.0;
    double capture = 0.0;
    std::uint8_t captureIndex = 0;  ///< which capture of the chain
};

/// Which controls, as written in the file (selector.hpp); resolved against a profile by the surface.
struct Selector {
    std::string text;
};

/// What makes a bind act. Whole: press and release together, for actions that last (ActionInfo::Manner). Move
/// is a knob, either kind, and of a pad or button its press.
enum class Gesture : std::uint8_t { Press, Release, Tap, Hold, Double, Range, Turn, Move, HoldTurn, Whole };

/// An argument by name: "step", "track", "scene", "param", "by", "to" ...
struct Argument {
    std::string name;
    Linear number;
    std::string word;  ///< instead of a number: "velocity", "cc 74"
};

/// A light: what it tells, and how each state looks.
struct LightBind {
    std::string from;  ///< a name of light_source.hpp: "step.state", "track.select", "transport.play" ...
    std::vector<Argument> arguments;
    std::array<std::optional<Light>, kLightStateCount> looks {};
};

/// One control, or a group of them, and what it does and shows.
struct Bind {
    Selector on;
    /// "": always, unless a layer that is on has the same control. "keys+shift": while shift is on over keys.
    std::string layer;
    Gesture gesture = Gesture::Press;
    std::string action;  ///< a name of the action table; "hook.NAME"; empty: only a light
    std::vector<Argument> arguments;
    std::optional<LightBind> light;
    Takeover takeover = Takeover::Pickup;
    int priority = 0;
    bool learned = false;
    int line = 0;  ///< in the map's file
};

/// A chain and what it does.
struct ChainBind {
    RulesChain chain;
    std::string layer;
    std::string action;
    std::vector<Argument> arguments;
    int line = 0;
};

struct LayerBind {
    enum class Mode : std::uint8_t { Momentary, Toggle, OneShot };
    std::string name;
    Selector on;
    Mode mode = Mode::Momentary;
    std::optional<LightBind> light;
    int line = 0;
};

/// What the controls of a device mean, both ways. Read from controllers/maps/NAME.map.toml. Immutable.
struct Map {
    std::string id;  ///< the file's name without ".map.toml"
    std::string name;
    std::string file;
    /// Ids of profiles; "*grid8x8" for any with 8 rows and columns of pads, "*pads" with any pads, "*knobs".
    std::vector<std::string> use;
    std::size_t pageSteps = 32;
    std::string firstLayer;
    std::vector<LayerBind> layers;
    std::vector<Bind> binds;
    std::vector<ChainBind> chains;
};
using MapPtr = std::shared_ptr<const Map>;

}  // namespace clave
