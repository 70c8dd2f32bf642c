#include "core/io/song_file.hpp"
#include "core/model/validate.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Any bytes are a valid song that comes back when it is saved, or have faults. Seeds: tests/fuzz/song_file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto song = clave::parseSong(text, "fuzz.clave");
    if (!song)
        return 0;
    const auto again = clave::parseSong(clave::songText(*song), "again.clave");
    if (!clave::faultsOf(*song).empty() || !again || *again != *song)
        std::abort();
    return 0;
}
