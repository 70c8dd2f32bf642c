#include "app/timing/loop_ports.hpp"

#include "app/ports/open_input.hpp"
#include "app/ports/open_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr auto kHowTo = "put a cable from an output to an input and name them with --out and --in";

bool isWord(const std::string& name)
{
    return name == "synth" || name == "virtual" || name == "none";
}

Result<LoopChoice> unnamed(const PortList& list)
{
    LoopChoice choice;
    choice.isOwn = list.api == MidiApi::Jack || list.api == MidiApi::JackRtMidi;
    if (choice.isOwn)
        return choice;
    for (const auto& port : list.outputs) {
        const auto in = std::ranges::find(list.inputs, port.name, &PortInfo::name);
        if (port.kind != PortKind::LoopBack || in == list.inputs.end())
            continue;
        choice.out = port;
        choice.in = *in;
        return choice;
    }
    return fail(fmt::format("There is nothing to loop over, not even Midi Through: {}.", kHowTo));
}

Result<std::string> openOwn(Loop& loop, const OutputOptions& options)
{
    const auto before = listPorts(loop.api).inputs;
    PortChoice choice;
    choice.what = PortChoice::What::Virtual;
    auto opened = openOutput(choice, options);
    if (!opened)
        return fail(opened.error().message);
    loop.output = std::move(opened->output);
    // Another Clave may have a port of that name, so ours is the one that was not there before.
    for (const auto& port : listPorts(loop.api).inputs) {
        if (std::ranges::find(before, port) == before.end())
            return port.name;
    }
    return fail("Our own port is not seen by the JACK server.");
}

Result<std::string> openOut(Loop& loop, const PortInfo& port, const OutputOptions& options)
{
    PortChoice choice;
    choice.what = PortChoice::What::Port;
    choice.port = port;
    auto opened = openOutput(choice, options);
    if (!opened)
        return fail(opened.error().message);
    loop.output = std::move(opened->output);
    return port.name;
}
}  // namespace

Result<LoopChoice> chooseLoop(const LoopWish& wish, const PortList& list)
{
    if (list.api == MidiApi::Auto)
        return fail("There is nothing to loop over: " + list.trouble);
    if (wish.out.empty() && wish.in.empty())
        return unnamed(list);
    const auto& out = wish.out.empty() ? wish.in : wish.out;
    const auto& in = wish.in.empty() ? wish.out : wish.in;
    for (const auto& name : {out, in}) {
        if (isWord(name))
            return fail(fmt::format("Nothing comes back from \"{}\": {}.", name, kHowTo));
    }
    const auto output = findPort(out, list.outputs, {});
    if (!output)
        return tl::unexpected {output.error()};
    const auto input = findInput(in, list.inputs, {});
    if (!input)
        return tl::unexpected {input.error()};
    return LoopChoice {false, *output, *input};
}

Result<Loop> openLoop(const LoopWish& wish, RealtimeBroker* broker)
{
    const auto joined = joinServer(wish.api);
    const auto api = resolveApi(wish.api);
    if (!api)
        return tl::unexpected {api.error()};
    const auto choice = chooseLoop(wish, listPorts(*api));
    if (!choice)
        return tl::unexpected {choice.error()};
    Loop loop;
    loop.api = *api;
    loop.overCable = choice->overCable();
    const OutputOptions options {*api, broker};
    const auto out = choice->isOwn ? openOwn(loop, options) : openOut(loop, choice->out, options);
    if (!out)
        return tl::unexpected {out.error()};
    loop.out = *out;
    auto input = openInput(choice->isOwn ? loop.out : choice->in.name, *api);
    if (!input)
        return tl::unexpected {input.error()};
    loop.input = std::move(*input);
    loop.in = choice->isOwn ? "a port of our own" : choice->in.name;
    return loop;
}

}  // namespace clave
