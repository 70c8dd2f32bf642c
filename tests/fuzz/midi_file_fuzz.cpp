#include "core/io/midi_file.hpp"
#include "core/io/midi_import.hpp"
#include "core/model/validate.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes are a MIDI file that comes back when it is written, and makes a valid song or has no notes; or
/// they are refused. Seeds: tests/fuzz/midi_file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto file = clave::parseMidiFile({data, size}, "fuzz.mid");
    if (!file)
        return 0;
    file->oddities.clear();
    if (clave::parseMidiFile(clave::midiFileBytes(*file), "again.mid") != *file)
        std::abort();
    const auto imported = clave::importMidi(*file, "fuzz.mid");
    if (imported && !clave::faultsOf(imported->song).empty())
        std::abort();
    return 0;
}
