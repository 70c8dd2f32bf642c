#include "app/ports/key_inputs.hpp"

#include "app/ports/open_input.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr const char* kOwn = "virtual";

KeyInputs openAll(
    MidiApi api, const std::string& own, const std::function<bool(const std::string&)>& isController)
{
    KeyInputs opened;
    const PortList list = listPorts(api);
    if (list.api == MidiApi::Auto)
        return opened;  // there is no MIDI here: other parts say so
    auto names = hardwareKeyboards(list);
    if (isController)
        std::erase_if(names, isController);
    names.insert(names.begin(), kOwn);
    for (const std::string& name : names) {
        auto input = openInput(name, list.api, own);
        if (input)
            opened.inputs.push_back(std::move(*input));
        else
            opened.notices.push_back(input.error().message);
    }
    return opened;
}
}  // namespace

std::vector<std::string> hardwareKeyboards(const PortList& list)
{
    std::vector<std::string> names;
    for (const PortInfo& port : list.inputs) {
        if (port.kind == PortKind::Hardware && std::ranges::find(names, port.name) == names.end())
            names.push_back(port.name);
    }
    return names;
}

Result<KeyInputs> openKeyInputs(const std::vector<std::string>& wanted, MidiApi api, const std::string& own,
    const std::function<bool(const std::string&)>& isController)
{
    if (wanted.empty())
        return openAll(api, own, isController);
    KeyInputs opened;
    for (const std::string& name : wanted) {
        if (name == kNoInput)
            continue;
        auto input = openInput(name, api, own);
        if (!input)
            return tl::unexpected {input.error()};
        opened.inputs.push_back(std::move(*input));
    }
    return opened;
}

}  // namespace clave
