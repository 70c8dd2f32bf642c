#pragma once

#include "app/cli/controller_options.hpp"
#include "app/cli/face_choice.hpp"
#include "app/cli/script_options.hpp"
#include "app/net/osc_wish.hpp"
#include "app/ports/port_list.hpp"
#include "app/sync/open_sync.hpp"
#include "app/timing/loop_ports.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace clave {

struct PortsCommand {
    bool json = false;
    MidiApi api = MidiApi::Auto;
};

struct PlayCommand {
    std::string song;  ///< empty: the demo
    std::string out;  ///< name of the main output; empty: chosen
    std::vector<std::string> ins;  ///< names of what is played on; empty: chosen; "none": nothing
    std::map<std::string, std::string> portOuts;  ///< names of outputs by the song's names of its ports
    MidiApi api = MidiApi::Auto;
    std::uint32_t bars = 0;  ///< 0: not limited
    std::optional<double> tempo;  ///< bpm, [20, 999]
    std::string scene;  ///< number from 1, or name; empty: the song decides
    bool loop = false;
    SyncWish sync;
    bool sendClock = false;
    std::string timing;  ///< file to write it to at the end; empty: none, "-": standard output
    FaceOptions face;
    ControllerWish controllers;  ///< its api is of no matter
    OscWish osc;
    ScriptOptions scripts;
};

struct RenderCommand {
    enum class Form : std::uint8_t { Text, Midi, Wav };

    std::string song;
    std::uint32_t bars = 0;  ///< 0: once through
    std::optional<std::uint64_t> seed;
    Form form = Form::Text;
    std::string file;  ///< "-": standard output
    ScriptOptions scripts;
};

struct CheckCommand {
    std::string song;
};

struct NewCommand {
    std::string song;
};

struct ImportCommand {
    std::string midiFile;
    std::string song;
};

struct TimingCommand {
    LoopWish loop;
    bool json = false;
};

using ParsedCommand = std::variant<PlayCommand, PortsCommand, RenderCommand, CheckCommand, NewCommand,
    ImportCommand, TimingCommand, DevicesCommand, MidiCommand, ConsoleCommand, KernelCommand>;

/// Why there is nothing to do: help or version asked for (status 0), or wrong usage (status 2).
struct Usage {
    int status = 0;
    std::string text;  ///< with a line end
};

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

/// \param arguments without the program's name.
/// Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] tl::expected<ParsedCommand, Usage> parseCommandLine(std::span<const std::string> arguments);

}  // namespace clave
