#include "app/ports/alsa/sequencer.hpp"

#include <alsa/asoundlib.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <mutex>

namespace clave {
namespace {
void toLog(const char* file, int line, const char* function, int, const char* format, ...)
{
    std::array<char, 512> text {};
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text.data(), text.size(), format, arguments);
    va_end(arguments);
    spdlog::debug("ALSA: {}:{}: {}: {}", file, line, function, text.data());
}
}  // namespace

void quietAlsa()
{
    static std::once_flag once;
    std::call_once(once, [] { snd_lib_error_set_handler(toLog); });
}

bool alsaSequencerRuns()
{
    quietAlsa();
    snd_seq_t* sequencer = nullptr;
    if (snd_seq_open(&sequencer, "default", SND_SEQ_OPEN_DUPLEX, SND_SEQ_NONBLOCK) < 0)
        return false;
    snd_seq_close(sequencer);
    return true;
}

}  // namespace clave
