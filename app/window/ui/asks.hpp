#pragma once

#include "app/window/ui/device_wishes.hpp"
#include "app/window/ui/script_wishes.hpp"
#include "core/engine/command.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace clave {

// What a person asks of the window that is no change of song or performance.
namespace wish {
struct Save {};
struct SaveAs {
    std::string path;
};
struct Open {
    std::string path;
};
struct NewSong {};
struct OpenDemo {};
struct Quit {};
/// A key of the window's piano, or of the computer's.
struct Key {
    std::uint8_t pitch = 60;
    std::uint8_t velocity = 100;
    bool down = true;
    bool soundsOnly = false;  ///< it is entered by a command of its own
    TimePoint time {};  ///< when it happened, as near as the window system tells
};
/// A note on one output, to hear whether it is the right one.
struct TestNote {
    std::size_t output = 0;
};
/// Plays output `output` on the port of that name; "synth", "virtual" and "none" too.
struct UseOutput {
    std::size_t output = 0;
    std::string port;
};
struct UseInputs {
    std::vector<std::string> ports;  ///< by name
};
struct UseSync {
    std::string source;  ///< "internal", "midi", "jack", "link"
    std::string input {};  ///< with "midi": a port's name; empty: a port of our own
};
struct UseTheme {
    std::string name;
};
struct UseScale {
    float scale = 1.0F;
};
/// What a track has played in the last bars becomes a pattern of plain steps.
struct PrintHeard {
    std::uint32_t track = 0;  ///< its id
    std::uint32_t bars = 1;
};
struct LookForPorts {};
struct DropRecovery {};
struct TakeRecovery {};
struct CopyText {
    std::string text;
};
}  // namespace wish

using Wish = std::variant<wish::Save, wish::SaveAs, wish::Open, wish::NewSong, wish::OpenDemo, wish::Quit,
    wish::Key, wish::TestNote, wish::UseOutput, wish::UseInputs, wish::UseSync, wish::UseTheme,
    wish::UseScale, wish::PrintHeard, wish::LookForPorts, wish::DropRecovery, wish::TakeRecovery,
    wish::CopyText, wish::TouchControl, wish::UseDevice, wish::UseMap, wish::Learn, wish::ForScripts>;

/// What a frame asks for, in order. Commands and wishes keep their order among themselves.
class Asks {
public:
    struct Command {
        CommandWhat what;
        std::uint64_t gesture = 0;
    };

    void command(CommandWhat what, std::uint64_t gesture = 0)
    {
        commands_.push_back({std::move(what), gesture});
    }
    void wish(Wish wanted) { wishes_.push_back(std::move(wanted)); }
    /// A number for commands that belong together: one step of undo.
    [[nodiscard]] std::uint64_t newGesture() noexcept { return ++gesture_; }

    [[nodiscard]] std::size_t commandCount() const noexcept { return commands_.size(); }
    [[nodiscard]] std::vector<Command> takeCommands() { return std::exchange(commands_, {}); }
    [[nodiscard]] std::vector<Wish> takeWishes() { return std::exchange(wishes_, {}); }

private:
    std::vector<Command> commands_;
    std::vector<Wish> wishes_;
    std::uint64_t gesture_ = 0;
};

}  // namespace clave
