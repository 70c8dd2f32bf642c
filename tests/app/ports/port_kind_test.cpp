#include "app/ports/port_list.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("app/ports/port_list")
{
    TEST_CASE("a port's name tells what is behind it")
    {
        struct Row {
            const char* system;
            MidiApi api;
            PortKind kind;
            const char* name;
        };
        const Row rows[] {
            {"Midi Through:Midi Through Port-0 14:0", MidiApi::Alsa, PortKind::LoopBack,
                "Midi Through:Midi Through Port-0"},
            {"VirMIDI 2-0:VirMIDI 2-0 24:0", MidiApi::Alsa, PortKind::LoopBack, "VirMIDI 2-0:VirMIDI 2-0"},
            {"System:Announce 0:1", MidiApi::Alsa, PortKind::LoopBack, "System:Announce"},
            {"minilogue:minilogue MIDI 1 20:0", MidiApi::Alsa, PortKind::Hardware,
                "minilogue:minilogue MIDI 1"},
            {"MiniNova:MiniNova MIDI 1 24:0", MidiApi::Alsa, PortKind::Hardware, "MiniNova:MiniNova MIDI 1"},
            {"FLUID Synth (812):Synth input port 128:0", MidiApi::Alsa, PortKind::Software,
                "FLUID Synth (812):Synth input port"},
            {"Clave:out 129:0", MidiApi::Alsa, PortKind::Own, "Clave:out"},
            {"RtMidi Output Client:RtMidi 130:0", MidiApi::Alsa, PortKind::Own,
                "RtMidi Output Client:RtMidi"},
            {"Launchpad Mini MK3:LPMiniMK3 MIDI 28:1", MidiApi::Alsa, PortKind::Controller,
                "Launchpad Mini MK3:LPMiniMK3 MIDI"},
            {"APC40 mkII:APC40 mkII MIDI 1 20:0", MidiApi::Alsa, PortKind::Controller,
                "APC40 mkII:APC40 mkII MIDI 1"},
            {"Ableton Push 2:Ableton Push 2 MIDI 1 20:0", MidiApi::Alsa, PortKind::Controller,
                "Ableton Push 2:Ableton Push 2 MIDI 1"},
            {"Pushkin Synth:Pushkin MIDI 1 20:0", MidiApi::Alsa, PortKind::Hardware,
                "Pushkin Synth:Pushkin MIDI 1"},
            {"Clavecin 3:Clavecin MIDI 1 20:0", MidiApi::Alsa, PortKind::Hardware,
                "Clavecin 3:Clavecin MIDI 1"},
            {"a2j:minilogue [20] (playback): minilogue MIDI 1", MidiApi::Jack, PortKind::Hardware,
                "a2j:minilogue [20] (playback): minilogue MIDI 1"},
            {"a2j:FLUID Synth (812) [128] (playback): Synth input port", MidiApi::Jack, PortKind::Software,
                "a2j:FLUID Synth (812) [128] (playback): Synth input port"},
            {"a2j:Midi Through [14] (playback): Midi Through Port-0", MidiApi::Jack, PortKind::LoopBack,
                "a2j:Midi Through [14] (playback): Midi Through Port-0"},
            {"system:midi_playback_1", MidiApi::Jack, PortKind::Hardware, "system:midi_playback_1"},
            {"alsa:midi/minilogue/playback_1", MidiApi::Jack, PortKind::Hardware,
                "alsa:midi/minilogue/playback_1"},
            {"Midi-Bridge:nanoKONTROL2:(playback_0) nanoKONTROL2 _ CTRL", MidiApi::Jack, PortKind::Controller,
                "Midi-Bridge:nanoKONTROL2:(playback_0) nanoKONTROL2 _ CTRL"},
            {"Midi-Bridge:Minilogue:(playback_0) Minilogue MIDI 1", MidiApi::Jack, PortKind::Hardware,
                "Midi-Bridge:Minilogue:(playback_0) Minilogue MIDI 1"},
            {"zynaddsubfx:midi_input", MidiApi::Jack, PortKind::Software, "zynaddsubfx:midi_input"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.system);
            const PortInfo port = describePort(row.system, row.api);
            CHECK(nameOf(port.kind) == nameOf(row.kind));
            CHECK(port.name == row.name);
        }
    }
}
