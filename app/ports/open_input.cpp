#include "app/ports/open_input.hpp"

#include "app/ports/choice.hpp"
#include "app/ports/jack/jack_input.hpp"
#include "app/ports/rtmidi/rtmidi_input.hpp"

#include <utility>

namespace clave {
namespace {
template <typename Input>
Result<std::unique_ptr<MidiInput>> asInput(Result<std::unique_ptr<Input>> input)
{
    if (!input)
        return fail(input.error().message);
    return std::unique_ptr<MidiInput> {std::move(*input)};
}
}  // namespace

Result<std::unique_ptr<MidiInput>> openInput(const std::string& wanted, MidiApi api, const std::string& own)
{
    const auto resolved = resolveApi(api);
    if (!resolved)
        return fail(resolved.error().message);
    std::string name;
    if (!wanted.empty() && wanted != "virtual") {
        const PortList list = listPorts(*resolved);
        const auto port = findInput(wanted, list.inputs);
        if (!port)
            return fail(
                list.trouble.empty() ? port.error().message : port.error().message + " " + list.trouble);
        name = port->name;
    }
    return *resolved == MidiApi::Jack ? asInput(JackInput::open(name, own))
                                      : asInput(RtMidiInput::open(*resolved, name, own));
}

}  // namespace clave
