#pragma once

#include "controllers/device/light.hpp"
#include "controllers/midi/relative.hpp"
#include "controllers/midi/surface_event.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Where on the wire a control is.
struct Address {
    SurfaceEvent::Kind kind = SurfaceEvent::Kind::NoteOn;  ///< NoteOn, Cc, Nrpn, Bend, Pressure or Program
    std::uint8_t channel = 1;  ///< from 1 to 16; of what comes in also 0: any
    std::uint16_t number = 0;

    friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

/// One thing that can be touched, or only lit.
struct Control {
    enum class Kind : std::uint8_t { Pad, Button, Encoder, Fader, Light };
    Kind kind = Kind::Pad;
    std::string group;  ///< "pad", "side", "line", "knob", "fader", or the button's own name
    std::uint8_t row = 0;  ///< within its group, from the top
    std::uint8_t col = 0;  ///< from the left
    std::uint8_t index = 0;  ///< within its group, row by row
    Address in;
    Address out;  ///< of its light; mostly the same
    Relative relative = Relative::Absolute;
    bool bits14 = false;  ///< a pair of controllers n and n + 32, or a bend
    bool velocity = false;  ///< says how hard it was pressed
    /// Says nothing when it is let go, and on and off in turn when it is pressed: each message is a Press,
    /// and DeviceCodec::late() says the Release at once.
    bool toggles = false;
    bool guessed = false;  ///< not decoded until guessed controls are asked for
    std::int16_t dialect = -1;  ///< index into Profile::dialects; -1: no light
    /// Where it is drawn, in pads from the device's upper left corner, and how large.
    float x = 0.0F;
    float y = 0.0F;
    float width = 1.0F;
    float height = 1.0F;
};

/// A pattern of bytes: "F0 7E ?? 06 02 (03|13) * F7". Compiled; an empty one matches nothing.
struct BytePattern {
    struct Part {
        enum class Kind : std::uint8_t { One, Any, AnyRun };  ///< one of `bytes`, ??, *
        Kind kind = Kind::One;
        std::vector<std::uint8_t> bytes;
    };
    std::vector<Part> parts;
};

/// How a kind of light is told what to show.
struct LightDialect {
    std::string name;
    std::array<std::uint8_t, kHueCount> values {};  ///< of each Hue
    std::array<std::uint8_t, 3> channels {};  ///< of each Motion, from 1 to 16; 0: the control's own
    std::array<bool, 3> hasMotion {true, false, false};  ///< else steady is sent
    /// For dialects that have no channel of motion but other values (Launchpad MK1, APC mini): by Motion,
    /// Hue.
    std::array<std::optional<std::array<std::uint8_t, kHueCount>>, 3> motionValues {};
    std::uint8_t offChannel = 0;  ///< of Hue::Off; 0: as steady
    bool baseFirst = false;  ///< steady darkness is sent before the moving value, which alternates with it
    /// A second value for each Hue, sent to number + alsoStep (a light of two LEDs); 0: none.
    std::uint8_t alsoStep = 0;
    std::array<std::uint8_t, kHueCount> alsoValues {};
    bool isRing = false;  ///< shows Light::level, as ringBase + position in [0, ringMost]
    std::uint8_t ringMost = 127;
    std::uint8_t ringBase = 0;
    /// By Motion, where one light is told by SysEx, in which {led} and {value} stand. Empty: by note or
    /// controller.
    std::array<std::string, 3> sysEx;
    bool needsClock = false;  ///< flashing follows F8
    // Many at once. Empty: one by one. {led} and {value} stand in a spec, {specs} in bulkSysEx.
    std::string bulkSysEx;
    std::string bulkSpec;  ///< steady
    std::array<std::string, 3> bulkMotionSpec;  ///< by Motion, the first of no use; empty: sent one by one
    std::uint16_t bulkMost = 0;
};

/// What a kind of controller is made of and how it talks; nothing about what its controls mean. Read from
/// controllers/devices/ID.toml. Immutable once loaded.
struct Profile {
    enum class Confidence : std::uint8_t { Documented, Seen, Guessed };  ///< Guessed starts disabled

    std::string id;
    std::string name;
    std::string file;  ///< it was read from
    Confidence confidence = Confidence::Seen;
    std::vector<std::string> sources;
    std::vector<std::string> usage;  ///< sentences a person should know ("set LED Mode to External ...")

    // To find it. An empty pattern is not asked for.
    BytePattern identity;
    std::vector<std::uint8_t> probe;
    BytePattern probeReply;
    std::vector<std::string> ports;  ///< globs of normalised names, any case

    // To take it and to let it go. Each entry is one message.
    std::vector<std::vector<std::uint8_t>> take;
    std::vector<std::vector<std::uint8_t>> release;
    std::vector<BytePattern> repaintOn;
    std::vector<BytePattern> pauseOn;
    std::uint32_t settleMs = 0;  ///< after `take`, until it listens to lights
    double pacingMs = 0.0;  ///< at least between two messages
    bool resendAfterRelease = false;  ///< a pad lights itself; the truth is sent again after it is let go
    bool lightsByNrpn = false;

    std::vector<Control> controls;
    std::vector<LightDialect> dialects;
    bool hasNrpn = false;
    bool nrpn7bit = false;  ///< acts on CC 6 alone
    std::uint32_t completeWithinMs = 10;  ///< then half a value of 14 bits is taken as it is
    std::uint8_t rows = 0;  ///< of "pad"
    std::uint8_t cols = 0;
    bool isOsc = false;  ///< a monome grid: no MIDI at all
};

/// Something that was done to a control.
struct ControlInput {
    enum class What : std::uint8_t {
        Press,  ///< value: velocity [1, 127]
        Release,
        Move,  ///< an absolute value, [0, 16383] where bits14, else [0, 127]
        Turn,  ///< delta
        Pressure,  ///< [0, 127]
    };
    What what = What::Press;
    std::uint16_t control = 0;  ///< index into Profile::controls
    std::uint16_t value = 0;
    std::int16_t delta = 0;
    TimePoint time {};
};

}  // namespace clave
