#include "app/cli/controller_options.hpp"

#include "app/cli/option_checks.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace clave {
namespace {
constexpr const char* kAuto = "auto";

void addName(CLI::App& command, const char* name, std::string& value, const char* about, const char* type)
{
    command.add_option(name, value, about)->check(notEmpty())->type_name(type);
}

/// One of midi's, which is the one that was asked for when it is parsed.
CLI::App& addOne(
    CLI::App& midi, const char* name, const char* about, MidiCommand& command, MidiCommand::What what)
{
    auto& one = *midi.add_subcommand(name, about);
    one.parse_complete_callback([&command, what] { command.what = what; });
    return one;
}

void addDevice(CLI::App& command, MidiCommand& midi)
{
    addName(command, "--device", midi.device, "As which device to read it: its id, as clave devices shows it",
        "ID");
    addName(command, "--map", midi.map, "By which map; without it the one that fits best", "NAME");
}
}  // namespace

void addControllerOptions(CLI::App& command, ControllerWish& wish)
{
    addNames(command, "--controllers", wish.names,
        "Pad controllers to play with: auto (every known one), none, or part of a name; PORT=DEVICE for one "
        "that is not known by its name. May be repeated");
    addName(command, "--controller-map", wish.map,
        "What their controls mean, where it fits: the name of a map, as clave devices shows it", "NAME");
}

std::optional<std::string> settle(ControllerWish& wish)
{
    const bool standsAlone = wish.wantsNone() || std::ranges::find(wish.names, kAuto) != wish.names.end();
    if (standsAlone && wish.names.size() > 1)
        return "--controllers auto and none stand alone";
    std::erase(wish.names, kAuto);
    return std::nullopt;
}

void addDeviceCommands(CLI::App& app, DevicesCommand& devices, MidiCommand& midi)
{
    auto& list = *app.add_subcommand("devices", "Show which controllers are known, and which are there");
    addApiOption(list, devices.api);

    auto& all = *app.add_subcommand("midi", "See what a controller sends, and what Clave makes of it");
    all.require_subcommand(1);
    using What = MidiCommand::What;

    auto& monitor =
        addOne(all, "monitor", "Say in words what comes in, and what it does", midi, What::Monitor);
    monitor.add_option("PORT", midi.port, "Part of a port's name; without it every controller")
        ->type_name("");
    monitor.add_flag("--take", midi.takes, "Switch the device to the mode Clave plays in, and light it");
    addDevice(monitor, midi);
    addApiOption(monitor, midi.api);

    auto& record =
        addOne(all, "record", "Write down every byte that comes in, with its time", midi, What::Record);
    addName(record, "--port", midi.port, "Part of a port's name; without it the first controller", "NAME");
    addApiOption(record, midi.api);

    auto& replay =
        addOne(all, "replay", "Say in words what was recorded, or send it again", midi, What::Replay);
    addName(replay, "--port", midi.port, "Send it there, in its own time: part of an output's name", "NAME");
    addDevice(replay, midi);
    addApiOption(replay, midi.api);
    for (auto* const command : {&record, &replay})
        command->add_option("FILE", midi.file, "Lines of seconds and bytes")
            ->required()
            ->check(notEmpty())
            ->type_name("");

    auto& explain = addOne(all, "explain", "Say what bytes mean and would do", midi, What::Explain);
    explain.add_option("BYTES", midi.bytes, "As hexadecimal numbers: \"B0 4A 40\"")
        ->required()
        ->check(notEmpty())
        ->type_name("");
    addDevice(explain, midi);

    auto& lint = addOne(all, "lint", "Show every fault in device and map files", midi, What::Lint);
    lint.add_option("FILES", midi.files, "Device files (*.toml) and maps (*.map.toml)")
        ->required()
        ->type_name("");
}

void addApiOption(CLI::App& command, MidiApi& api)
{
    addChoice<MidiApi>(command, "--midi-api", api,
        {{"auto", MidiApi::Auto}, {"jack", MidiApi::Jack}, {"jack-rtmidi", MidiApi::JackRtMidi},
            {"alsa", MidiApi::Alsa}},
        "auto (JACK when it runs, else ALSA), jack, jack-rtmidi (less exact) or alsa", "API");
}

}  // namespace clave
