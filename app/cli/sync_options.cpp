#include "app/cli/sync_options.hpp"

#include "app/cli/option_checks.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace clave {

void addSyncOptions(CLI::App& command, PlayCommand& play)
{
    addChoice<SyncKind>(command, "--sync", play.sync.kind,
        {{"internal", SyncKind::Internal}, {"midi", SyncKind::MidiClock}, {"jack", SyncKind::JackTransport},
            {"link", SyncKind::Link}},
        "Whose time to keep: internal, midi (a MIDI clock), jack (its transport) or link (Ableton Link)");
    command
        .add_option("--sync-in", play.sync.input,
            "Where the MIDI clock comes in: part of a port's name; without it a port of Clave's own")
        ->check(notEmpty())
        ->type_name("NAME");
    addChoice<OnLoss>(command, "--clock-loss", play.sync.onLoss,
        {{"stop", OnLoss::Stop}, {"go-on", OnLoss::CarryOn}},
        "When the MIDI clock no longer comes: stop, or go-on at the last tempo");
    command.add_flag("--link-start-stop", play.sync.startStop, "With Link, start and stop together");
    command.add_flag("--send-clock", play.sendClock,
        "Send MIDI clock to every output (a song can say it for each of its ports)");
    command
        .add_option_function<std::string>(
            "--osc", [&play](const std::string& text) { play.osc = parseOscWish(text).value(); },
            "Where other programs reach it over OSC; without it port 9170 of this machine only")
        ->check([](const std::string& text) {
            const auto wish = parseOscWish(text);
            return wish ? std::string {} : wish.error().message;
        })
        ->type_name("[HOST:]PORT|off");
}

}  // namespace clave
