#include "app/ports/synth/fluid.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <mutex>

namespace clave {
namespace {
constexpr std::array kSoundfonts {
    "/usr/share/sounds/sf2/TimGM6mb.sf2",
    "/usr/share/soundfonts/default.sf2",
    "/usr/share/sounds/sf2/default-GM.sf2",
    "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/soundfonts/FluidR3_GM.sf2",
};

/// FluidSynth's own 0.2 leaves a whole band at -12 to -22 dBFS; the loudest demo song stays below full with
/// this.
constexpr double kGain = 0.6;

bool isReadable(const std::string& path)
{
    return !path.empty() && std::filesystem::is_regular_file(path) && fluid_is_soundfont(path.c_str()) != 0;
}
}  // namespace

void quietFluidSynth()
{
    static std::once_flag once;
    std::call_once(once, [] {
        const auto toLog = [](int, const char* text, void*) { spdlog::debug("FluidSynth: {}", text); };
        for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG})
            fluid_set_log_function(level, toLog, nullptr);
    });
}

Result<std::string> findSoundfont()
{
    quietFluidSynth();
    if (const char* const wanted = std::getenv("CLAVE_SOUNDFONT"); wanted != nullptr && *wanted != '\0') {
        if (isReadable(wanted))
            return std::string {wanted};
        return fail(fmt::format("{} (from CLAVE_SOUNDFONT) is not a soundfont that can be read.", wanted));
    }
#ifdef CLAVE_SOUNDFONT
    if (isReadable(CLAVE_SOUNDFONT))
        return std::string {CLAVE_SOUNDFONT};
#endif
    for (const char* const path : kSoundfonts)
        if (isReadable(path))
            return std::string {path};
    return fail(
        "No soundfont is installed; install the package timgm6mb-soundfont, or name one in CLAVE_SOUNDFONT.");
}

Result<FluidSynth> makeFluidSynth(double sampleRate)
{
    const auto soundfont = findSoundfont();
    if (!soundfont)
        return fail(soundfont.error().message);
    FluidSynth result;
    result.settings.reset(new_fluid_settings());
    fluid_settings_setnum(result.settings.get(), "synth.sample-rate", sampleRate);
    fluid_settings_setint(result.settings.get(), "synth.midi-channels", 16);
    fluid_settings_setnum(result.settings.get(), "synth.gain", kGain);
    result.synth.reset(new_fluid_synth(result.settings.get()));
    if (!result.synth)
        return fail("The built-in synth cannot be made; is there memory left?");
    if (fluid_synth_sfload(result.synth.get(), soundfont->c_str(), 1) == FLUID_FAILED)
        return fail(fmt::format("{} cannot be loaded into the built-in synth.", *soundfont));
    return result;
}

bool playMidi(fluid_synth_t& synth, std::span<const std::uint8_t> bytes) noexcept
{
    if (bytes.size() < 2)
        return false;
    const int channel = bytes[0] & 0x0F;
    const int first = bytes[1];
    const int second = bytes.size() > 2 ? bytes[2] : 0;
    // Results are not looked at: the end of a note that died away by itself counts as a failure there.
    switch (bytes[0] & 0xF0) {
    case 0x80:
        fluid_synth_noteoff(&synth, channel, first);
        return true;
    case 0x90:
        fluid_synth_noteon(&synth, channel, first, second);
        return true;
    case 0xA0:
        fluid_synth_key_pressure(&synth, channel, first, second);
        return true;
    case 0xB0:
        fluid_synth_cc(&synth, channel, first, second);
        return true;
    case 0xC0:
        fluid_synth_program_change(&synth, channel, first);
        return true;
    case 0xD0:
        fluid_synth_channel_pressure(&synth, channel, first);
        return true;
    case 0xE0:
        fluid_synth_pitch_bend(&synth, channel, first | second << 7);
        return true;
    default:
        return false;
    }
}

}  // namespace clave
