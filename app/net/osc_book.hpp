#pragma once

#include "app/net/osc_message.hpp"
#include "core/base/result.hpp"
#include "core/engine/command.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"
#include "core/model/ranges.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What addresses do things with: the side of Clave that one program on the network sees. Thread-safe: no.
class OscDoer {
public:
    OscDoer() = default;
    virtual ~OscDoer() = default;
    OscDoer(const OscDoer&) = delete;
    OscDoer& operator=(const OscDoer&) = delete;
    OscDoer(OscDoer&&) = delete;
    OscDoer& operator=(OscDoer&&) = delete;

    [[nodiscard]] virtual const Snapshot& snapshot() = 0;
    [[nodiscard]] virtual const ClockStatus& status() = 0;

    /// A track without its patterns, as it will be once what was sent is done.
    [[nodiscard]] virtual Track track(std::size_t index) = 0;
    /// False when the session is too far behind to take it.
    virtual bool send(CommandWhat what) = 0;
    /// To the program that asked.
    virtual void reply(OscMessage message) = 0;
    /// From now on answers and news go to this port of the program's machine.
    virtual void replyTo(std::uint16_t port) = 0;

    /// News of the kinds given, or of all with none, to the program that asked, for so many seconds.
    virtual void subscribe(double seconds, const std::vector<std::string>& kinds) = 0;
    virtual void unsubscribe() = 0;

    // To scripts.
    virtual Result<void> knob(const std::string& script, const std::string& knob, double value) = 0;
    virtual Result<void> press(const std::string& script, const std::string& button) = 0;
    virtual Result<void> call(const std::string& name, std::span<const OscValue> values) = 0;
};

/// One message to an address that was found, with what stands in the address. Indexes count from 0.
struct OscAsk {
    const OscMessage& message;
    OscDoer& doer;
    std::vector<std::size_t> tracks;  ///< they exist; several where a pattern stands for them
    std::optional<std::size_t> slot;  ///< nothing: the pattern that plays
    std::size_t step = 0;  ///< within kMaxSteps
    std::size_t scene = 0;  ///< it exists
    StepTarget lane;
    std::string script;
    std::string name;  ///< of a knob, or of what is called
    bool isRun = false;  ///< each value is of a step of its own, from `step` on

    [[nodiscard]] const Song& song() const { return *doer.snapshot().song; }
    /// The pattern that is meant: the one in the address, else the one that plays, else the first there is.
    [[nodiscard]] PatternPlace place(std::size_t track) const;
    /// The pattern there; null: the slot is empty.
    [[nodiscard]] const Pattern* pattern(std::size_t track) const;
    /// A button's number is 0 when it is let go, which does nothing.
    [[nodiscard]] bool isLetGo() const;
    /// The argument that must be there: "a number", "a text".
    [[nodiscard]] Result<double> number(std::size_t index = 0) const;
    [[nodiscard]] Result<double> number(RealRange allowed, std::size_t index = 0) const;
    [[nodiscard]] Result<std::string> text(std::size_t index = 0) const;
    [[nodiscard]] Result<void> send(CommandWhat what) const;
};

/// One address and what it does. Parts in braces stand for something: {track}, {scene} and {script} for a
/// number or a name, {slot} and {step} for a number, {lane} for an attribute, {at} for nothing or /pattern/N,
/// {name}.
struct OscRow {
    std::string_view address;
    std::string_view values;  ///< for people
    std::string_view help;
    Result<void> (*obey)(OscAsk& ask);
};

// The address space, in parts. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::span<const OscRow> oscPlayRows();
[[nodiscard]] std::span<const OscRow> oscStepRows();
[[nodiscard]] std::span<const OscRow> oscGetRows();
[[nodiscard]] std::span<const OscRow> oscTalkRows();

/// Does what a message below /clave asks for. An error is one sentence for whoever sent it, and nothing was
/// changed. Thread-safe: with a doer of its own. Realtime-safe: no.
Result<void> obeyOsc(const OscMessage& message, OscDoer& doer);

/// What all addresses of Clave begin with.
inline constexpr std::string_view kOscRoot = "/clave/";

/// The tables of README.md.
[[nodiscard]] std::string oscGuide();

}  // namespace clave
