#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/device/light.hpp"
#include "controllers/map/map.hpp"
#include "controllers/surface/surface.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace clave {

/// Learning by touch, as far as it has come.
struct LearnView {
    bool on = false;
    std::string target;  ///< what is to be learned: "plays, or stops"; empty: nothing is listened for
    std::string heard;  ///< in words, empty until something was touched: "an encoder, cc 21 on channel 1"
    std::string advice;  ///< what to do next: "turn it to the left, too"
    bool isDone = false;  ///< it is known what was touched: it can be taken
    std::string conflict;  ///< what the control does already; empty: nothing
    std::vector<std::string> candidates;  ///< several were touched: which is meant
    std::string proposal;  ///< a formula for the whole grid, from two of its corners; empty: none
    std::size_t taken = 0;  ///< lessons that are not saved yet
    std::string trouble;  ///< why it could not be saved, as one sentence

    friend bool operator==(const LearnView&, const LearnView&) = default;
};

/// One controller as the window shows it. A value: made by the thread that owns the surfaces, whenever one of
/// its parts has changed.
struct DeviceView {
    enum class State : std::uint8_t {
        Connected,
        Waiting,  ///< known from before, or asked for by name; its cable is out
        Disabled,  ///< a person has switched it off, or its facts are guessed and nobody has switched it on
    };

    std::uint32_t id = 0;  ///< the same for as long as the program runs; what touches and wishes name
    std::string name;  ///< of the port; where there is none, of the profile
    State state = State::Waiting;
    bool enabled = true;
    std::string trouble;  ///< why something about it does not work, as one sentence
    ProfilePtr profile;  ///< never null
    MapPtr map;  ///< null: nothing is bound
    std::vector<std::string> maps;  ///< names of those that fit it
    std::vector<Light> lights;  ///< what each control is to show, in the order of Profile::controls
    std::string focus;  ///< in words: track, page, layer
    std::vector<SurfaceTrace> traces;  ///< the last ones, oldest first
    std::size_t waiting = 0;  ///< messages that wait for the device's pace
    LearnView learn;
};

}  // namespace clave
