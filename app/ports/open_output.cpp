#include "app/ports/open_output.hpp"

#include "app/ports/jack/jack_output.hpp"
#include "app/ports/rtmidi/rtmidi_sink.hpp"
#include "app/ports/sender_thread.hpp"
#include "app/ports/silent_output.hpp"
#include "app/ports/synth/synth_sink.hpp"

#include <fmt/format.h>

#include <utility>

namespace clave {
namespace {
using What = PortChoice::What;

Result<OpenedOutput> openPort(const PortChoice& choice, const OutputOptions& options)
{
    const bool isOurs = choice.what == What::Virtual;
    const auto api = resolveApi(isOurs ? options.api : choice.port.api);
    if (!api)
        return fail(api.error().message);
    const std::string portName = isOurs ? std::string {} : choice.port.name;
    const std::string name = isOurs ? "Clave" : choice.port.name;
    OpenedOutput opened;
    opened.description = isOurs ? fmt::format("virtual port \"Clave\" ({})", nameOf(*api))
                                : fmt::format("{} ({})", name, nameOf(*api));
    if (*api == MidiApi::Jack) {
        auto output = JackOutput::open(portName);
        if (!output)
            return fail(output.error().message);
        opened.output = std::move(*output);
    } else {
        auto sink = RtMidiSink::open(*api, portName);
        if (!sink)
            return fail(sink.error().message);
        opened.output = std::make_unique<SenderThread>(name, std::move(*sink), options.broker);
    }
    return opened;
}

OpenedOutput withSynth(std::unique_ptr<SynthSink> sink, const OutputOptions& options)
{
    OpenedOutput opened;
    opened.description = fmt::format("built-in synth on {}", sink->audio());
    opened.output = std::make_unique<SenderThread>("built-in synth", std::move(sink), options.broker);
    return opened;
}

OpenedOutput silent()
{
    OpenedOutput opened;
    opened.description = "nothing: it plays silently";
    opened.output = std::make_unique<SilentOutput>();
    return opened;
}

/// \param synth opened already, or null.
Result<OpenedOutput> open(
    const PortChoice& choice, const OutputOptions& options, std::unique_ptr<SynthSink> synth)
{
    switch (choice.what) {
    case What::Synth: {
        if (synth)
            return withSynth(std::move(synth), options);
        auto sink = SynthSink::open();
        if (!sink)
            return fail(sink.error().message);
        return withSynth(std::move(*sink), options);
    }
    case What::Port:
    case What::Virtual:
        return openPort(choice, options);
    case What::Silent:
        break;
    }
    return silent();
}
}  // namespace

Result<OpenedOutput> openOutput(const PortChoice& choice, const OutputOptions& options)
{
    auto opened = open(choice, options, nullptr);
    if (opened)
        opened->choice = choice;
    return opened;
}

Result<OpenedOutput> openBestOutput(const PortWish& wish, const OutputOptions& options)
{
    const PortList list = listPorts(options.api);
    // Opening audio takes time and shows in mixers: only when it may be what is chosen.
    const auto withAudio = chooseOutput(wish, list, true);
    if (!withAudio)
        return fail(withAudio.error().message);
    if (withAudio->what != What::Synth)
        return openOutput(*withAudio, options);
    auto synth = SynthSink::open();
    const auto choice = chooseOutput(wish, list, synth.has_value());
    if (!choice)
        return fail(synth ? choice.error().message : synth.error().message);
    auto opened = open(*choice, options, synth ? std::move(*synth) : nullptr);
    if (opened)
        opened->choice = *choice;
    return opened;
}

}  // namespace clave
